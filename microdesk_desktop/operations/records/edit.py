"""Add, correct and remove clients, receipts and expenses by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.checks.client import client_flaws, tidied_client
from microdesk_desktop.domain.documents.received import ReceivedRecord
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.privacy.communications import Choice
from microdesk_desktop.domain.records.expense_vat import is_consistent
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.records.rhythms import RhythmWord
from microdesk_desktop.domain.records.vouchers import Voucher
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.records.returned import check_returned, check_still_paid
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import drop_suggestions_of
from microdesk_desktop.store.bank.rules import load_rules, save_rule
from microdesk_desktop.store.bank.targets import delete_target, find_target, load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import StoredChange, load_changes_of_row, restore_changes
from microdesk_desktop.store.mileage.trips import ClientLinks, find_client_links, relink_client
from microdesk_desktop.store.privacy.communications import add_choice, load_choices
from microdesk_desktop.store.records.clients import (
    delete_client,
    is_client_in_use,
    load_client,
    save_client,
)
from microdesk_desktop.store.records.receipts_expenses import load_record, save_record
from microdesk_desktop.store.records.received import load_received, save_received
from microdesk_desktop.store.records.rhythms import load_rhythm_word, save_rhythm_word
from microdesk_desktop.store.records.vouchers import load_vouchers, restore_vouchers

_TOUCHED = Changes.LEDGER | Changes.MATCHES


def put_client(session: Session, client: Client, client_id: int | None = None) -> ChangeResult:
    """Add a client, or correct the one of this id; its SIREN follows from a right SIRET.

    Raises INVALID_VALUE (`field`, `flaw`) for what no document could be made with.
    """
    client = tidied_client(client)
    for field, flaw in client_flaws(client).items():
        raise KnownError(ErrorCode.INVALID_VALUE, field=field, flaw=flaw)

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
    """Remove a client that no document names, with the rules about it; trips stay. Raises IN_USE otherwise."""

    def write(writer: Writer) -> tuple[Client | None, list[Rule], list[StoredChange], ClientLinks, Sequence[Choice]]:
        if is_client_in_use(writer, client_id):
            raise KnownError(ErrorCode.IN_USE)
        before = load_client(writer, client_id)
        rules = [rule for rule in load_rules(writer) if rule.party_id == client_id]
        changes = load_changes_of_row(writer, Entity.CLIENT, client_id)
        links = find_client_links(writer, client_id)
        choices = load_choices(writer, client_id)
        delete_client(writer, client_id)
        return before, rules, changes, links, choices

    before, rules, imported, links, choices = session.write(write)
    return ChangeResult(
        changes=Changes.CLIENTS | Changes.RULES | Changes.MILEAGE,
        undo=(lambda session: _restore_client(session, before, client_id, rules, imported, links, choices))
        if before
        else None,
    )


def _restore_client(
    session: Session,
    client: Client,
    client_id: int,
    rules: Sequence[Rule],
    imported: Sequence[StoredChange],
    links: ClientLinks,
    choices: Sequence[Choice],
) -> ChangeResult:
    """Add the client again, under its id, with its choices, rules and trips, and what imports changed of it."""

    def write(writer: Writer) -> None:
        save_client(writer, client, client_id)
        for choice in choices:
            add_choice(writer, client_id, choice)
        for rule in rules:
            save_rule(writer, rule)
        restore_changes(writer, imported)
        relink_client(writer, client_id, links)

    session.write(write)
    return ChangeResult(
        changes=Changes.CLIENTS | Changes.RULES | Changes.MILEAGE,
        id=client_id,
        undo=lambda session: remove_client(session, client_id),
    )


def put_record(session: Session, record: Receipt | Expense, record_id: int | None = None) -> ChangeResult:
    """Add a receipt or expense, or correct the one of this id.

    Raises INVALID_VALUE for a zero amount, a reference already taken or VAT that does not add up to the amount,
    AMOUNT_BELOW_SETTLED when it would be worth less than what transactions already settle of it,
    AMOUNT_EXCEEDS_REMAINING when it would pay more of the invoice that it names than is left, AMOUNT_EXCEEDS_PAID when
    it would take back more than was paid of it, PAYMENT_WAS_RETURNED when what it paid of it was taken back since.
    """

    def write(writer: Writer) -> tuple[int, Receipt | Expense | None]:
        check_record(writer, record, record_id)
        before = load_record(writer, record.kind, record_id) if record_id else None
        saved = save_record(writer, record, record_id)
        _check_invoice_paid(writer, before)
        return saved, before

    saved, before = session.write(write)
    return ChangeResult(
        changes=_TOUCHED,
        id=saved,
        undo=lambda session: put_record(session, before, saved) if before else remove_record(session, saved),
    )


def remove_record(session: Session, record_id: int) -> ChangeResult:
    """Remove a receipt or expense that no payment settles, with its vouchers. Raises IN_USE otherwise.

    Raises PAYMENT_WAS_RETURNED for a receipt that paid an invoice, when that was taken back since.
    Undo restores all under their ids: until then the vouchers' content stays in memory.
    """

    deleted = session.write(lambda writer: delete_record(writer, record_id))
    undo = (lambda session: _restore_record(session, deleted)) if deleted else None
    return ChangeResult(changes=_TOUCHED, undo=undo)


def _restore_record(session: Session, deleted: "DeletedRecord") -> ChangeResult:
    session.write(lambda writer: restore_record(writer, deleted))
    return ChangeResult(changes=_TOUCHED, id=deleted.id, undo=lambda session: remove_record(session, deleted.id))


def restore_record(writer: Writer, deleted: "DeletedRecord") -> None:
    """Add the record again, under its id, with all that went with it. Raises as `put_record` does."""
    if deleted.received is None or deleted.record.amount_cents:  # a file may state zero, or nothing yet
        check_record(writer, deleted.record, deleted.id)
    save_record(writer, deleted.record, deleted.id)
    restore_vouchers(writer, deleted.id, deleted.vouchers)
    restore_changes(writer, deleted.imported)
    if deleted.received is not None:
        save_received(writer, deleted.id, deleted.received)
    if deleted.rhythm is not None:
        save_rhythm_word(writer, deleted.id, deleted.rhythm)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedRecord:
    """A receipt or expense, its vouchers with their ids, and the values that imports changed of it.

    `received` is what its file states, of an expense that came as a file.
    `rhythm` is what the user decided about its series.
    """

    id: int
    record: Receipt | Expense
    vouchers: Sequence[tuple[int, Voucher]]
    imported: Sequence[StoredChange]
    received: ReceivedRecord | None = None
    rhythm: RhythmWord | None = None


def delete_record(writer: Writer, record_id: int) -> DeletedRecord | None:
    """Delete a receipt or expense and the proposals that include it; returns what went. Raises as `remove_record`."""
    target = load_target(writer, record_id)
    if target is None:
        return None
    if target.remaining_cents != target.total_cents:
        raise KnownError(ErrorCode.IN_USE)
    record = load_record(writer, target.kind, record_id)
    assert record is not None, "a target has its row"
    vouchers, imported = load_vouchers(writer, record_id), load_changes_of_row(writer, Entity.TARGET, record_id)
    received, rhythm = load_received(writer, record_id), load_rhythm_word(writer, record_id)
    drop_suggestions_of(writer, [record_id])
    delete_target(writer, record_id)
    _check_invoice_paid(writer, record)
    return DeletedRecord(
        id=record_id, record=record, vouchers=vouchers, imported=imported, received=received, rhythm=rhythm
    )


def check_record(reader: Reader, record: Receipt | Expense, record_id: int | None = None) -> None:
    """Check a record that is to be added, or to replace the one of this id. Raises as `put_record` does."""
    if record.amount_cents == 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    if isinstance(record, Expense) and not is_consistent(record.vat, record.amount_cents):
        raise KnownError(ErrorCode.INVALID_VALUE, field="vat")
    twin = find_target(reader, record.kind, record.reference) if record.reference else None
    if twin is not None and twin.id != record_id:
        raise KnownError(ErrorCode.INVALID_VALUE, field="reference")
    current = load_target(reader, record_id) if record_id else None
    settled = current.total_cents - current.remaining_cents if current else 0
    if isinstance(record, Receipt) and record.invoice:
        _check_invoice_room(reader, record, record_id)
    if settled * record.signed_cents < 0 or abs(settled) > abs(record.signed_cents):
        raise KnownError(
            ErrorCode.AMOUNT_BELOW_SETTLED, settled=Money(abs(settled), current.currency if current else EUR)
        )


def _check_invoice_room(reader: Reader, receipt: Receipt, receipt_id: int | None) -> None:
    """Raise AMOUNT_EXCEEDS_REMAINING for a receipt of more than is left to pay of the document that it names.

    One of the other direction takes back what was paid: AMOUNT_EXCEEDS_PAID is raised for more than that.
    """
    invoice = find_target(reader, TargetKind.INVOICE, receipt.invoice)
    if invoice is None or invoice.currency != EUR:
        return
    before = load_record(reader, TargetKind.RECEIPT, receipt_id) if receipt_id else None
    own = before.amount_cents if isinstance(before, Receipt) and before.invoice == receipt.invoice else 0
    added = receipt.amount_cents - own
    if added * invoice.total_cents < 0:
        check_returned(reader, invoice, added)
    elif abs(added) > abs(invoice.remaining_cents) and abs(receipt.amount_cents) > abs(own):
        raise KnownError(
            ErrorCode.AMOUNT_EXCEEDS_REMAINING,
            reference=receipt.invoice,
            remaining=Money(abs(invoice.remaining_cents + own), EUR),
        )


def _check_invoice_paid(reader: Reader, before: Receipt | Expense | None) -> None:
    """Raise PAYMENT_WAS_RETURNED where a receipt that went or changed paid what was taken back since."""
    if not isinstance(before, Receipt) or not before.invoice:
        return
    invoice = find_target(reader, TargetKind.INVOICE, before.invoice)
    if invoice is not None:
        check_still_paid(reader, [invoice.id])
