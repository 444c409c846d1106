"""Lines of issued documents as lines of a draft, and how a line is found again in a later document."""

from dataclasses import replace
from datetime import date

from microdesk_desktop.documents.complete import USUAL_RATE_BP
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.documents.types import Document, Line, VatCategory
from microdesk_desktop.domain.text import fold

_OF_THE_REGIME = frozenset({"franchise", "eu_goods", "eu_service", "export_goods", "outside_service"})
"""Cases of VAT that follow from the company's regime and the client's country, and so are found anew at each issue."""

LineKey = tuple[str, str, int]


def key_of(line: Line) -> LineKey:
    """What makes two lines of a chain the same thing sold: label, unit and unit price."""
    return fold(line.label), line.unit, line.unit_price


def kept_line(line: Line, on: date) -> DraftLine:
    """The line with the very VAT that it had on this day: credit notes and corrective invoices keep its regime."""
    return DraftLine(
        label=line.label,
        text=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        discount=line.discount,
        vat_rate_bp=line.vat.rate_bp,
        category=line.vat.category,
        exemption=vat_case(line.vat.case, on).code,
        activity=line.activity,
        first_day=line.first_day,
        last_day=line.last_day,
        is_disbursement=line.is_disbursement,
    )


def continued_line(line: Line, on: date) -> DraftLine:
    """The line for a new document: a VAT that only followed from the company's regime is left open."""
    kept = kept_line(line, on)
    if line.vat.category is VatCategory.STANDARD:
        # A line at the usual rate states none, so that it follows the company's regime on the day of issue.
        rate = None if line.vat.rate_bp == USUAL_RATE_BP else line.vat.rate_bp
        return replace(kept, vat_rate_bp=rate, category=None, exemption="")
    if line.vat.case in _OF_THE_REGIME:
        return replace(kept, vat_rate_bp=None, category=None, exemption="")
    return kept


def continued_lines(document: Document) -> tuple[DraftLine, ...]:
    """Every line of a document for a new one."""
    return tuple(continued_line(line, document.issued_on) for line in document.lines)


def kept_lines(document: Document) -> tuple[DraftLine, ...]:
    """Every line of a document with the VAT that it had."""
    return tuple(kept_line(line, document.issued_on) for line in document.lines)
