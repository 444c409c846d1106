"""What the user does while the engine thinks is left alone, and the next run takes it in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Allocation, AttributionCounts, Status
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.attribution.record import BATCH
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.rules import remove_rule
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attribution_run import load_last_run
from microdesk_desktop.store.bank.attributions import Decision, load_decision
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.transaction import count_rows
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock
from tests.support.imports.imports import import_statement

DAY = date(2026, 11, 2)
LABEL = "VIR SEPA RECU /DE NOVA SARL /MOTIF F-2026-0040"


class Meanwhile(Job):
    """A job that acts once, at the first checkpoint of a step: « while the engine thinks »."""

    def __init__(self, act: Callable[[], object], *, step: str = "read_labels") -> None:
        super().__init__(self._note)
        self.steps: list[str] = []
        self._act, self._step, self._is_due = act, step, step == "read_labels"

    def _note(self, _done: int, _total: int, step: str) -> None:
        self.steps.append(step)
        self._is_due |= step == self._step

    def checkpoint(self) -> None:
        super().checkpoint()
        if self._is_due and self._act is not None:
            act, self._act = self._act, None
            act()
            super().checkpoint()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        opened.write(_fill)
        yield opened


def _fill(writer: Writer) -> None:
    nova = save_client(writer, Client(name="Nova SARL"))
    for number, cents in (("F-2026-0040", 160_000), ("F-2026-0041", 32_000)):
        document = ImportedDocument(
            number=number,
            type=DocumentType.INVOICE,
            issued_on=date(2026, 10, 1),
            due_on=DAY,
            client="Nova SARL",
            excl_tax_cents=cents,
            tax_cents=0,
            incl_tax_cents=cents,
            paid_cents=0,
        )
        save_document(writer, document, nova)


def arrive(session: Session, *rows: BankRow) -> list[int]:
    """The ids of these rows, once they are in the vault."""

    def write(writer: Writer) -> None:
        account = account_of(writer)
        merge_rows(writer, account, rows, source="gocardless", drops_pending=True, since=DAY)

    session.write(write)
    newest = session.read(
        lambda reader: reader.all("SELECT id FROM bank_transaction ORDER BY id DESC LIMIT ?", (len(rows),))
    )
    return sorted(id_ for (id_,) in newest)


def row(cents: int, label: str, state: State = State.BOOKED) -> BankRow:
    return BankRow(None, DAY, cents, "EUR", label, state)


def decision(session: Session, transaction_id: int) -> Decision:
    found = session.read(lambda reader: load_decision(reader, transaction_id))
    assert found is not None
    return found


def invoice(session: Session, number: str = "F-2026-0040") -> tuple[int, int]:
    """The id of the invoice and what remains of it."""
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    assert target is not None
    return target.id, target.remaining_cents


def test_an_invoice_settled_by_hand_while_the_engine_thinks_is_not_paid_twice(session: Session) -> None:
    cited, other = arrive(session, row(160_000, LABEL), row(160_000, "VIR X"))
    target_id, _ = invoice(session)
    part = Allocation(target_id=target_id, amount_cents=160_000)
    counts = run_attribution(session, Meanwhile(lambda: decisions.attribute(session, other, [part])))
    assert invoice(session) == (target_id, 0)
    assert decision(session, cited).status is Status.TODO
    assert counts == AttributionCounts()
    run_attribution(session, Job())
    assert decision(session, cited).status is Status.TODO
    assert decision(session, other).is_decided


def test_a_transaction_decided_while_the_engine_thinks_keeps_the_decision(session: Session) -> None:
    (cited,) = arrive(session, row(160_000, LABEL))
    counts = run_attribution(session, Meanwhile(lambda: decisions.ignore(session, cited)))
    assert decision(session, cited) == Decision(
        transaction_id=cited, status=Status.IGNORED, is_decided=True, decided_at=session.clock.now()
    )
    assert counts == AttributionCounts()


def test_a_transaction_put_back_to_do_while_the_engine_thinks_stays_there(session: Session) -> None:
    (cited,) = arrive(session, row(160_000, LABEL))
    run_attribution(session, Meanwhile(lambda: decisions.detach(session, cited)))
    assert decision(session, cited) == Decision(transaction_id=cited, is_decided=True, decided_at=session.clock.now())
    assert invoice(session)[1] == 160_000


def test_a_sum_no_longer_possible_is_looked_at_again(session: Session) -> None:
    both, other = arrive(session, row(192_000, f"{LABEL} ET F-2026-0041"), row(10_000, "VIR X"))
    part = Allocation(target_id=invoice(session, "F-2026-0041")[0], amount_cents=10_000)
    run_attribution(session, Meanwhile(lambda: decisions.attribute(session, other, [part])))
    assert decision(session, both) == Decision(transaction_id=both)
    run_attribution(session, Job())
    assert decision(session, both).status is Status.SUGGESTED


def test_a_rival_that_the_user_decides_while_the_engine_thinks_frees_the_other(session: Session) -> None:
    one, other = arrive(session, row(160_000, LABEL), row(160_000, f"{LABEL} BIS"))
    run_attribution(session, Meanwhile(lambda: decisions.ignore(session, other)))
    assert decision(session, one).status is Status.SUGGESTED
    run_attribution(session, Job())
    assert decision(session, one).status is Status.ATTRIBUTED


def test_a_record_removed_while_the_engine_thinks_is_neither_paid_nor_proposed(session: Session) -> None:
    expense = Expense(on=DAY, supplier="Papeterie Brun", label="", amount_cents=4_200, category="")
    paid = put_record(session, expense).id
    exact, near = arrive(session, row(-4_200, "CB PAPETERIE BRUN"), row(-4_150, "CB PAPETERIE BRUN 02/11"))
    assert paid is not None
    run_attribution(session, Meanwhile(lambda: remove_record(session, paid)))
    assert decision(session, exact) == Decision(transaction_id=exact)
    assert decision(session, near) == Decision(transaction_id=near)


def test_a_proposed_record_removed_while_the_engine_thinks_is_not_proposed(session: Session) -> None:
    expense = Expense(on=DAY, supplier="Papeterie Brun", label="", amount_cents=4_200, category="")
    removed, kept = (put_record(session, expense).id for _ in range(2))
    (exact,) = arrive(session, row(-4_200, "CB PAPETERIE BRUN"))
    assert removed is not None
    run_attribution(session, Meanwhile(lambda: remove_record(session, removed)))
    proposals = decision(session, exact).proposals
    assert [part.target_id for proposal in proposals for part in proposal.allocations] == [kept]
    run_attribution(session, Job())
    assert decision(session, exact).status is Status.ATTRIBUTED


def test_a_purchase_that_becomes_a_refund_while_the_engine_thinks_is_not_settled(session: Session) -> None:
    bought = Expense(on=DAY, supplier="Papeterie Brun", label="", amount_cents=4_200, reference="E-1")
    made = put_record(session, bought).id
    (paid,) = arrive(session, row(-4_200, "CB PAPETERIE BRUN"))
    run_attribution(session, Meanwhile(lambda: put_record(session, replace(bought, amount_cents=-4_200), made)))
    assert decision(session, paid).status is Status.TODO


def test_a_pending_transaction_that_leaves_while_the_engine_thinks_leaves_nothing(session: Session) -> None:
    arrive(session, row(160_000, LABEL, State.PENDING))
    run_attribution(session, Meanwhile(lambda: arrive(session)))
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM suggestion")) == 0
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM attribution_dependency")) == 0


def test_a_rule_removed_while_the_engine_thinks_makes_no_record(session: Session) -> None:
    rule = Rule(id=0, name="Cantine", words="CANTINE", direction=-1, action=RuleAction.EXPENSE)
    rule_id = session.write(lambda writer: save_rule(writer, rule))
    (lunch,) = arrive(session, row(-1_250, "CB CANTINE"))
    run_attribution(session, Meanwhile(lambda: remove_rule(session, rule_id)))
    assert decision(session, lunch).status is Status.TODO
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM expense")) == 0


@pytest.mark.parametrize("has_run", [False, True])
def test_a_bank_disconnected_while_the_engine_thinks_leaves_nothing(session: Session, has_run: bool) -> None:
    if has_run:
        arrive(session, row(-500, "CB BOULANGERIE"))
        run_attribution(session, Job())
    arrive(session, row(160_000, LABEL))
    run_attribution(session, Meanwhile(lambda: disconnect(session, Job())))
    left = {name for name, count in session.read(count_rows).items() if count}
    assert left == {"client", "commit_count", "company", "consent", "document", "header_generation", "target"}


def test_a_bank_disconnected_while_a_run_finds_no_transaction_leaves_nothing(session: Session) -> None:
    arrive(session, row(-500, "CB BOULANGERIE"))
    run_attribution(session, Job())
    decisions.ignore(session, 1)
    put_record(session, Expense(on=DAY, supplier="Papeterie Brun", label="", amount_cents=4_200, category=""))
    run_attribution(session, Meanwhile(lambda: disconnect(session, Job())))
    assert session.read(load_last_run) is None


def test_an_outcome_is_never_stored_for_another_transaction_that_took_the_id(session: Session) -> None:
    arrive(session, row(160_000, LABEL))

    def start_anew() -> None:
        disconnect(session, Job())
        arrive(session, row(160_000, "REMBOURSEMENT"))

    run_attribution(session, Meanwhile(start_anew))
    assert invoice(session)[1] == 160_000
    run_attribution(session, Job())
    assert decision(session, 1).status is not Status.ATTRIBUTED
    assert session.read(load_last_run) is not None


def test_a_label_corrected_while_the_engine_thinks_is_read_anew(session: Session) -> None:
    (cited,) = arrive(session, BankRow("ref 1", DAY, 160_000, "EUR", LABEL))
    corrected = BankRow("ref 1", DAY, 160_000, "EUR", "VIR SEPA RECU /DE ATELIER BRUN /MOTIF ACOMPTE")
    run_attribution(session, Meanwhile(lambda: arrive(session, corrected)))
    run_attribution(session, Job())
    assert decision(session, cited).status is not Status.ATTRIBUTED


@pytest.mark.parametrize("step", ["read_labels", "suggest"])
def test_a_vault_locked_while_the_engine_thinks_is_completed_by_the_next_run(tmp_path: Path, step: str) -> None:
    with open_vault(tmp_path, FakeClock()) as session:
        session.write(_fill)
        (cited,) = arrive(session, row(160_000, LABEL))
        with pytest.raises(KnownError) as raised:
            run_attribution(session, Meanwhile(session.close, step=step))
        assert raised.value.code is ErrorCode.VAULT_LOCKED
    with open_vault(tmp_path, FakeClock()) as session:
        run_attribution(session, Job())
        assert decision(session, cited).status is Status.ATTRIBUTED


def test_a_run_cancelled_between_two_batches_is_completed_by_the_next(session: Session) -> None:
    arrive(session, row(-500, "CB BOULANGERIE"))
    run_attribution(session, Job())
    assert session.read(load_last_run) is not None
    ids = arrive(session, *(row(100 + each, f"VIR NOVA SARL {each}") for each in range(BATCH)), row(160_000, LABEL))
    job = Job(lambda _done, _total, step: step == "attribute" and job.cancel())
    with pytest.raises(Cancelled):
        run_attribution(session, job)
    assert decision(session, ids[-1]).status is Status.TODO
    assert session.read(load_last_run) is None, "the next run looks at everything"
    run_attribution(session, Job())
    assert decision(session, ids[-1]).status is Status.ATTRIBUTED


def test_what_did_not_change_is_not_written_again(session: Session) -> None:
    arrive(session, row(160_000, LABEL), row(160_000, f"{LABEL} BIS"), row(-500, "CB BOULANGERIE"))
    assert run_attribution(session, Job()) == AttributionCounts(suggested=2)
    before = session.write(lambda writer: writer.value("SELECT total_changes()"))
    assert run_attribution(session, Job(), everything=True) == AttributionCounts()
    assert session.write(lambda writer: writer.value("SELECT total_changes()")) == before


def test_the_same_file_again_does_not_run_the_engine(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "statement.csv"
    path.write_text(f"Date;Libellé;Montant\n02/11/2026;{LABEL};1 600,00\n02/11/2026;CB BOULANGERIE;-5,00", "utf-8")
    first, again = Meanwhile(int), Meanwhile(int)
    import_statement(session, path, first)
    report = import_statement(session, path, again)
    assert {"read_labels", "match", "suggest", "attribute"} <= set(first.steps)
    assert {"read_labels", "match", "suggest", "attribute"}.isdisjoint(again.steps)
    assert report.attributed == AttributionCounts()
