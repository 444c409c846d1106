"""The totals of a document by exact fractions, written from the rules alone and sharing no code with the program.

Rounded half away from zero, to the smallest unit of the currency: the discount and the net of each line, the discount
of the document, the tax of each group, the tax in euros (EN 16931, BR-CO-10 to BR-CO-17). A discount of the document is
divided among the groups by largest remainder.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from microdesk_desktop.domain.documents.types import Discount, Document, Line, Paid, Vat

UNITS = {
    "EUR": Fraction(1, 100),
    "USD": Fraction(1, 100),
    "CHF": Fraction(1, 100),
    "GBP": Fraction(1, 100),
    "JPY": Fraction(1),
}


class ExactTotals(NamedTuple):
    """Amounts in units of the currency; `groups` has the base and the tax of each Vat."""

    nets: Sequence[Fraction]
    groups: dict[Vat, tuple[Fraction, Fraction]]
    discount: Fraction
    excl_tax: Fraction
    tax: Fraction
    incl_tax: Fraction
    paid: Fraction
    due: Fraction
    tax_eur: Fraction


def exact_totals(document: Document) -> ExactTotals:
    """The totals of a document."""
    unit = UNITS[document.currency]
    nets = [_net(line, unit) for line in document.lines]
    sums = _by_vat(document.lines, nets)
    reducible = _by_vat(*_without_disbursements(document.lines, nets))
    parts = _parts(_reduction(document.discount, sum(reducible.values(), Fraction(0)), unit), reducible, unit)
    bases = {vat: total - parts.get(vat, Fraction(0)) for vat, total in sums.items()}
    taxes = {vat: rounded(base * Fraction(vat.rate_bp, 10_000), unit) for vat, base in bases.items()}
    excl_tax, tax = sum(bases.values(), Fraction(0)), sum(taxes.values(), Fraction(0))
    deposits = sum((Fraction(each.incl_tax_cents, 100) for each in document.deposits), Fraction(0))
    paid = excl_tax + tax if document.paid is Paid.ALL else deposits
    return ExactTotals(
        nets=nets,
        groups={vat: (base, taxes[vat]) for vat, base in bases.items()},
        discount=sum(parts.values(), Fraction(0)),
        excl_tax=excl_tax,
        tax=tax,
        incl_tax=excl_tax + tax,
        paid=paid,
        due=excl_tax + tax - paid,
        tax_eur=rounded(tax * Fraction(document.exchange, 10**6), Fraction(1, 100)),
    )


def rounded(value: Fraction, unit: Fraction) -> Fraction:
    """The nearest multiple of a unit; of two, the one away from zero."""
    whole = int(2 * abs(value) / unit + 1) // 2 * unit
    return -whole if value < 0 else whole


def _net(line: Line, unit: Fraction) -> Fraction:
    exact = Fraction(line.quantity, 10**4) * Fraction(line.unit_price, 10**6)
    return rounded(exact - _reduction(line.discount, exact, unit, is_of_line=True), unit)


def _reduction(discount: Discount | None, amount: Fraction, unit: Fraction, *, is_of_line: bool = False) -> Fraction:
    if discount is None or (amount <= 0 and not is_of_line):
        return Fraction(0)
    if discount.cents:
        return Fraction(discount.cents, 100)
    return rounded(amount * Fraction(discount.percent, 100 * 10**5), unit)


def _without_disbursements(lines: Sequence[Line], nets: Sequence[Fraction]) -> Any:
    kept = [(line, net) for line, net in zip(lines, nets, strict=True) if not line.is_disbursement]
    return [line for line, _ in kept], [net for _, net in kept]


def _by_vat(lines: Sequence[Line], nets: Sequence[Fraction]) -> dict[Vat, Fraction]:
    sums: dict[Vat, Fraction] = {}
    for line, net in zip(lines, nets, strict=True):
        sums[line.vat] = sums.get(line.vat, Fraction(0)) + net
    return sums


def _parts(total: Fraction, weights: dict[Vat, Fraction], unit: Fraction) -> dict[Vat, Fraction]:
    """Largest remainder; of equal remainders the first group's comes first, and groups of zero or less get nothing."""
    positive = {vat: weight for vat, weight in weights.items() if weight > 0}
    whole = sum(positive.values(), Fraction(0))
    if not whole:
        return {}
    exact = {vat: total * weight / whole / unit for vat, weight in positive.items()}
    parts = {vat: share.numerator // share.denominator for vat, share in exact.items()}
    left = int(total / unit) - sum(parts.values())
    order = sorted(exact, key=lambda vat: exact[vat] - parts[vat], reverse=True)
    for vat in order[:left]:
        parts[vat] += 1
    return {vat: part * unit for vat, part in parts.items()}
