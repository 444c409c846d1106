"""What was settled automatically is decided anew once a later row speaks against it; the user's word is not."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import Cancelled
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Allocation, AttributionCounts, Status
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.attribution.record import BATCH
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import load_decision
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.clients import ClientIndex
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.bank.rows import load_transactions
from microdesk_desktop.views.messages.reasons import reason_text
from tests.operations.test_incremental import Twins, twins
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

PAID = BankRow("a", date(2026, 3, 20), 48_000, "EUR", "VIR SEPA LANTANA SAS F-2026-0001")
RETURNED = BankRow("b", date(2026, 3, 24), -48_000, "EUR", "REJET VIR LANTANA SAS F-2026-0001")
AGAIN = BankRow("c", date(2026, 4, 2), 48_000, "EUR", "VIR SEPA LANTANA SAS F-2026-0001")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        for number in ("F-2026-0001", "F-2026-0002"):
            invoice(opened, number, 48_000 if number == "F-2026-0001" else 90_000)
        yield opened


def invoice(session: Session, number: str, cents: int, client: str = "Lantana") -> None:
    document = ImportedDocument(
        number=number,
        type=DocumentType.INVOICE,
        issued_on=date(2026, 3, 1),
        due_on=date(2026, 3, 31),
        client=client,
        excl_tax_cents=cents,
        tax_cents=0,
        incl_tax_cents=cents,
        paid_cents=0,
    )

    def write(writer: Writer) -> None:
        clients = ClientIndex(writer)
        save_document(writer, document, clients.find(client) or clients.add(Client(name=client)))

    session.write(write)


def arrive(session: Session, *rows: BankRow) -> AttributionCounts:
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="gocardless"))
    return run_attribution(session, Job())


def left(session: Session, number: str = "F-2026-0001") -> int:
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    assert target is not None
    return target.remaining_cents


def said(session: Session, transaction_id: int) -> tuple[Status, list[str]]:
    """The status of a transaction, and the codes of its own reasons."""
    found = session.read(lambda reader: load_decision(reader, transaction_id))
    assert found is not None
    return found.status, [reason.code for reason in found.reasons]


def test_a_payment_that_the_bank_returns_gives_the_invoice_to_the_one_that_stands(session: Session) -> None:
    arrive(session, PAID)
    assert left(session) == 0
    assert arrive(session, RETURNED).revised == 1
    assert said(session, 1) == (Status.IGNORED, ["cancelled_by", "revised"])
    assert said(session, 2) == (Status.IGNORED, ["cancels"])
    assert left(session) == 48_000
    arrive(session, AGAIN)
    assert said(session, 3) == (Status.ATTRIBUTED, [])
    assert left(session) == 0
    (row,) = session.read(lambda reader: load_transactions(reader, [1]))
    assert [reason_text(each).replace("\xa0", " ") for each in row.reasons] == [
        "annulé par le rejet du 24 mars",
        "réglait F-2026-0001 jusqu’au 21 novembre",
    ]


def test_an_earlier_payment_that_comes_later_takes_its_place(session: Session) -> None:
    arrive(session, AGAIN)
    assert said(session, 1)[0] is Status.ATTRIBUTED
    arrive(session, PAID)
    assert said(session, 1)[0] is not Status.ATTRIBUTED
    assert said(session, 2)[0] is Status.ATTRIBUTED
    assert left(session) == 0


def test_a_number_that_comes_later_contradicts_a_name(session: Session) -> None:
    arrive(session, BankRow("n", date(2026, 4, 20), 90_000, "EUR", "VIR SEPA LANTANA SAS"))
    assert said(session, 1)[0] is Status.ATTRIBUTED
    arrive(session, BankRow("m", date(2026, 4, 21), 90_000, "EUR", "VIR SEPA LANTANA SAS F-2026-0002"))
    assert said(session, 2)[0] is Status.ATTRIBUTED
    assert said(session, 1)[1][-1:] == ["revised"]
    assert left(session, "F-2026-0002") == 0


def test_a_payment_that_the_user_attributed_stays_and_what_returns_it_waits(session: Session) -> None:
    arrive(session, PAID)
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "F-2026-0001"))
    assert target is not None
    decisions.attribute(session, 1, [Allocation(target_id=target.id, amount_cents=48_000)])
    before = session.read(lambda reader: load_decision(reader, 1))
    assert arrive(session, RETURNED).revised == 0
    assert session.read(lambda reader: load_decision(reader, 1)) == before
    assert said(session, 2) == (Status.TODO, ["returned_decided"])
    (row,) = session.read(lambda reader: load_transactions(reader, [1]))
    assert [reason.code for reason in row.reasons] == ["returned_by"]
    decisions.ignore(session, 2)
    (row,) = session.read(lambda reader: load_transactions(reader, [1]))
    assert not row.reasons, "once the user decided, nothing is to be reviewed"


def test_a_payment_that_the_user_ignored_is_returned_without_a_question(session: Session) -> None:
    arrive(session, PAID)
    decisions.ignore(session, 1)
    arrive(session, RETURNED)
    assert said(session, 2) == (Status.IGNORED, ["cancels"])
    decisions.unignore(session, 1)
    run_attribution(session, Job())
    assert said(session, 2)[0] is Status.TODO, "what it took back is to do again"


def test_closed_books_are_not_decided_anew(session: Session) -> None:
    arrive(session, PAID)
    close_books(session, date(2026, 3, 31))
    arrive(session, RETURNED._replace(on=date(2026, 4, 1)))
    assert said(session, 1) == (Status.ATTRIBUTED, [])
    assert said(session, 2) == (Status.TODO, ["returned_decided"])
    assert left(session) == 0


def test_a_fee_goes_with_the_decision_that_found_it(session: Session) -> None:
    invoice(session, "F-2026-0003", 60_000, "Atelier Brun")
    arrive(session, BankRow("s", date(2026, 4, 20), 59_100, "EUR", "VIR STRIPE F-2026-0003 BRUT 600,00 COM 9,00"))
    fees = session.read(lambda reader: reader.value("SELECT count(*) FROM expense"))
    assert (said(session, 1)[0], fees) == (Status.ATTRIBUTED, 1)
    arrive(session, BankRow("t", date(2026, 4, 22), -59_100, "EUR", "REJET VIR STRIPE F-2026-0003"))
    assert said(session, 1)[0] is Status.IGNORED
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM expense")) == 0
    assert left(session, "F-2026-0003") == 60_000


def test_a_decision_taken_while_the_engine_thinks_stays(session: Session) -> None:
    arrive(session, PAID)
    session.write(lambda writer: merge_rows(writer, account_of(writer), [RETURNED], source="gocardless"))

    def decide(_done: int, _total: int, step: str) -> None:
        if step == "read_labels" and said(session, 1)[0] is not Status.IGNORED:
            decisions.ignore(session, 1)

    assert run_attribution(session, Job(decide)).revised == 0
    assert said(session, 1) == (Status.IGNORED, [])
    run_attribution(session, Job())
    assert said(session, 2) == (Status.IGNORED, ["cancels"])


def test_a_run_ended_between_two_batches_is_completed_by_the_next(session: Session) -> None:
    arrive(session, PAID)
    many = [BankRow(f"x{n}", date(2026, 3, 2), -100 - n, "EUR", f"CB BOULANGERIE {n}") for n in range(BATCH)]
    session.write(lambda writer: merge_rows(writer, account_of(writer), [*many, RETURNED, AGAIN], source="gocardless"))
    job = Job(lambda _done, _total, step: step == "attribute" and job.cancel())
    with pytest.raises(Cancelled):
        run_attribution(session, job, everything=True)
    run_attribution(session, Job())
    assert said(session, 1) == (Status.IGNORED, ["cancelled_by", "revised"])
    assert said(session, BATCH + 3) == (Status.ATTRIBUTED, [])
    assert left(session) == 0


def outcomes(reader: Reader) -> list[tuple]:
    """What is decided and proposed, without the ids that depend on the order of imports."""
    rows = reader.all(
        "SELECT identifier, status,"
        " (SELECT group_concat(target_id || ':' || payment.amount_cents || attribution.reasons)"
        " FROM attribution JOIN payment ON payment.id = payment_id WHERE transaction_id = bank_transaction.id),"
        " (SELECT group_concat(rank || ':' || target_id || ':' || amount_cents || ':' || score) FROM (SELECT * FROM"
        " suggestion WHERE transaction_id = bank_transaction.id ORDER BY rank, target_id)) FROM bank_transaction"
    )
    return sorted(rows, key=repr)


class Split(Twins):
    """Two vaults that end with the same rows: one has them at once, the other in imports of any size and order."""

    def agree(self) -> None:
        drawn = [self._row()._replace(state=State.BOOKED) for _ in range(self.rng.randint(2, 14))]
        unlike = {(row.on, row.amount_cents, row.label): row for row in drawn}.values()
        rows = [row._replace(provider_id=f"row{number}") for number, row in enumerate(unlike)]
        shuffled = self.rng.sample(rows, len(rows))
        self.store(self.whole, rows)
        while shuffled:
            count = self.rng.randint(1, 5)
            self.store(self.part, shuffled[:count])
            shuffled = shuffled[count:]
        expected, found = (session.read(outcomes) for session in self.both)
        assert found == expected

    @staticmethod
    def store(session: Session, rows: list[BankRow]) -> None:
        """Rows as they are: which of them a merge takes for one is not asked here."""
        values = [(row.provider_id, row.on.isoformat(), row.amount_cents, row.label) for row in rows]

        def write(writer: Writer) -> None:
            writer.run_many(
                "INSERT INTO bank_transaction (account_id, source, currency, state, identifier, booked_on,"
                f" amount_cents, label) VALUES ({account_of(writer)}, 'csv', 'EUR', 'booked', ?, ?, ?, ?)",
                values,
            )

        session.write(write)
        run_attribution(session, Job())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**40))
def test_splitting_a_statement_into_imports_changes_nothing(seed: int) -> None:
    with twins(seed, Split) as both:
        both.begin()
        both.agree()


def test_the_day_of_the_run_changes_nothing(tmp_path: Path) -> None:
    found = []
    rows = [
        BankRow(f"r{number}", date(2026, 3, 20) + timedelta(days=number), cents, "EUR", label)
        for number, (cents, label) in enumerate(
            ((48_000, "VIR LANTANA"), (90_000, "VIR LANTANA F-2026-0002"), (-4_200, "CB PAPETERIE BRUN"))
        )
    ]
    for number, on in enumerate((date(2026, 5, 1), date(2027, 12, 31))):
        (tmp_path / str(number)).mkdir()
        with open_vault(tmp_path / str(number), FakeClock(on)) as opened:
            invoice(opened, "F-2026-0001", 48_000)
            invoice(opened, "F-2026-0002", 90_000)
            put_record(opened, Expense(on=rows[2].on, supplier="Papeterie Brun", label="", amount_cents=4_200))
            arrive(opened, *rows)
            found.append(opened.read(outcomes))
    assert found[0] == found[1]
    assert {row[1] for row in found[0]} == {"attributed"}
