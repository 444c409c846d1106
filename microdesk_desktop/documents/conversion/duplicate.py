"""A new draft after an earlier document or draft, with its days left open."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.documents.conversion.lines import continued_lines
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.types import Document, Paid
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType

_AS_INVOICE = frozenset({DocumentType.FINAL, DocumentType.CORRECTIVE})
"""What such a document deducts or corrects is done once: what is sold again is an ordinary invoice."""
_MONTHS_OF_YEAR = 12


def duplicated_document(document: Document) -> Draft:
    """A draft with the same lines, conditions and language as a document; its client is left open."""
    return duplicated_draft(
        Draft(
            type=document.type,
            lines=continued_lines(document),
            delivered_from=document.delivered_from,
            delivered_on=document.delivered_on,
            currency=document.currency,
            exchange=document.exchange if document.currency != EUR else None,
            discount=document.discount,
            refers_to=tuple(each.number for each in document.refers_to),
            order_number=document.order_number,
            subject=document.subject,
            notes=document.notes,
            language=document.language,
            is_works_in_dwelling=document.is_works_in_dwelling,
        )
    )


def duplicated_draft(draft: Draft) -> Draft:
    """A draft like another one: days are open again, and whole months move on to the months after them.

    A period that is not made of whole calendar months is left open, and so is a day of delivery: nobody knows the next.
    Only a credit note keeps the document that it refers to.
    """
    first, last = _next_period(draft.delivered_from, draft.delivered_on)
    is_credit = draft.type is DocumentType.CREDIT_NOTE
    return replace(
        draft,
        type=DocumentType.INVOICE if draft.type in _AS_INVOICE else draft.type,
        lines=tuple(_duplicated_line(line) for line in draft.lines),
        issued_on=None,
        due_on=None,
        delivered_from=first,
        delivered_on=last,
        valid_until=None,
        deposits=(),
        refers_to=draft.refers_to if is_credit else (),
        paid=Paid.NOTHING,
        is_beyond_quote=False,
        takes_amount=False,
    )


def _duplicated_line(line: DraftLine) -> DraftLine:
    first, last = _next_period(line.first_day, line.last_day)
    return replace(line, first_day=first, last_day=last)


def _next_period(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """As many whole months after a period of whole months; nothing after any other."""
    if first is None or last is None or last < first or first.day != 1 or last != _month_end(last):
        return None, None
    months = (last.year - first.year) * _MONTHS_OF_YEAR + last.month - first.month + 1
    start = last + timedelta(days=1)
    final = start.month - 1 + months - 1
    return start, _month_end(date(start.year + final // _MONTHS_OF_YEAR, final % _MONTHS_OF_YEAR + 1, 1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
