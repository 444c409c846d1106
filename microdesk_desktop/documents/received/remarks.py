"""What the user should know of a received invoice before they confirm it."""

from collections.abc import Iterator
from enum import StrEnum

from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.received import ReceivedInvoice, ReceivedTotals
from microdesk_desktop.domain.identifiers import compact, iban_flaw, siren_flaw, vat_number_flaw
from microdesk_desktop.domain.money import EUR

_SIREN_DIGITS = 9


class Remark(StrEnum):
    """Something unusual; none of them stands against the expense."""

    SELLER_IS_YOU = "seller_is_you"
    BUYER_IS_OTHER = "buyer_is_other"
    SELF_BILLED = "self_billed"
    ALREADY_PAID = "already_paid"
    FOREIGN_CURRENCY = "foreign_currency"
    TOTALS_DIFFER = "totals_differ"
    SIREN_WRONG = "siren_wrong"
    VAT_NUMBER_WRONG = "vat_number_wrong"
    IBAN_WRONG = "iban_wrong"


def remarks_of(invoice: ReceivedInvoice, company: Company) -> tuple[Remark, ...]:
    """What is unusual about an invoice that this company received."""
    return tuple(_remarks(invoice, company))


def _remarks(invoice: ReceivedInvoice, company: Company) -> Iterator[Remark]:
    own = compact(company.siret)[:_SIREN_DIGITS]
    if own and invoice.supplier.siren == own:
        yield Remark.SELLER_IS_YOU
    elif own and invoice.buyer_siren and invoice.buyer_siren != own:
        yield Remark.BUYER_IS_OTHER
    if invoice.is_self_billed:
        yield Remark.SELF_BILLED
    if invoice.is_paid:
        yield Remark.ALREADY_PAID
    if invoice.currency != EUR:
        yield Remark.FOREIGN_CURRENCY
    if not _adds_up(invoice.totals):
        yield Remark.TOTALS_DIFFER
    yield from _wrong_numbers(invoice)


def _adds_up(totals: ReceivedTotals) -> bool:
    """Whether rules BR-CO-15 and BR-CO-16 hold, as far as the document states the parts."""
    is_known = totals.excl_tax_cents is not None and totals.tax_cents is not None
    parts = (totals.excl_tax_cents or 0) + (totals.tax_cents or 0)
    due = totals.incl_tax_cents - totals.paid_cents + totals.rounding_cents
    return (not is_known or parts == totals.incl_tax_cents) and due == totals.due_cents


def _wrong_numbers(invoice: ReceivedInvoice) -> Iterator[Remark]:
    supplier = invoice.supplier
    if supplier.siren and siren_flaw(supplier.siren):
        yield Remark.SIREN_WRONG
    if supplier.vat_number and vat_number_flaw(supplier.vat_number):
        yield Remark.VAT_NUMBER_WRONG
    if supplier.iban and iban_flaw(supplier.iban):
        yield Remark.IBAN_WRONG
