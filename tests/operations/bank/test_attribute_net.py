"""A payment net of a fee: the document is settled in full, the fee is an expense, and both end together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.records.vouchers import MediaType, Voucher
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.attribute_net import attribute_net_of_fee
from microdesk_desktop.operations.bank.decide import detach, ignore
from microdesk_desktop.operations.bank.doubles import merge_double
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.receipts_expenses import load_records, save_record
from microdesk_desktop.store.records.vouchers import save_voucher
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

DAY = date(2026, 11, 2)
NUMBER = "F-2026-0040"
FEE_CENTS = 1_500


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with an invoice of 500 €."""
    with open_vault(tmp_path, FakeClock()) as opened:
        opened.write(_fill)
        yield opened


def _fill(writer: Writer) -> None:
    for number, cents in ((NUMBER, 50_000), ("F-2026-0041", 20_000)):
        document = ImportedDocument(
            number=number, type=DocumentType.INVOICE, issued_on=DAY, due_on=DAY, client="Nova SARL",
            excl_tax_cents=cents, tax_cents=0, incl_tax_cents=cents, paid_cents=0,
        )  # fmt: skip
        save_document(writer, document, save_client(writer, Client(name="Nova SARL")))


def received(session: Session, cents: int, currency: str = "EUR", label: str = "VIR STRIPE PAYOUT") -> int:
    """A transaction of the account; returns its id."""
    rows = [BankRow(None, DAY, cents, currency, label)]
    account = Statement(rows=rows, currency=currency)
    session.write(lambda writer: merge_rows(writer, account_of(writer, account), rows, source="csv"))
    return max(session.read(lambda reader: load_transaction_ids(reader, TransactionFilter())))


def part(cents: int | None = None, number: str = NUMBER) -> NamedPart:
    return NamedPart(kind=TargetKind.INVOICE, reference=number, amount_cents=cents)


def parts_of(session: Session, transaction: int) -> list[int]:
    (row,) = session.read(lambda reader: load_transactions(reader, [transaction]))
    return [link.amount_cents for link in row.attributions]


def remaining(session: Session) -> int:
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, NUMBER))
    assert target is not None
    return target.remaining_cents


def expenses(session: Session) -> list[tuple[int, Expense]]:
    return session.read(lambda reader: load_records(reader, Expense))


def undone(session: Session, result: ChangeResult) -> ChangeResult:
    assert result.undo is not None
    return result.undo(session)


def test_the_document_is_settled_in_full_and_the_parts_add_up_to_the_transaction(session: Session) -> None:
    transaction = received(session, 48_500)
    attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    assert parts_of(session, transaction) == [50_000, -1_500]
    assert remaining(session) == 0
    ((_, expense),) = expenses(session)
    assert (expense.supplier, expense.category, expense.amount_cents) == ("Stripe", "Frais bancaires", 1_500)


def test_a_payout_of_several_documents_has_one_fee(session: Session) -> None:
    transaction = received(session, 68_500)
    attribute_net_of_fee(session, transaction, [part(), part(20_000, "F-2026-0041")], FEE_CENTS)
    assert parts_of(session, transaction) == [50_000, 20_000, -1_500]


def test_receipts_and_invoices_of_one_payout_have_one_fee(session: Session) -> None:
    sale = Receipt(on=DAY, client="Zoé", label="Vente", amount_cents=10_000, reference="R-1")
    session.write(lambda writer: save_record(writer, sale))
    transaction = received(session, 34_000)
    receipt = NamedPart(kind=TargetKind.RECEIPT, reference="R-1")
    attribute_net_of_fee(session, transaction, [receipt, part(25_000)], 1_000)
    assert parts_of(session, transaction) == [10_000, 25_000, -1_000]
    assert remaining(session) == 25_000


@pytest.mark.parametrize("cents", [0, -1, -50_000])
def test_a_part_that_is_not_above_zero_is_refused_and_changes_nothing(session: Session, cents: int) -> None:
    transaction = received(session, 50_000)
    with pytest.raises(KnownError) as refused:
        attribute_by_reference(session, transaction, [part(cents)])
    assert (refused.value.code, refused.value.params["field"]) == (ErrorCode.INVALID_VALUE, "amount")
    assert (parts_of(session, transaction), remaining(session)) == ([], 50_000)


def test_undo_and_redo_take_the_attribution_and_the_expense_together(session: Session) -> None:
    transaction = received(session, 48_500)
    done = attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    made = expenses(session)
    back = undone(session, done)
    assert (parts_of(session, transaction), expenses(session), remaining(session)) == ([], [], 50_000)
    undone(session, back)
    assert (parts_of(session, transaction), expenses(session)) == ([50_000, -1_500], made)


