"""Correct and remove documents that were issued with another tool; each change can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import Reminder
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import drop_suggestions_of
from microdesk_desktop.store.bank.payments import sum_payments
from microdesk_desktop.store.bank.targets import delete_target, load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.documents.follow_up import (
    NO_FOLLOW_UP,
    FollowUp,
    add_reminder,
    load_follow_ups,
    load_reminders,
    save_sending,
    save_write_off,
)
from microdesk_desktop.store.imports.journal import StoredChange, load_changes_of_row, restore_changes
from microdesk_desktop.store.records.clients import delete_client, is_client_in_use, load_parties, save_client
from microdesk_desktop.store.records.documents import load_document, load_documents, save_document
from microdesk_desktop.store.records.receipts_expenses import load_receipts_naming, rename_invoice

_TOUCHED = Changes.INVOICES | Changes.CLIENTS | Changes.LEDGER | Changes.MATCHES


def correct_document(session: Session, document_id: int, document: ImportedDocument) -> ChangeResult:
    """Replace what is stored of a document; the receipts that name it follow its new number.

    A client whose name is new is added. Raises UNKNOWN_TARGET when the document is not there, INVALID_VALUE for an
    empty number or client, a total that is not above 0 or a number already taken, AMOUNT_BELOW_SETTLED when less would
    be due than transactions settle of it, IN_USE when they settle what would become a quote, DOCUMENT_SEALED
    for a document that was issued here.
    """
    replaced = session.write(lambda writer: _replace(writer, document_id, document))

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _put_back(writer, document_id, replaced))
        return ChangeResult(
            changes=_TOUCHED, id=document_id, undo=lambda session: correct_document(session, document_id, document)
        )

    return ChangeResult(changes=_TOUCHED, id=document_id, undo=undo)


def remove_document(session: Session, document_id: int) -> ChangeResult:
    """Remove a document that no transaction settles; undo brings it back under its id.

    Receipts that name it stay, and its client too. The undo raises INVALID_VALUE once another document has its number.
    Raises UNKNOWN_TARGET when it is not there, IN_USE when a payment settles it, DOCUMENT_SEALED when it was issued
    here.
    """

    def write(writer: Writer) -> _Removed:
        before = load_document(writer, document_id)
        if before is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        _require_unsealed(writer, document_id)
        if sum_payments(writer, document_id) is not None:
            raise KnownError(ErrorCode.IN_USE)
        removed = _Removed(
            document=before,
            imported=load_changes_of_row(writer, Entity.TARGET, document_id),
            follow_up=load_follow_ups(writer, document_id).get(document_id, NO_FOLLOW_UP),
            reminders=load_reminders(writer, document_id),
        )
        drop_suggestions_of(writer, [document_id])
        delete_target(writer, document_id)
        return removed

    removed = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _add_again(writer, document_id, removed))
        return ChangeResult(
            changes=_TOUCHED, id=document_id, undo=lambda session: remove_document(session, document_id)
        )

    return ChangeResult(changes=_TOUCHED, undo=undo)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replaced:
    """What a document was, the client that had to be added, and the receipts that followed its number."""

    before: ImportedDocument
    added_client: int | None
    receipts: Sequence[int]


def _replace(
    writer: Writer, document_id: int, document: ImportedDocument, receipts: Sequence[int] | None = None
) -> _Replaced:
    """Save the document; `receipts` are those that follow its number, all that name it unless they are given."""
    before = load_document(writer, document_id)
    if before is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    _require_unsealed(writer, document_id)
    _check(writer, document_id, document)
    drop_suggestions_of(writer, [document_id])
    added = _save(writer, document_id, document)
    following = load_receipts_naming(writer, before.number) if receipts is None else receipts
    rename_invoice(writer, following, before.number, document.number)
    _check_settled(writer, document_id, document)
    return _Replaced(before=before, added_client=added, receipts=following)


def _put_back(writer: Writer, document_id: int, replaced: _Replaced) -> None:
    """Undo a correction; a receipt that named the other number all along keeps it."""
    _replace(writer, document_id, replaced.before, replaced.receipts)
    added = replaced.added_client
    if added is not None and not is_client_in_use(writer, added):
        delete_client(writer, added)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removed:
    """A document that was removed, with all that went with it."""

    document: ImportedDocument
    imported: Sequence[StoredChange]
    follow_up: FollowUp
    reminders: Sequence[tuple[int, Reminder]]


def _add_again(writer: Writer, document_id: int, removed: _Removed) -> None:
    _check(writer, document_id, removed.document)
    _save(writer, document_id, removed.document)
    restore_changes(writer, removed.imported)
    save_sending(writer, document_id, removed.follow_up.sending)
    save_write_off(writer, document_id, removed.follow_up.write_off)
    for reminder_id, reminder in removed.reminders:
        add_reminder(writer, document_id, reminder, reminder_id)


def _save(writer: Writer, document_id: int, document: ImportedDocument) -> int | None:
    """Save the document with its client; returns the client's id when it had to be added."""
    name = fold(document.client)
    known = next((party.id for party in load_parties(writer) if fold(party.name) == name), None)
    client_id = known or save_client(writer, Client(name=document.client.strip()))
    save_document(writer, document, client_id, document_id)
    return None if known else client_id


def _require_unsealed(reader: Reader, document_id: int) -> None:
    """Raises DOCUMENT_SEALED for a document that this program issued."""
    if load_seal_of(reader, document_id) is not None:
        raise KnownError(ErrorCode.DOCUMENT_SEALED)


def _check(reader: Reader, document_id: int, document: ImportedDocument) -> None:
    for field, value in (
        ("number", document.number.strip()),
        ("client", document.client.strip()),
        ("total", document.incl_tax_cents > 0),
    ):
        if not value:
            raise KnownError(ErrorCode.INVALID_VALUE, field=field)
    number = fold(document.number)
    if any(fold(each.number) == number and id_ != document_id for id_, each in load_documents(reader)):
        raise KnownError(ErrorCode.INVALID_VALUE, field="number")


def _check_settled(reader: Reader, document_id: int, document: ImportedDocument) -> None:
    """Check the saved document against the payments that settle it."""
    settled, target = sum_payments(reader, document_id), load_target(reader, document_id)
    if settled is None:
        return
    if target is None:
        raise KnownError(ErrorCode.IN_USE)
    if settled * target.total_cents < 0 or target.remaining_cents * target.total_cents < 0:
        raise KnownError(ErrorCode.AMOUNT_BELOW_SETTLED, settled=Money(abs(settled), document.currency))
