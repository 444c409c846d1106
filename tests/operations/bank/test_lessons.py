"""What one decision teaches: for whom a payer pays and for whom not, what it keeps, what is private; and forgetting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.attribute_net import attribute_net_of_fee
from microdesk_desktop.operations.bank.decide import create_record, detach, ignore, unignore
from microdesk_desktop.operations.bank.lessons import forget_lesson
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import load_parties, save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.bank.lessons import load_lesson_rows
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_transaction_ids, load_transactions
from microdesk_desktop.views.expenses.categories import load_category_index
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

HOLDING = "VIR SEPA HOLDING FINEXO"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def invoice(session: Session, number: str, cents: int, client: str = "Nova SARL", month: int = 10) -> None:
    def write(writer: Writer) -> None:
        known = {party.name: party.id for party in load_parties(writer)}
        client_id = known[client] if client in known else save_client(writer, Client(name=client))
        document = ImportedDocument(
            number=number, type=DocumentType.INVOICE, issued_on=date(2026, month, 1), due_on=date(2026, month, 28),
            client=client, excl_tax_cents=cents, tax_cents=0, incl_tax_cents=cents, paid_cents=0,
        )  # fmt: skip
        save_document(writer, document, client_id)

    session.write(write)


def booked(session: Session, label: str, cents: int, month: int = 10, day: int = 20) -> int:
    rows = [BankRow(None, date(2026, month, day), cents, "EUR", label)]
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    run_attribution(session, Job())
    return max(session.read(lambda reader: load_transaction_ids(reader, TransactionFilter())))


def part(number: str, cents: int | None = None) -> NamedPart:
    return NamedPart(kind=TargetKind.INVOICE, reference=number, amount_cents=cents)


def shown(session: Session, transaction: int) -> TransactionRow:
    (row,) = session.read(lambda reader: load_transactions(reader, [transaction]))
    return row


def reasons(row: TransactionRow) -> set[str]:
    return {reason.code for link in (*row.attributions, *row.suggestions) for reason in link.reasons}


def lessons(session: Session) -> list[tuple[str, str, str]]:
    return [(row.lesson.kind.value, row.lesson.words, row.party) for row in session.read(load_lesson_rows)]


def teach_the_holding(session: Session) -> int:
    """Attribute by hand what a holding pays for a client."""
    invoice(session, "F-2026-0001", 48_000)
    taught = booked(session, HOLDING, 48_000)
    assert shown(session, taught).status is not Status.ATTRIBUTED
    attribute_by_reference(session, taught, [part("F-2026-0001")])
    return taught


def test_one_decision_teaches_for_whom_a_payer_pays_and_forgetting_is_as_before(session: Session) -> None:
    teach_the_holding(session)
    assert lessons(session) == [("pays_for", "HOLDING FINEXO", "Nova SARL")]
    invoice(session, "F-2026-0002", 51_234, month=11)
    later = booked(session, HOLDING, 51_234, month=11)
    row = shown(session, later)
    assert [link.reference for link in row.attributions] == ["F-2026-0002"]
    learnt = next(each for link in row.attributions for each in link.reasons if each.code == "learnt")
    assert learnt.params["on"] == session.clock.now().date().isoformat()
    assert learnt.params["name"] == "Nova SARL"

    (lesson,) = session.read(load_lesson_rows)
    done = forget_lesson(session, lesson.id, job=Job())
    assert lessons(session) == []
    assert shown(session, later).status is not Status.ATTRIBUTED
    assert done.undo is not None
    done.undo(session)
    assert [link.reference for link in shown(session, later).attributions] == ["F-2026-0002"]


def test_who_is_named_teaches_nothing(session: Session) -> None:
    invoice(session, "F-2026-0001", 48_000)
    paid = booked(session, "VIR SEPA NOVA SARL", 20_000)
    attribute_by_reference(
        session, paid, [NamedPart(kind=TargetKind.INVOICE, reference="F-2026-0001", amount_cents=20_000)]
    )
    assert lessons(session) == []


@pytest.mark.parametrize("label", ["VIR SEPA PARIS", "VIR SEPA JEAN", "VIREMENT RECU", "VIR STRIPE PAYOUT"])
def test_what_anybody_may_be_called_teaches_nothing(session: Session, label: str) -> None:
    invoice(session, "F-2026-0001", 48_000)
    attribute_by_reference(session, booked(session, label, 48_000), [part("F-2026-0001")])
    assert lessons(session) == []


def test_what_was_taken_away_is_asked_until_it_is_done_by_hand(session: Session) -> None:
    invoice(session, "F-2026-0001", 48_021)
    wrong = booked(session, "VIR SEPA NOVA", 48_021)
    assert [link.reference for link in shown(session, wrong).attributions] == ["F-2026-0001"]
    detach(session, wrong)
    assert lessons(session) == [("not_for", "NOVA", "Nova SARL")]
    invoice(session, "F-2026-0002", 51_234, month=11)
    asked = booked(session, "VIR SEPA NOVA F-2026-0002", 51_234, month=11)
    row = shown(session, asked)
    assert row.status is Status.SUGGESTED
    assert "learnt_not" in reasons(row)
    attribute_by_reference(session, asked, [part("F-2026-0002")])
    assert lessons(session) == []
    invoice(session, "F-2026-0003", 77_001, month=12)
    assert shown(session, booked(session, "VIR SEPA NOVA", 77_001, month=12)).status is Status.ATTRIBUTED


def test_another_document_of_the_same_client_is_no_refusal(session: Session) -> None:
    invoice(session, "F-2026-0001", 48_021)
    wrong = booked(session, "VIR SEPA NOVA", 48_021)
    invoice(session, "F-2026-0002", 48_021, month=11)
    attribute_by_reference(session, wrong, [part("F-2026-0002")])
    assert lessons(session) == []


def test_the_undo_of_a_decision_takes_its_lesson_back(session: Session) -> None:
    invoice(session, "F-2026-0001", 48_021)
    wrong = booked(session, "VIR SEPA NOVA", 48_021)
    done = detach(session, wrong)
    assert done.undo is not None
    done.undo(session)
    assert lessons(session) == []
    assert shown(session, wrong).status is Status.ATTRIBUTED


def test_what_is_private_is_ignored_again_at_that_amount_alone(session: Session) -> None:
    earlier, seen = booked(session, "CB NETFLIX.COM", -1_349, 9), booked(session, "CB NETFLIX.COM", -1_349)
    ignore(session, seen)
    again, dearer = booked(session, "CB NETFLIX.COM", -1_349, 11), booked(session, "CB NETFLIX.COM", -31_000, 11)
    back = booked(session, "CB NETFLIX.COM", 1_349, 12)
    row = shown(session, again)
    assert (row.status, [each.code for each in row.reasons]) == (Status.IGNORED, ["learnt_private"])
    assert shown(session, earlier).status is Status.TODO, "the user had seen it, and left it"
    assert shown(session, dearer).status is Status.TODO
    assert shown(session, back).status is Status.TODO
    unignore(session, again)
    run_attribution(session, Job())
    assert lessons(session) == []
    assert shown(session, booked(session, "CB NETFLIX.COM", -1_349, 12)).status is Status.TODO


def test_what_a_payer_keeps_is_taken_off_the_next_time(session: Session) -> None:
    invoice(session, "F-2026-0001", 100_000)
    paid = booked(session, "VIR MALTIGO PAYOUT", 95_000)
    attribute_net_of_fee(session, paid, [part("F-2026-0001")], 5_000)
    invoice(session, "F-2026-0002", 60_000, month=11)
    later = booked(session, "VIR MALTIGO PAYOUT", 57_000, month=11, day=3)
    assert ("keeps", "MALTIGO", "") in lessons(session)
    assert [link.amount_cents for link in shown(session, later).attributions] == [60_000, -3_000]


def test_the_category_of_a_supplier_proposes_itself_without_a_rule(session: Session) -> None:
    spent = booked(session, "PRLV SEPA ORANGE SA", -3_000)
    made = Expense(on=date(2026, 10, 20), supplier="Orange", label="", amount_cents=3_000, category="Téléphone")
    create_record(session, spent, made)
    proposal = session.read(load_category_index).propose("Orange", "", "PRLV SEPA ORANGE SA")
    assert proposal is not None
    assert proposal.category == "Téléphone"


def test_an_unknown_lesson_is_refused(session: Session) -> None:
    with pytest.raises(KnownError) as caught:
        forget_lesson(session, "pays_for:7", job=Job())
    assert caught.value.code is ErrorCode.UNKNOWN_LESSON
