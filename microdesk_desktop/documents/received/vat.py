"""The VAT of an expense, as the electronic invoice of its supplier states it."""

from microdesk_desktop.documents.union import is_in_union
from microdesk_desktop.domain.documents.received import ReceivedInvoice, ReceivedVat
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind, is_consistent, tax_of

_FRENCH = frozenset(("", "FR", "MC"))
"""Countries whose VAT is French: Monaco's is (CGI art. 256-0), and an invoice without a country is taken for one."""
_CHARGED, _EXEMPT, _REVERSED, _GOODS, _OUTSIDE = "S", frozenset("ZEO"), "AE", "K", "O"
"""Codes of UNTDID 5305."""


def vat_of(invoice: ReceivedInvoice, standard_bp: int, *, is_liable: bool) -> tuple[ExpenseVat, ...]:
    """The parts of the expense by rate; none where they are not all of what is to be paid, or leave it open.

    `standard_bp` is the rate of what the buyer owes in place of the supplier. A business that is not `is_liable`, under
    the VAT franchise, owes that all the same (CGI art. 283-2), and deducts nothing.
    """
    parts = [_part(each, invoice, standard_bp, is_liable) for each in invoice.vat]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts) or not is_consistent(found, invoice.expense_cents):
        return ()
    return tuple(found) if is_liable or all(part.kind.is_reversed for part in found) else ()


def _part(stated: ReceivedVat, invoice: ReceivedInvoice, standard_bp: int, is_liable: bool) -> ExpenseVat | None:
    kind = _kind(stated.category, invoice.supplier.country)
    base_cents, tax_cents = invoice.signed_cents(stated.base_cents), invoice.signed_cents(stated.tax_cents)
    if kind is None:
        return None
    if kind.is_reversed:
        return ExpenseVat(kind, standard_bp, base_cents, tax_of(base_cents, standard_bp), is_liable)
    rate_bp = _rate_bp(stated.rate) if stated.category == _CHARGED else 0
    return None if rate_bp is None else ExpenseVat(kind, rate_bp, base_cents, tax_cents, is_liable)


def _kind(category: str, country: str) -> VatKind | None:
    """Who owes the tax; None for that of another country, or where the invoice leaves it open."""
    if country in _FRENCH:
        if category == _REVERSED:
            return VatKind.BUILDING
        return VatKind.DOMESTIC if category == _CHARGED or category in _EXEMPT else None
    if not is_in_union(country):
        return VatKind.FOREIGN_SERVICE if category in (_REVERSED, _OUTSIDE) else None
    return {_REVERSED: VatKind.EU_SERVICE, _GOODS: VatKind.EU_GOODS}.get(category)


def _rate_bp(rate: str) -> int | None:
    try:
        return parse_cents(rate)
    except ValueError:
        return None
