"""After a disconnect the same statement, from the bank or a file, finds the payments again that stayed in the books."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.attribute_net import attribute_net_of_fee
from microdesk_desktop.operations.bank.decide import accept, create_record, detach
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_transaction_ids, load_transactions
from tests.support.bank import BANK, connect_to, open_vault
from tests.support.clock import TODAY, FakeClock
from tests.support.imports.statements import Statements, csv

FIRST = TODAY - timedelta(days=30)
INVOICES = 9
SUPPLIERS = ("OVH", "SNCF", "ORANGE", "ADOBE", "FNAC", "MAIF", "TOTAL", "FIGMA")
STRANGER = "VIR SEPA PIERRE GARNIER CADEAU"


def lines() -> list[tuple[int, int, str]]:
    """Step, cents and label of twenty payments, and of one row that settles nothing."""
    invoices = [(n, 40_000 + 1_111 * n, f"VIR SEPA CLIENT{n} F-2026-00{n:02}") for n in range(1, INVOICES + 1)]
    expenses = [(n, -1_000 - 111 * n, f"CB {name} 1203") for n, name in enumerate(SUPPLIERS, 1)]
    others = [(12, 48_500, "VIR STRIPE PAYOUT"), (13, -2_000, "CB TABAC"), (13, -2_000, "CB PHARMACIE")]
    return [*invoices, *expenses, *others, (15, 7_700, STRANGER)]


def _fill(writer: Writer) -> None:
    for n in (*range(1, INVOICES + 1), 50, 51):
        cents = {50: 30_000, 51: 20_000}.get(n, 40_000 + 1_111 * n)
        document = ImportedDocument(
            number=f"F-2026-00{n:02}", type=DocumentType.INVOICE, issued_on=FIRST, due_on=FIRST, client=f"Client{n}",
            excl_tax_cents=cents, tax_cents=0, incl_tax_cents=cents, paid_cents=0,
        )  # fmt: skip
        save_document(writer, document, save_client(writer, Client(name=f"Client{n}")))
    for n, name in enumerate(SUPPLIERS, 1):
        on = FIRST + timedelta(days=n)
        save_record(writer, Expense(on=on, supplier=name.title(), label="Achat", amount_cents=1_000 + 111 * n))


@pytest.fixture
def session(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> Iterator[Session]:
    """Twenty payments attributed, by the engine and by hand, and then the bank disconnected."""
    account = bank.institution(BANK).accounts[0]
    account.booked.clear()
    for step, cents, label in lines():
        account.booked.append(transaction(FIRST + timedelta(days=step), cents, label))
    with open_vault(tmp_path, clock) as opened:
        opened.write(_fill)
        connect_to(opened, bank)
        sync(opened, Job())
        by_label = {each.label: each for each in rows(opened)}
        parts = [NamedPart(kind=TargetKind.INVOICE, reference=f"F-2026-00{n}") for n in (50, 51)]
        attribute_net_of_fee(opened, by_label["VIR STRIPE PAYOUT"].id, parts, 1_500)
        for label in ("CB TABAC", "CB PHARMACIE"):
            row = by_label[label]
            made = Expense(on=row.on, supplier=label[3:].title(), label="Achat", amount_cents=2_000)
            create_record(opened, row.id, made)
        assert statuses(opened) == {"attributed": 20, "todo": 1}
        yield opened


def rows(session: Session) -> list[TransactionRow]:
    return session.read(lambda reader: load_transactions(reader, load_transaction_ids(reader, TransactionFilter())))


def statuses(session: Session) -> dict[str, int]:
    return dict(
        session.read(lambda reader: reader.all("SELECT status, count(*) FROM bank_transaction GROUP BY status"))
    )


def settled(session: Session) -> dict[str, list[tuple[str, int]]]:
    return {
        each.label: sorted((link.reference, link.amount_cents) for link in each.attributions) for each in rows(session)
    }


def books(session: Session) -> list[tuple[object, ...]]:
    return session.read(lambda reader: reader.all("SELECT * FROM payment ORDER BY id"))


def from_bank(session: Session, bank: SandboxBank) -> int:
    bank.state.renew_limits()
    connect_to(session, bank)
    session.write(lambda writer: forget_limits(writer, "gocardless"))
    return sync(session, Job()).attributed.attributed


def from_file(session: Session, _: SandboxBank) -> int:
    told = [((FIRST + timedelta(days=step)).isoformat(), f"{cents / 100:.2f}", label) for step, cents, label in lines()]
    Statements(session.database).add(csv(*told))
    return run_attribution(session, Job()).attributed


@pytest.mark.parametrize("again", [from_bank, from_file])
def test_the_same_statement_settles_what_it_had_settled(session: Session, bank: SandboxBank, again) -> None:
    before, paid = settled(session), books(session)
    disconnect(session, Job())
    assert again(session, bank) == 20
    assert settled(session) == before
    assert books(session) == paid, "the books are as they were"
    linked = [link for each in rows(session) for link in each.attributions]
    assert {(link.origin.value if link.origin else "", link.reasons[-1].code) for link in linked} == {
        ("auto", "kept_payment")
    }
    assert statuses(session) == {"attributed": 20, "todo": 1}
    run_attribution(session, Job(), everything=True)
    assert settled(session) == before


def test_a_fee_still_ends_with_its_payment_and_the_rest_can_be_detached(session: Session, bank: SandboxBank) -> None:
    disconnect(session, Job())
    from_bank(session, bank)
    (payout,) = [each for each in rows(session) if "STRIPE" in each.label]
    fees = session.read(lambda reader: reader.value("SELECT count(*) FROM expense WHERE amount_cents = 1500"))
    detach(session, payout.id)
    assert fees == 1
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM expense WHERE amount_cents = 1500")) == 0


def test_a_payment_noted_by_hand_without_a_bank_takes_no_other_transaction(session: Session, bank: SandboxBank) -> None:
    disconnect(session, Job())
    save = Receipt(on=FIRST + timedelta(days=15), client="Zoé", label="Vente", amount_cents=7_700)
    session.write(lambda writer: save_record(writer, save))
    from_bank(session, bank)
    assert settled(session)[STRANGER] == []


def choose(session: Session, transaction_id: int) -> ChangeResult:
    parts = [NamedPart(kind=TargetKind.EXPENSE, reference="K-1")]
    return attribute_by_reference(session, transaction_id, parts)


@pytest.mark.parametrize("take_over", [accept, choose])
def test_where_two_transactions_may_have_made_a_payment_it_is_proposed_for_both_and_counted_once(
    tmp_path: Path, bank: SandboxBank, clock: FakeClock, take_over
) -> None:
    account = bank.institution(BANK).accounts[0]
    account.booked.clear()
    account.booked.append(transaction(FIRST, -2_000, "CB FNAC"))
    with open_vault(tmp_path, clock) as session:
        connect_to(session, bank)
        sync(session, Job())
        made = Expense(on=FIRST, supplier="Cadeau", label="Livre", amount_cents=2_000, reference="K-1")
        create_record(session, rows(session)[0].id, made)
        paid = books(session)
        disconnect(session, Job())
        account.booked.append(transaction(FIRST, -2_000, "CB DARTY"))
        assert from_bank(session, bank) == 0
        assert statuses(session) == {"suggested": 2}
        assert books(session) == paid
        (first, second) = rows(session)
        assert [each.reasons[0].code for row in (first, second) for each in row.suggestions] == ["kept_payment"] * 2
        taken = take_over(session, first.id)
        assert statuses(session) == {"attributed": 1, "todo": 1}
        assert [each[1:4] for each in books(session)] == [each[1:4] for each in paid], "counted once"
        assert not next(each for each in rows(session) if each.id == second.id).is_decided
        taken.undo(session)
        assert books(session) == paid
        assert next(each for each in rows(session) if each.id == first.id).suggestions
