"""Correct, mark as paid and remove documents that were issued with another tool; each change can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.records.edit import delete_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import drop_suggestions_of
from microdesk_desktop.store.bank.payments import add_payment, delete_payment, sum_payments
from microdesk_desktop.store.bank.targets import delete_target, load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import StoredChange, load_changes_of_row, restore_changes
from microdesk_desktop.store.records.clients import delete_client, is_client_in_use, load_parties, save_client
from microdesk_desktop.store.records.documents import load_document, load_documents, save_document
from microdesk_desktop.store.records.receipts_expenses import load_receipts_naming, rename_invoice, save_record

_TOUCHED = Changes.INVOICES | Changes.CLIENTS | Changes.LEDGER | Changes.MATCHES


def correct_document(session: Session, document_id: int, document: ImportedDocument) -> ChangeResult:
    """Replace what is stored of a document; the receipts that name it follow its new number.

    A client whose name is new is added. Raises UNKNOWN_TARGET when the document is not there, INVALID_VALUE for an
    empty number or client, a total that is not above 0 or a number already taken, AMOUNT_BELOW_SETTLED when less would
    be due than transactions settle of it, IN_USE when they settle what would become a quote.
    """
    replaced = session.write(lambda writer: _replace(writer, document_id, document))

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _put_back(writer, document_id, replaced))
        return ChangeResult(
            changes=_TOUCHED, id=document_id, undo=lambda session: correct_document(session, document_id, document)
        )

    return ChangeResult(changes=_TOUCHED, id=document_id, undo=undo)


def mark_paid(session: Session, document_id: int, on: date, method: Method) -> ChangeResult:
    """Record that what remains of a document was paid on this day, so: a receipt that names it, else a payment.

    Receipts are in euros, so that a document in another currency gets a payment, which has no method. Raises
    UNKNOWN_TARGET when the document is not there or is a quote, NOTHING_TO_DO when nothing remains to pay.
    """

    def write(writer: Writer) -> tuple[int | None, int | None]:
        document, target = load_document(writer, document_id), load_target(writer, document_id)
        if document is None or target is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        if not target.remaining_cents:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        drop_suggestions_of(writer, [document_id])
        if target.currency != EUR:
            return None, add_payment(writer, document_id, on, target.remaining_cents)
        return save_record(writer, _receipt(document, target, on, method)), None

    receipt_id, payment_id = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _unmark(writer, document_id, receipt_id, payment_id))
        return ChangeResult(
            changes=_TOUCHED, id=document_id, undo=lambda session: mark_paid(session, document_id, on, method)
        )

    return ChangeResult(changes=_TOUCHED, id=document_id, undo=undo)


def remove_document(session: Session, document_id: int) -> ChangeResult:
    """Remove a document that no transaction settles; undo brings it back under its id.

    Receipts that name it stay, and its client too. The undo raises INVALID_VALUE once another document has its number.
    Raises UNKNOWN_TARGET when it is not there, IN_USE when a payment settles it.
    """

    def write(writer: Writer) -> tuple[ImportedDocument, list[StoredChange]]:
        before = load_document(writer, document_id)
        if before is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        if sum_payments(writer, document_id) is not None:
            raise KnownError(ErrorCode.IN_USE)
        imported = load_changes_of_row(writer, Entity.TARGET, document_id)
        drop_suggestions_of(writer, [document_id])
        delete_target(writer, document_id)
        return before, imported

    before, imported = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: _add_again(writer, document_id, before, imported))
        return ChangeResult(
            changes=_TOUCHED, id=document_id, undo=lambda session: remove_document(session, document_id)
        )

    return ChangeResult(changes=_TOUCHED, undo=undo)


def _receipt(document: ImportedDocument, target: Target, on: date, method: Method) -> Receipt:
    return Receipt(
        on=on,
        client=document.client,
        label=document.subject,
        amount_cents=target.remaining_cents,
        method=method,
        invoice=document.number,
    )


def _unmark(writer: Writer, document_id: int, receipt_id: int | None, payment_id: int | None) -> None:
    """Raises IN_USE when a transaction settles the receipt since."""
    drop_suggestions_of(writer, [document_id])
    if receipt_id is not None:
        delete_record(writer, receipt_id)
    if payment_id is not None:
        delete_payment(writer, payment_id)


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


def _add_again(writer: Writer, document_id: int, document: ImportedDocument, imported: Sequence[StoredChange]) -> None:
    _check(writer, document_id, document)
    _save(writer, document_id, document)
    restore_changes(writer, imported)


def _save(writer: Writer, document_id: int, document: ImportedDocument) -> int | None:
    """Save the document with its client; returns the client's id when it had to be added."""
    name = fold(document.client)
    known = next((party.id for party in load_parties(writer) if fold(party.name) == name), None)
    client_id = known or save_client(writer, Client(name=document.client.strip()))
    save_document(writer, document, client_id, document_id)
    return None if known else client_id


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
