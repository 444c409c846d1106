"""The same decision on several transactions at once, as one change that is undone as a whole."""

from collections.abc import Callable, Iterator, Sequence

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.operations.bank.decide import (
    TOUCHED,
    Decide,
    Former,
    ignored,
    replace_decision,
    restore_decision,
    settling,
    unmake_record,
)
from microdesk_desktop.operations.records.edit import check_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import load_decision
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import save_record


def ignore_several(session: Session, transaction_ids: Sequence[int], job: Job) -> ChangeResult:
    """Mark those of these transactions that wait as settling nothing; those that settle something stay as they are."""

    def write(writer: Writer) -> list[Former]:
        return [
            replace_decision(writer, id_, lambda _, transaction: ignored(transaction), session.clock.now())
            for id_ in _waiting(writer, transaction_ids, job)
        ]

    before = session.write(write)
    return ChangeResult(
        changes=TOUCHED,
        undo=lambda session: _restore(session, before, lambda session: ignore_several(session, transaction_ids, Job())),
    )


def create_expenses(session: Session, expenses: Sequence[tuple[int, Expense]], job: Job) -> ChangeResult:
    """Make the expense of each of these transactions that still waits, and settle it; all of them or none.

    Raises what `put_record` and `attribute` raise.
    """
    records = dict(expenses)

    def write(writer: Writer) -> list[tuple[Former, int]]:
        made = []
        for id_ in _waiting(writer, list(records), job):
            check_record(writer, records[id_])
            record_id = save_record(writer, records[id_])
            made.append((replace_decision(writer, id_, _settle_with(record_id), session.clock.now()), record_id))
        return made

    made = session.write(write)

    def unmake_all(writer: Writer) -> None:
        for before, record_id in reversed(made):
            unmake_record(writer, before, record_id)

    def unmake(session: Session) -> ChangeResult:
        session.write(unmake_all)
        return ChangeResult(changes=TOUCHED, undo=lambda session: create_expenses(session, expenses, Job()))

    return ChangeResult(changes=TOUCHED, undo=unmake)


def _settle_with(record_id: int) -> Decide:
    return lambda writer, transaction: settling(writer, transaction, record_id)


def _waiting(reader: Reader, transaction_ids: Sequence[int], job: Job) -> Iterator[int]:
    """Those of these that wait for the user at the moment, with the progress."""
    for number, id_ in enumerate(transaction_ids):
        job.progress(number, len(transaction_ids), "")
        decision = load_decision(reader, id_)
        if decision is not None and decision.status in (Status.TODO, Status.SUGGESTED):
            yield id_


def _restore(session: Session, before: Sequence[Former], again: Callable[[Session], ChangeResult]) -> ChangeResult:
    def write(writer: Writer) -> None:
        for decision in reversed(before):
            restore_decision(writer, decision)

    session.write(write)
    return ChangeResult(changes=TOUCHED, undo=again)
