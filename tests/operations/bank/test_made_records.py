"""A record made of a transaction: none beside an automatic attribution, and none left when its attribution ends."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MediaType, Voucher
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.decide import create_record, detach, ignore
from microdesk_desktop.operations.bank.decide_several import create_expenses
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.records.receipts_expenses import load_records, save_record
from microdesk_desktop.store.records.vouchers import save_voucher
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_transaction_ids, load_transactions
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

DAY = date(2026, 11, 2)
BOUGHT = Expense(on=DAY, supplier="Adobe", label="Logiciel", amount_cents=2_999, reference="A-1")
MADE = Expense(on=DAY, supplier="Adobe", label="Abonnement", amount_cents=2_999, reference="N-1")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def spent(session: Session, step: int = 0, label: str = "CB ADOBE") -> int:
    """A purchase of 29.99 €, looked at by the engine; returns its id."""
    rows = [BankRow(None, DAY + timedelta(days=step), -2_999, "EUR", label)]
    account = Statement(rows=rows, currency="EUR")
    session.write(lambda writer: merge_rows(writer, account_of(writer, account), rows, source="csv"))
    run_attribution(session, Job())
    return max(session.read(lambda reader: load_transaction_ids(reader, TransactionFilter())))


def row_of(session: Session, transaction: int) -> TransactionRow:
    (row,) = session.read(lambda reader: load_transactions(reader, [transaction]))
    return row


def settled(session: Session, transaction: int) -> list[str]:
    return [each.reference for each in row_of(session, transaction).attributions]


def expenses(session: Session) -> list[str]:
    return sorted(each.reference for _, each in session.read(lambda reader: load_records(reader, Expense)))


def undone(session: Session, result: ChangeResult) -> ChangeResult:
    assert result.undo is not None
    return result.undo(session)


@pytest.fixture
def attributed(session: Session) -> int:
    """A purchase that the engine attributed to the expense that is there."""
    session.write(lambda writer: save_record(writer, BOUGHT))
    transaction = spent(session)
    assert settled(session, transaction) == ["A-1"]
    return transaction


def test_over_an_automatic_attribution_it_is_refused_and_names_what_is_settled(
    session: Session, attributed: int
) -> None:
    with pytest.raises(KnownError) as refused:
        create_record(session, attributed, MADE)
    assert (refused.value.code, refused.value.params["reference"]) == (ErrorCode.ALREADY_SETTLED, "A-1")
    assert (settled(session, attributed), expenses(session)) == (["A-1"], ["A-1"])


def test_the_user_may_replace_it_and_one_expense_is_left_after_the_detachment(
    session: Session, attributed: int
) -> None:
    made = create_record(session, attributed, MADE, replaces=True)
    assert (settled(session, attributed), expenses(session)) == (["N-1"], ["A-1", "N-1"])
    detached = detach(session, attributed)
    assert (settled(session, attributed), expenses(session)) == ([], ["A-1"])
    again = undone(session, detached)
    assert (settled(session, attributed), expenses(session)) == (["N-1"], ["A-1", "N-1"])
    undone(session, again)
    assert expenses(session) == ["A-1"]
    undone(session, detach(session, attributed))
    redone = undone(session, made)
    assert expenses(session) == ["A-1"]
    undone(session, redone)
    assert (settled(session, attributed), expenses(session)) == (["N-1"], ["A-1", "N-1"])


def end_by_choice(session: Session, transaction: int) -> ChangeResult:
    session.write(lambda writer: save_record(writer, replace(BOUGHT, reference="B-1")))
    return attribute_by_reference(session, transaction, [NamedPart(kind=TargetKind.EXPENSE, reference="B-1")])


@pytest.mark.parametrize("end", [detach, ignore, end_by_choice])
def test_it_goes_with_the_attribution_that_made_it_and_comes_back_with_its_undo(
    session: Session, end: Callable[[Session, int], ChangeResult]
) -> None:
    transaction = spent(session)
    create_record(session, transaction, MADE)
    ended = end(session, transaction)
    assert "N-1" not in expenses(session)
    undone(session, ended)
    assert settled(session, transaction) == ["N-1"]


def test_no_orphan_is_taken_by_the_next_equal_purchase(session: Session) -> None:
    transaction = spent(session)
    create_record(session, transaction, MADE)
    detach(session, transaction)
    other = row_of(session, spent(session, step=3))
    assert (other.attributions, other.suggestions) == ((), ())


def test_expenses_made_of_several_transactions_go_one_by_one(session: Session) -> None:
    first, second = spent(session), spent(session, step=5, label="CB FNAC")
    create_expenses(session, [(first, MADE), (second, replace(MADE, reference="N-2"))], Job())
    detach(session, first)
    assert (expenses(session), settled(session, second)) == (["N-2"], ["N-2"])


def with_voucher(session: Session, expense_id: int) -> None:
    voucher = Voucher(
        name="facture.pdf", media_type=MediaType.PDF, content=b"%PDF-", added_at=datetime(2026, 11, 2, tzinfo=UTC)
    )
    session.write(lambda writer: save_voucher(writer, expense_id, voucher))


def corrected(session: Session, expense_id: int) -> None:
    put_record(session, replace(MADE, category="Logiciels"), expense_id)


@pytest.mark.parametrize("change", [with_voucher, corrected])
def test_what_the_user_made_more_of_stays(session: Session, change: Callable[[Session, int], None]) -> None:
    transaction = spent(session)
    made = create_record(session, transaction, MADE)
    assert made.id is not None
    change(session, made.id)
    detach(session, transaction)
    assert expenses(session) == ["N-1"]
