"""The return of VAT: tax points of sales and of purchases added up by figure and rate.

receipts (services, deposits on goods) ─┐
documents (goods, or all by debits) ────┼─▶ TaxPoint by day ─▶ VatReturn of the period
purchases (reverse charge; deductible) ─┘
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.lines import BookLine
from microdesk_desktop.domain.books.vat_return import RateSum, TaxPoint, VatFigure, VatReturn
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.expense_vat import PurchaseVat, VatKind

_STANDARD = "S"
_FIGURES = {_STANDARD: VatFigure.SALES, "K": VatFigure.EU_DELIVERIES, "G": VatFigure.EXPORTS}
"""By category of VAT (UNTDID 5305); the others bear no tax either, and count together."""
_REVERSED = {
    VatKind.EU_SERVICE: VatFigure.FOREIGN_SERVICES,
    VatKind.FOREIGN_SERVICE: VatFigure.FOREIGN_SERVICES,
    VatKind.EU_GOODS: VatFigure.EU_GOODS,
    VatKind.BUILDING: VatFigure.OTHER_TAXED,
}


def figure_of(category: str) -> VatFigure:
    """The figure of the return in which sales of a category of VAT stand."""
    return _FIGURES.get(category, VatFigure.UNTAXED)


def is_taxed_when_paid(company: Company, activity: Activity | None, *, is_deposit: bool) -> bool:
    """Whether the VAT of a sale falls due when the money comes in (CGI art. 269-2).

    That of services does, unless the company chose the debits; that of goods for deposits alone.
    """
    if is_sale(company, activity):
        return is_deposit
    return not company.taxes_by_debits


def is_sale(company: Company, activity: Activity | None) -> bool:
    """Whether goods are sold; what names no activity is of the company's main one."""
    return (activity or company.activity) is Activity.SALES


def points_of_receipts(
    company: Company, lines: Iterable[BookLine], deposits: frozenset[str]
) -> tuple[Sequence[TaxPoint], Sequence[tuple[date, int]]]:
    """The tax points of the receipts, and by day the cents that came in without a stated VAT while it was owed.

    Sales without VAT are left to their documents; those invoiced under the franchise are no part of a return.
    `deposits` are the numbers of the deposit invoices.
    """
    points, unsure = list[TaxPoint](), list[tuple[date, int]]()
    for line in lines:
        if line.currency != EUR or company.vat_regime_on(line.paid_on) is VatRegime.FRANCHISE:
            continue
        if not line.document and not line.vat:
            unsure.append((line.on, line.amount_cents))
        elif is_taxed_when_paid(company, line.activity, is_deposit=line.document in deposits):
            points += [
                TaxPoint(line.on, figure_of(part.category), part.rate_bp, part.base_cents, part.tax_cents)
                for part in line.vat
                if part.category == _STANDARD
            ]
    return points, unsure


def points_of_purchases(purchases: Iterable[PurchaseVat]) -> Sequence[TaxPoint]:
    """The tax points of what was bought with reverse charge."""
    return [
        TaxPoint(each.on, _REVERSED[each.kind], each.rate_bp, each.base_cents, each.tax_cents)
        for each in purchases
        if each.kind.is_reversed
    ]


def vat_return(
    company: Company,
    period: DeclaredPeriod,
    today: date,
    *,
    points: Iterable[TaxPoint],
    purchases: Sequence[PurchaseVat],
    credit_before: int,
    unsure_cents: int = 0,
) -> VatReturn:
    """The return of a period; tax points and purchases of other days are left out.

    What was bought while the company was under the franchise is not deducted (CGI art. 271).
    """
    bases, rates, eu_goods_tax = Counter[VatFigure](), dict[int, tuple[int, int]](), 0
    span = period.span
    for point in points:
        if point.on not in span:
            continue
        bases[point.figure] += point.base_cents
        if point.rate_bp or point.tax_cents:
            base, tax = rates.get(point.rate_bp, (0, 0))
            rates[point.rate_bp] = base + point.base_cents, tax + point.tax_cents
        if point.figure is VatFigure.EU_GOODS:
            eu_goods_tax += point.tax_cents
    deductible = sum(
        each.tax_cents
        for each in purchases
        if each.is_deductible and each.on in span and company.vat_regime_on(each.on) is VatRegime.REAL
    )
    return VatReturn(
        period=period,
        is_over=span.until < today,
        is_franchise=company.vat_regime_on(span.until) is VatRegime.FRANCHISE,
        bases=[(figure, bases[figure]) for figure in VatFigure if bases[figure]],
        rates=[RateSum(rate_bp, *rates[rate_bp]) for rate_bp in sorted(rates, reverse=True)],
        eu_goods_tax_cents=eu_goods_tax,
        deductible_cents=deductible,
        credit_before=credit_before,
        unsure_cents=unsure_cents,
    )