@pytest.mark.parametrize("end", [detach, ignore])
def test_the_expense_ends_with_the_attribution_and_comes_back_with_its_undo(session: Session, end) -> None:
    transaction = received(session, 48_500)
    attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    made = expenses(session)
    ended = end(session, transaction)
    assert (expenses(session), remaining(session)) == ([], 50_000)
    undone(session, ended)
    assert (parts_of(session, transaction), expenses(session)) == ([50_000, -1_500], made)


def test_a_new_attribution_of_the_transaction_replaces_the_fee(session: Session) -> None:
    transaction = received(session, 48_500)
    attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    assert (parts_of(session, transaction), len(expenses(session))) == ([50_000, -1_500], 1)
    attribute_by_reference(session, transaction, [part()])
    assert (parts_of(session, transaction), expenses(session)) == ([48_500], [])


def test_an_expense_with_a_voucher_or_of_the_user_stays(session: Session) -> None:
    transaction, other = received(session, 48_500), received(session, -1_000)
    attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    ((fee_id, _),) = expenses(session)
    voucher = Voucher(
        name="stripe.pdf",
        media_type=MediaType.PDF,
        content=b"%PDF-",
        added_at=datetime(2026, 11, 2, tzinfo=UTC),
    )
    session.write(lambda writer: save_voucher(writer, fee_id, voucher))
    detach(session, transaction)
    assert [id_ for id_, _ in expenses(session)] == [fee_id]
    noted = put_record(session, Expense(on=DAY, supplier="OVH", label="", amount_cents=1_000, reference="D-7"))
    attribute_by_reference(session, other, [NamedPart(kind=TargetKind.EXPENSE, reference="D-7")])
    detach(session, other)
    assert noted.id in dict(expenses(session))


def test_the_expense_goes_with_a_merged_double_and_comes_back_with_its_undo(session: Session) -> None:
    older, newer = received(session, 48_500, label="REMISE CARTES DU JOUR"), received(session, 48_500)
    session.write(
        lambda writer: writer.run(
            "INSERT INTO bank_possible_double (newer_id, older_id, is_kept) VALUES (?, ?, 0)", (newer, older)
        )
    )
    ignore(session, older)
    attribute_net_of_fee(session, newer, [part()], FEE_CENTS)
    made = expenses(session)
    merged = merge_double(session, newer, older)
    assert (expenses(session), remaining(session)) == ([], 50_000)
    undone(session, merged)
    assert (parts_of(session, newer), expenses(session)) == ([50_000, -1_500], made)


def test_the_engine_leaves_it_alone(session: Session) -> None:
    transaction = received(session, 48_500)
    attribute_net_of_fee(session, transaction, [part()], FEE_CENTS)
    run_attribution(session, Job(), everything=True)
    assert parts_of(session, transaction) == [50_000, -1_500]


@pytest.mark.parametrize(
    ("cents", "currency", "named", "fee", "code"),
    [
        (48_500, "EUR", [part(49_000)], 1_500, ErrorCode.FEE_MISMATCH),
        (48_500, "EUR", [part()], 1_501, ErrorCode.FEE_MISMATCH),
        (48_500, "EUR", [part(50_100)], 1_600, ErrorCode.AMOUNT_EXCEEDS_REMAINING),
        (48_500, "EUR", [part(None, "F-1999-0001")], 1_500, ErrorCode.UNKNOWN_TARGET),
        (48_500, "USD", [part()], 1_500, ErrorCode.CURRENCY_MISMATCH),
        (48_500, "EUR", [part(0)], 1_500, ErrorCode.INVALID_VALUE),
        (48_500, "EUR", [part(-50_000)], 1_500, ErrorCode.INVALID_VALUE),
        (48_500, "EUR", [part()], 0, ErrorCode.INVALID_VALUE),
        (48_500, "EUR", [part()], -1_500, ErrorCode.INVALID_VALUE),
        (-48_500, "EUR", [part()], 1_500, ErrorCode.WRONG_DIRECTION),
    ],
    ids=[
        "less",
        "fee_above_the_rest",
        "more",
        "unknown",
        "currency",
        "no_part",
        "less_than_no_part",
        "zero",
        "negative",
        "out",
    ],
)
def test_what_does_not_add_up_is_refused_and_changes_nothing(
    session: Session, cents: int, currency: str, named: list[NamedPart], fee: int, code: ErrorCode
) -> None:
    transaction = received(session, cents, currency)
    with pytest.raises(KnownError) as refused:
        attribute_net_of_fee(session, transaction, named, fee)
    assert refused.value.code is code
    is_about_the_fee = code in (ErrorCode.CURRENCY_MISMATCH, ErrorCode.WRONG_DIRECTION)
    assert (refused.value.params.get("part") == "fee") is is_about_the_fee
    assert (parts_of(session, transaction), expenses(session), remaining(session)) == ([], [], 50_000)
