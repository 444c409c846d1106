"""Add, correct and remove clients, receipts and expenses by hand."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.matching import TargetKind
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import drop_suggestions_of
from microdesk_desktop.store.bank.targets import find_target, load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.clients import delete_client, load_client, save_client
from microdesk_desktop.store.records.receipts_expenses import delete_record, load_record, record_kind, save_record

_TOUCHED = Changes.LEDGER | Changes.MATCHES


def put_client(session: Session, client: Client, client_id: int | None = None) -> ChangeResult:
    """Add a client, or correct the one of this id. Raises INVALID_VALUE for an empty name."""
    if not client.name.strip():
        raise KnownError(ErrorCode.INVALID_VALUE, field="name")

    def write(writer: Writer) -> tuple[int, Client | None]:
        before = load_client(writer, client_id) if client_id else None
        return save_client(writer, client, client_id), before

    saved, before = session.write(write)
    return ChangeResult(
        changes=Changes.CLIENTS | Changes.INVOICES,
        id=saved,
        undo=lambda session: put_client(session, before, saved) if before else remove_client(session, saved),
    )


def remove_client(session: Session, client_id: int) -> ChangeResult:
    """Remove a client that no document names. Raises IN_USE otherwise."""

    def write(writer: Writer) -> Client | None:
        if writer.value("SELECT count(*) FROM document WHERE client_id = ?", (client_id,)):
            raise KnownError(ErrorCode.IN_USE)
        before = load_client(writer, client_id)
        delete_client(writer, client_id)
        return before

    before = session.write(write)
    return ChangeResult(
        changes=Changes.CLIENTS | Changes.RULES,
        undo=(lambda session: put_client(session, before)) if before else None,
    )


def put_record(session: Session, record: Receipt | Expense, record_id: int | None = None) -> ChangeResult:
    """Add a receipt or expense, or correct the one of this id.

    Raises INVALID_VALUE for a zero amount or a reference already taken, AMOUNT_BELOW_SETTLED when it would be
    worth less than what transactions already settle of it.
    """

    def write(writer: Writer) -> tuple[int, Receipt | Expense | None]:
        check_record(writer, record, record_id)
        before = load_record(writer, record_kind(record), record_id) if record_id else None
        return save_record(writer, record, record_id), before

    saved, before = session.write(write)
    kind = record_kind(record)
    return ChangeResult(
        changes=_TOUCHED,
        id=saved,
        undo=lambda session: put_record(session, before, saved) if before else remove_record(session, kind, saved),
    )


def remove_record(session: Session, kind: TargetKind, record_id: int) -> ChangeResult:
    """Remove a receipt or expense that no payment settles. Raises IN_USE otherwise."""

    def write(writer: Writer) -> Receipt | Expense | None:
        target = load_target(writer, kind, record_id)
        if target is not None and target.remaining_cents != target.total_cents:
            raise KnownError(ErrorCode.IN_USE)
        before = load_record(writer, kind, record_id)
        drop_suggestions_of(writer, [(kind, record_id)])
        delete_record(writer, kind, record_id)
        return before

    before = session.write(write)
    return ChangeResult(changes=_TOUCHED, undo=(lambda session: put_record(session, before)) if before else None)


def check_record(reader: Reader, record: Receipt | Expense, record_id: int | None = None) -> None:
    """Refuse a record that cannot be added, or take the place of the one of this id. Raises as `put_record` does."""
    if record.amount_cents == 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    kind = record_kind(record)
    twin = find_target(reader, kind, record.reference) if record.reference else None
    if twin is not None and twin.id != record_id:
        raise KnownError(ErrorCode.INVALID_VALUE, field="reference")
    current = load_target(reader, kind, record_id) if record_id else None
    settled = current.total_cents - current.remaining_cents if current else 0
    worth = record.amount_cents if kind is TargetKind.RECEIPT else -record.amount_cents
    if settled * worth < 0 or abs(settled) > abs(worth):
        raise KnownError(ErrorCode.AMOUNT_BELOW_SETTLED, settled=Money(abs(settled), EUR))
