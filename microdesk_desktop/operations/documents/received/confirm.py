"""Decide on an expense that came as a file: confirm it, reject it, or join its file to an expense that is there."""

from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.received.read import load_content
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.received import ReceivedRecord, ReceivedState
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import Voucher
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.records.edit import (
    DeletedRecord,
    check_record,
    delete_record,
    remove_record,
    restore_record,
)
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import load_record, save_record
from microdesk_desktop.store.records.received import delete_received, load_received, save_received
from microdesk_desktop.store.records.vouchers import delete_voucher, has_voucher, save_voucher

_TOUCHED = Changes.LEDGER | Changes.MATCHES


def confirm(session: Session, expense_id: int, expense: Expense | None = None) -> ChangeResult:
    """Confirm an expense as it is, or as the user corrected it, and attribute what it concerns.

    Raises UNKNOWN_TARGET for one that did not come as a file, and as `check_record` does; an amount of zero passes
    where the invoice states it.
    """

    def write(writer: Writer) -> tuple[Expense, ReceivedRecord]:
        before = _require(writer, expense_id)
        wanted = expense or before[0]
        if wanted.amount_cents != 0 or not _states_zero(before[1]):
            check_record(writer, wanted, expense_id)
        _put(writer, expense_id, wanted, _in_state(before[1], ReceivedState.CONFIRMED))
        return before

    before = session.write(write)
    run_attribution(session, Job())  # a transaction that is there already may have paid it
    return _changed(expense_id, before)


def reject(session: Session, expense_id: int) -> ChangeResult:
    """Remove an expense that came as a file, with the file. Raises IN_USE when a transaction settles it."""
    session.read(lambda reader: _require(reader, expense_id))
    return remove_record(session, expense_id)


def join(session: Session, expense_id: int, other_id: int) -> ChangeResult:
    """Give the file of an expense to another one, which it proves, and remove the first.

    Raises UNKNOWN_TARGET when one of them is not there, IN_USE when a transaction settles the first.
    """

    def write(writer: Writer) -> tuple[DeletedRecord, list[int], bool]:
        _, record = _require(writer, expense_id)
        if load_record(writer, TargetKind.EXPENSE, other_id) is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        deleted = delete_record(writer, expense_id)
        assert deleted is not None, "it was just loaded"
        has_own = load_received(writer, other_id) is not None
        if not has_own:
            save_received(writer, other_id, _in_state(record, ReceivedState.CONFIRMED))
        return deleted, [_give(writer, other_id, each) for _, each in deleted.vouchers], has_own

    deleted, given, has_own = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _take_back(writer, deleted, given, None if has_own else other_id))
        return ChangeResult(changes=_TOUCHED, id=expense_id, undo=lambda session: join(session, expense_id, other_id))

    return ChangeResult(changes=_TOUCHED, id=other_id, undo=undo)


def received_id(reader: Reader, reference: str) -> int:
    """The id of the expense of this reference that came as a file. Raises UNKNOWN_TARGET (reference)."""
    target = find_target(reader, TargetKind.EXPENSE, reference)
    if target is None or load_received(reader, target.id) is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=reference)
    return target.id


def _require(reader: Reader, expense_id: int) -> tuple[Expense, ReceivedRecord]:
    expense, record = load_record(reader, TargetKind.EXPENSE, expense_id), load_received(reader, expense_id)
    if not isinstance(expense, Expense) or record is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return expense, record


def _states_zero(record: ReceivedRecord) -> bool:
    invoice = load_content(record.content).invoice
    return invoice is not None and invoice.expense_cents == 0


def _in_state(record: ReceivedRecord, state: ReceivedState) -> ReceivedRecord:
    return replace(record, state=state)


def _put(writer: Writer, expense_id: int, expense: Expense, record: ReceivedRecord) -> None:
    save_record(writer, expense, expense_id)
    save_received(writer, expense_id, record)


def _changed(expense_id: int, before: tuple[Expense, ReceivedRecord]) -> ChangeResult:
    """The result of a change that put something in place of `before`; undone, it can be redone."""

    def undo(session: Session) -> ChangeResult:
        def write(writer: Writer) -> tuple[Expense, ReceivedRecord]:
            now = _require(writer, expense_id)
            _put(writer, expense_id, *before)
            return now

        return _changed(expense_id, session.write(write))

    return ChangeResult(changes=_TOUCHED, id=expense_id, undo=undo)


def _give(writer: Writer, other_id: int, voucher: Voucher) -> int:
    """Add a voucher; returns its id, 0 where the expense has it already."""
    return 0 if has_voucher(writer, other_id, voucher.content) else save_voucher(writer, other_id, voucher)


def _take_back(writer: Writer, deleted: DeletedRecord, given: list[int], other_id: int | None) -> None:
    for voucher_id in filter(None, given):
        delete_voucher(writer, voucher_id)
    if other_id is not None:
        delete_received(writer, other_id)
    restore_record(writer, deleted)
