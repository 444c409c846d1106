"""Build a sales document from one row: its type, its totals, and what is already paid of it."""

import re
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.documents.imports import checks
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.row import Row
from microdesk_desktop.documents.imports.words import (
    METHOD_WORDS,
    PREFIXES_BESIDE_INVOICES,
    TYPE_PREFIXES,
    TYPE_WORDS,
    WEAK_TYPE_WORDS,
    StatusWord,
    find_status,
    is_yes,
)
from microdesk_desktop.domain.records.documents import DatedPayment, DocumentStatus, ImportedDocument, ListedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold

_PREFIX = re.compile(r"[A-Z]+")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
ONLY_QUOTES = frozenset((StatusWord.ACCEPTED, StatusWord.DECLINED, StatusWord.QUOTED))
"""The statuses that no invoice has."""
_QUOTE_STATUS = {
    StatusWord.ACCEPTED: DocumentStatus.ACCEPTED,
    StatusWord.PAID: DocumentStatus.ACCEPTED,
    StatusWord.DECLINED: DocumentStatus.DECLINED,
    StatusWord.CANCELLED: DocumentStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class _Totals:
    """Cents of a document, of either sign as written."""

    excl_tax: int
    tax: int
    incl_tax: int


def build_document(row: Row) -> ListedDocument:
    """The document of a row, and its payment. Raises RejectedRow, also for a draft: only issued documents are kept."""
    status = _status(row)
    if status is StatusWord.DRAFT:
        raise RejectedRow("document_draft", field="status")
    totals = _totals(row)
    type_ = _type(row, status, totals)
    totals = _positive(totals, type_)
    payment, paid = _settled(row, type_, status, totals.incl_tax)
    return ListedDocument(
        document=ImportedDocument(
            number=row.needed("number"),
            type=type_,
            issued_on=row.day("issue_date"),
            due_on=row.day_or_none("due_date"),
            client=row.client() or row.needed("client"),
            excl_tax_cents=totals.excl_tax,
            tax_cents=totals.tax,
            incl_tax_cents=totals.incl_tax,
            paid_cents=paid,
            currency=checks.currency(row.text("currency")),
            status=_document_status(type_, status),
            subject=row.text("subject"),
        ),
        payment=payment,
    )


def begins_like_an_invoice(number: str) -> bool:
    """Whether the letters before the digits are those that tools give invoices."""
    return TYPE_PREFIXES.get(_letters(number)) is DocumentType.INVOICE


def has_known_letters(number: str) -> bool:
    """Whether the letters before the digits are those of a known type."""
    return _letters(number) in TYPE_PREFIXES


def _letters(number: str) -> str:
    found = _PREFIX.match(fold(number))
    return found[0] if found else ""


def _status(row: Row) -> StatusWord | None:
    text = row.text("status")
    if not text:
        return None
    if (answer := is_yes(text)) is not None:
        return StatusWord.PAID if answer else StatusWord.UNPAID
    found = find_status(text)
    if found is None:
        raise RejectedRow("document_status_unknown", value=text, field="status")
    return found


def _document_status(type_: DocumentType, status: StatusWord | None) -> DocumentStatus:
    if type_ is DocumentType.QUOTE:
        return _QUOTE_STATUS.get(status, DocumentStatus.ISSUED) if status else DocumentStatus.ISSUED
    return DocumentStatus.CANCELLED if status is StatusWord.CANCELLED else DocumentStatus.ISSUED


def _type(row: Row, status: StatusWord | None, totals: _Totals) -> DocumentType:
    """The type by its column, by the letters of the number, by a status that only quotes have; else that of the file.

    An invoice with a negative total is a credit note, unless the column calls it an invoice.
    """
    if row.text("type"):
        return row.word("type", TYPE_WORDS, DocumentType.INVOICE, WEAK_TYPE_WORDS)
    letters = _letters(row.needed("number"))
    known = PREFIXES_BESIDE_INVOICES if row.facts.numbers_invoices else TYPE_PREFIXES
    usual = DocumentType.QUOTE if status in ONLY_QUOTES else row.facts.usual_type
    type_ = known.get(letters, usual)
    is_negative_invoice = type_ is DocumentType.INVOICE and totals.incl_tax < 0
    return DocumentType.CREDIT_NOTE if is_negative_invoice else type_


def _totals(row: Row) -> _Totals:
    if row.text("total_incl_tax") or not (row.text("total_excl_tax") and row.text("total_tax")):
        incl_tax = row.cents("total_incl_tax")
    else:
        incl_tax = row.cents("total_excl_tax") + row.cents("total_tax")
    excl_tax = row.cents_or("total_excl_tax", incl_tax - row.cents_or("total_tax", 0))
    return _Totals(excl_tax, row.cents_or("total_tax", incl_tax - excl_tax), incl_tax)


def _positive(totals: _Totals, type_: DocumentType) -> _Totals:
    """The totals of a document of this type, which tools write negative or positive for a credit note."""
    if type_ is DocumentType.CREDIT_NOTE:
        totals = _Totals(abs(totals.excl_tax), abs(totals.tax), abs(totals.incl_tax))
    if min(totals.excl_tax, totals.tax, totals.incl_tax) < 0:
        raise RejectedRow("amount_negative", field="total_incl_tax")
    if totals.excl_tax + totals.tax != totals.incl_tax:
        raise RejectedRow("totals_differ", field="total_incl_tax")
    return totals


def _settled(row: Row, type_: DocumentType, status: StatusWord | None, total: int) -> tuple[DatedPayment | None, int]:
    """The payment whose day is known, and the cents that are settled on a day that is not."""
    if type_ is DocumentType.QUOTE:
        return None, 0
    stated, day = _stated_payment(row, total)
    paid_on = day or _payment_day(row, status)
    paid = _paid_cents(row, status, stated, total, paid_on)
    if paid > total:
        raise RejectedRow("paid_exceeds_total", field="paid")
    if paid_on is None or not paid:
        return None, paid
    dated = stated if stated else paid
    method = row.optional(lambda: row.word("method", METHOD_WORDS, Method.OTHER), Method.OTHER)
    return DatedPayment(on=paid_on, cents=dated, method=method), paid - dated


def _paid_cents(row: Row, status: StatusWord | None, stated: int | None, total: int, paid_on: date | None) -> int:
    """How much is settled: all where the status is paid, else by the amounts, else by a day of payment alone.

    Part of an invoice may have been settled by a credit note: a paid one is settled in full whatever amount is named.
    """
    if status in (StatusWord.PAID, StatusWord.REFUNDED):
        return max(total, stated or 0)
    if stated is not None:
        return stated
    if row.text("remaining"):
        return total - min(total, abs(row.cents("remaining")))
    if status is StatusWord.PARTLY_PAID:
        raise RejectedRow("part_paid_unclear", field="paid")
    return total if paid_on is not None and status is None else 0


def _stated_payment(row: Row, total: int) -> tuple[int | None, date | None]:
    """The paid cents that the column of payments states, and the day where it holds one; None for a blank cell.

    It may hold an amount, yes or no, the day of payment, or a word such as « Payée ».
    """
    text = row.text("paid")
    if not text:
        return None, None
    if (answer := is_yes(text)) is not None:
        return (total if answer else 0), None
    try:
        return abs(row.cents("paid")), None
    except RejectedRow as fault:
        return _paid_in_words(row, text, total, fault)


def _paid_in_words(row: Row, text: str, total: int, fault: RejectedRow) -> tuple[int, date | None]:
    try:
        return total, row.facts.read_day(text)
    except ValueError:
        word = find_status(text)
    if word not in (StatusWord.PAID, StatusWord.UNPAID):
        raise fault
    return (total if word is StatusWord.PAID else 0), None


def _payment_day(row: Row, status: StatusWord | None) -> date | None:
    """The day of payment, from its column or from a status such as « Payée le 12/03/2026 »."""
    if row.text("paid_on"):
        return row.day_or_none("paid_on")
    found = _DAY.search(row.text("status")) if status is StatusWord.PAID else None
    try:
        return row.facts.read_day(found[0]) if found else None
    except ValueError:
        return None
