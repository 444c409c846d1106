"""A quote of another tool as a draft: one line that stands for its totals, since nobody knows its lines."""

from microdesk_desktop.documents.totals import step_of, tax_of
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.types import Vat, VatCategory
from microdesk_desktop.domain.documents.vat_rates import VAT_RATES_BP
from microdesk_desktop.domain.records.documents import ImportedDocument

_PRICE_OF_CENT = 10 ** (Decimals.PRICE - Decimals.AMOUNT)
_ROUNDED_CENTS = 2
"""Other tools round the tax of each line: their total may be off by so much from the tax of the sum."""


def rate_of_totals(excl_tax: int, tax: int, step: int) -> int | None:
    """The rate, in hundredths of a percent, that makes this tax of this amount; None where none or several do.

    Two rates may always have been mixed so as to make a tax between them: totals alone never name a pair.
    """
    fitting = [rate for rate in VAT_RATES_BP if abs(tax_of(excl_tax, rate, step) - tax) <= _ROUNDED_CENTS * step]
    return fitting[0] if len(fitting) == 1 and tax else None


def is_vat_open(vat: Vat) -> bool:
    """Whether the rate is still to be chosen: rule BR-S-05 refuses the issue until it is."""
    return vat.category is VatCategory.STANDARD and not vat.rate_bp


def summary_draft(document: ImportedDocument, client_id: int) -> Draft:
    """The draft whose one line is worth the total without tax, at the rate that the totals name.

    Where they name none the rate is 0: without a tax it is that of the company's or the client's case, else it is open.
    """
    excl_tax = document.incl_tax_cents - document.tax_cents
    rate = rate_of_totals(excl_tax, document.tax_cents, step_of(document.currency))
    return Draft(
        type=document.type,
        client_id=client_id,
        lines=(
            DraftLine(
                label=document.subject,
                unit_price=excl_tax * _PRICE_OF_CENT,
                vat_rate_bp=rate or 0,
                category=VatCategory.STANDARD if document.tax_cents else None,
            ),
        ),
        issued_on=document.issued_on,
        currency=document.currency,
        subject=document.subject,
    )
