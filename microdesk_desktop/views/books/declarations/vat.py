"""The return of VAT as it is copied into form CA3, each box with what it is made of."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.declarations.calendar import knows_vat_rhythm, owes_vat
from microdesk_desktop.books.declarations.vat_return import (
    figure_of,
    is_taxed_when_paid,
    points_of_purchases,
    points_of_receipts,
    vat_return,
)
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.documents.tax_points import TaxedPart, taxed_parts
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.duties import Duty, DutyKind
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.books.vat_return import RateSum, TaxPoint, VatFigure, VatReturn, euros
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.documents.types import VatCategory
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.expense_vat import PurchaseVat
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.books.collected_vat import load_collected_vat
from microdesk_desktop.store.books.declarations import find_declared
from microdesk_desktop.store.books.taxed_documents import load_content_of, load_deposit_numbers, load_taxed_contents
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.deductible import load_deductible
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.blocks import Block, Figure, LinesQuery, Remark
from microdesk_desktop.views.books.ledger import load_book

_CENTS = 100
_FIRST_YEAR = 2022
"""That of the oldest edition of the form whose boxes are known: no credit is carried from before."""


class _Facts(NamedTuple):
    """What returns are made of; `unsure` are the cents that came in without a stated VAT, each with its day."""

    points: Sequence[TaxPoint]
    purchases: Sequence[PurchaseVat]
    unsure: Sequence[tuple[date, int]]


def vat_figures(reader: Reader, period: DeclaredPeriod, today: date) -> str:
    """The return of a period as the text that is kept when it is marked as declared."""
    return msgspec.json.encode(load_return(reader, period, today), order="deterministic").decode()


def load_return(reader: Reader, period: DeclaredPeriod, today: date) -> VatReturn:
    """What was declared for a period, or what would be today, with the credit of the periods before it."""
    declared = find_declared(reader, DutyKind.VAT, period.name)
    if declared is not None:
        return msgspec.json.decode(declared.figures, type=VatReturn)
    company = load_company(reader)
    before, credit = _before(reader, company, period)
    periods = [*before, period]
    facts = _load_facts(reader, company, Span(periods[0].span.since, period.span.until))
    for each in before:
        credit = _computed(company, each, today, facts, credit).credit
    return _computed(company, period, today, facts, credit)


def _before(reader: Reader, company: Company, period: DeclaredPeriod) -> tuple[Sequence[DeclaredPeriod], int]:
    """The periods before this one back to a declared one, the earliest first, and the credit of that one."""
    found: list[DeclaredPeriod] = []
    before = period.previous
    while before.first.year >= _FIRST_YEAR and owes_vat(company, before.span) and _is_open(company, before.span):
        declared = find_declared(reader, DutyKind.VAT, before.name)
        if declared is not None:
            return found[::-1], msgspec.json.decode(declared.figures, type=VatReturn).credit
        found.append(before)
        before = before.previous
    return found[::-1], 0


def _is_open(company: Company, span: Span) -> bool:
    """Whether the business was there on any of these days."""
    return company.created_on is None or span.until >= company.created_on


def _load_facts(reader: Reader, company: Company, span: Span) -> _Facts:
    """Read once what the returns of all periods in these days are made of."""
    purchases = [each for each in load_deductible(reader, span) if each.currency == EUR]
    deposits = load_deposit_numbers(reader)
    cashed, unsure = points_of_receipts(company, load_book(reader, Book.RECEIPTS, span), deposits)
    documents = _points_of_documents(reader, company, span)
    return _Facts((*cashed, *documents, *points_of_purchases(purchases)), purchases, unsure)


def _computed(company: Company, period: DeclaredPeriod, today: date, facts: _Facts, credit_before: int) -> VatReturn:
    span = period.span
    return vat_return(
        company,
        period,
        today,
        points=facts.points,
        purchases=facts.purchases,
        credit_before=credit_before,
        unsure_cents=sum(cents for on, cents in facts.unsure if on in span),
    )


def load_vat_by_day(reader: Reader, company: Company, span: Span) -> Sequence[tuple[date, int]]:
    """The cents of VAT that fall due on each of these days as the return has them, less what is deducted.

    A day may occur several times. What was invoiced under the franchise is owed too (CGI art. 283-3), when it comes in.
    """
    due = [
        (each.on, each.cents)
        for each in load_collected_vat(reader, span)
        if company.vat_regime_on(each.on) is VatRegime.FRANCHISE
        or is_taxed_when_paid(company, each.activity, is_deposit=each.is_deposit)
    ]
    if company.taxes_by_debits or Activity.SALES in (company.activity, *company.other_activities):
        due += [(each.on, each.tax_cents) for each in _points_of_documents(reader, company, span) if each.on in span]
    for purchase in load_deductible(reader, span):
        if purchase.currency == EUR and company.vat_regime_on(purchase.on) is VatRegime.REAL:
            owed = purchase.tax_cents if purchase.kind.is_reversed else 0
            due.append((purchase.on, owed - (purchase.tax_cents if purchase.is_deductible else 0)))
    return due


def _points_of_documents(reader: Reader, company: Company, span: Span) -> Iterator[TaxPoint]:
    """The tax points of the documents: goods, what is not taxed, and with the option for debits all of them."""
    for content in load_taxed_contents(reader, span, with_services=company.taxes_by_debits):
        issued = read_content(content)
        document = issued.document
        if document.currency != EUR or company.vat_regime_on(document.issued_on) is VatRegime.FRANCHISE:
            continue
        parts = list(taxed_parts(issued))
        if document.type is DocumentType.CORRECTIVE:
            for reference in document.refers_to:
                replaced = load_content_of(reader, reference.number)
                parts += taxed_parts(read_content(replaced), -1) if replaced else ()
        is_deposit = document.type is DocumentType.DEPOSIT
        for part in parts:
            if not _is_taxed_by_cash(company, part, is_deposit=is_deposit):
                day = part.delivered_on if part.activity is Activity.SALES else document.issued_on
                yield TaxPoint(day, figure_of(part.category), part.rate_bp, part.base_cents, part.tax_cents)


def _is_taxed_by_cash(company: Company, part: TaxedPart, *, is_deposit: bool) -> bool:
    return part.category is VatCategory.STANDARD and is_taxed_when_paid(company, part.activity, is_deposit=is_deposit)


def load_vat(reader: Reader, duty: Duty, today: date) -> tuple[Sequence[Remark], Sequence[Block]]:
    """The return of a period in blocks, with what is to be known of it."""
    (period,) = duty.periods
    company, found = load_company(reader), load_return(reader, period, today)
    return vat_remarks(company, found), vat_blocks(company, found)


def vat_remarks(company: Company, found: VatReturn) -> Sequence[Remark]:
    """What is to be known of a return before it is copied."""
    return list(_remarks_of(company, found))


def _remarks_of(company: Company, found: VatReturn) -> Iterator[Remark]:
    if not found.is_over:
        yield Remark(text=tr("La période n'est pas finie : ces chiffres vont encore changer."), tone=Tone.NEUTRAL)
    if not knows_vat_rhythm(found.period.first) and not found.is_franchise:
        yield Remark(
            text=tr(
                "Jusqu'à fin 2026, la TVA se déclare chaque mois, chaque trimestre ou chaque année (CA12) selon votre"
                " régime : vérifiez le vôtre sur impots.gouv.fr. Dès 2027, chaque trimestre jusqu'à 1 M€."
            )
        )
    if found.is_franchise and found.rates:
        yield Remark(
            text=tr(
                "En franchise, vous devez quand même la TVA de ces achats à l'étranger, sans pouvoir la déduire. Il"
                " vous faut un numéro de TVA et un espace professionnel sur impots.gouv.fr."
            )
        )
    if found.unsure_cents:
        yield Remark(
            text=tr("{amount} de recettes sans taux de TVA indiqué : elles ne sont pas comptées ici.").format(
                amount=money.amount(found.unsure_cents, EUR)
            )
        )
    if company.country != "FR" or company.postal_code.startswith(("97", "20")):
        yield Remark(text=tr("Les taux de Corse et d'outre-mer ont d'autres cases, que cette page ne donne pas."))


def vat_blocks(company: Company, found: VatReturn) -> Sequence[Block]:
    """The boxes of the form, in its order: amounts without tax, the tax due, what is deducted, what is to be paid."""
    boxes = _Boxes(found)
    return (
        Block(title=tr("A. Montant des opérations, hors TVA"), figures=_bases(boxes, found), note=_basis_note(company)),
        Block(title=tr("B. TVA due"), figures=_due(boxes, found)),
        Block(title=tr("TVA déductible"), figures=_deducted(boxes, found)),
        Block(title=tr("Résultat"), figures=_result(boxes, found)),
    )


class _Boxes:
    """The names of the boxes on the day of a return."""

    def __init__(self, found: VatReturn) -> None:
        self._table, self._day = dated_table("vat_return_boxes"), found.period.span.until

    def name(self, figure: str, text: str, column: str = "base") -> str:
        """« A1 · Ventes, prestations de services »; a question mark where the box is not known."""
        row = self._table.find(self._day, figure)
        return f"{row.values[column] if row else '?'} · {text}"


def _bases(boxes: _Boxes, found: VatReturn) -> Sequence[Figure]:
    return [
        _whole(boxes.name(figure, _base_words()[figure]), euros(cents), money.amount(cents, EUR), _lines(found, figure))
        for figure, cents in found.bases
    ]


def _due(boxes: _Boxes, found: VatReturn) -> Sequence[Figure]:
    figures = [figure for each in found.rates for figure in _rate_figures(boxes, each, found)]
    total = _whole(boxes.name("due", tr("Total de la TVA brute due"), "tax"), found.due, is_total=True)
    goods = euros(found.eu_goods_tax_cents)
    if not goods:
        return [*figures, total]
    of_goods = tr("dont TVA sur acquisitions intracommunautaires")
    return [*figures, total, _whole(boxes.name("eu_goods_tax", of_goods, "tax"), goods)]


def _rate_figures(boxes: _Boxes, each: RateSum, found: VatReturn) -> Sequence[Figure]:
    percent = f"{each.rate_bp / _CENTS:g}".replace(".", money.decimal_mark())
    rate = tr("Taux {percent} %").format(percent=percent)
    lines = _lines(found, VatFigure.SALES)
    key = f"rate_{each.rate_bp}"
    base, tax = money.amount(each.base_cents, EUR), money.amount(each.tax_cents, EUR)
    return (
        _whole(boxes.name(key, tr("{rate}, base").format(rate=rate)), euros(each.base_cents), base, lines),
        _whole(boxes.name(key, tr("{rate}, taxe due").format(rate=rate), "tax"), euros(each.tax_cents), tax, lines),
    )


def _deducted(boxes: _Boxes, found: VatReturn) -> Sequence[Figure]:
    purchases = LinesQuery(book=Book.PURCHASES, span=found.period.span)
    exact = money.amount(found.deductible_cents, EUR)
    deductible = euros(found.deductible_cents)
    return (
        _whole(boxes.name("deductible", tr("Autres biens et services"), "tax"), deductible, exact, purchases),
        _whole(
            boxes.name("credit_before", tr("Report du crédit de la période précédente"), "tax"), found.credit_before
        ),
        _whole(
            boxes.name("deductible_total", tr("Total de la TVA déductible"), "tax"),
            found.deductible_total,
            is_total=True,
        ),
    )


def _result(boxes: _Boxes, found: VatReturn) -> Sequence[Figure]:
    if found.credit:
        return (
            _whole(boxes.name("credit", tr("Crédit de TVA"), "tax"), found.credit),
            _whole(boxes.name("credit_carried", tr("Crédit à reporter"), "tax"), found.credit, is_total=True),
        )
    return (_whole(boxes.name("net", tr("TVA nette due, à payer"), "tax"), found.net, is_total=True),)


def _whole(
    name: str, value: int, exact: str = "", lines: LinesQuery | None = None, *, is_total: bool = False
) -> Figure:
    return Figure(
        name=name,
        value=money.whole_amount(value * _CENTS, EUR),
        copied=str(value),
        why=tr("{amount}, arrondi à l'euro").format(amount=exact) if exact else "",
        lines=lines,
        is_total=is_total,
    )


def _lines(found: VatReturn, figure: VatFigure) -> LinesQuery:
    is_bought = figure in (VatFigure.FOREIGN_SERVICES, VatFigure.EU_GOODS, VatFigure.OTHER_TAXED)
    return LinesQuery(book=Book.PURCHASES if is_bought else Book.RECEIPTS, span=found.period.span)


def _base_words() -> Mapping[VatFigure, str]:
    return {
        VatFigure.SALES: tr("Ventes, prestations de services"),
        VatFigure.OTHER_TAXED: tr("Autres opérations imposables (sous-traitance du bâtiment)"),
        VatFigure.FOREIGN_SERVICES: tr("Achats de services à l'étranger (autoliquidation)"),
        VatFigure.EU_GOODS: tr("Acquisitions intracommunautaires de biens"),
        VatFigure.EXPORTS: tr("Exportations hors de l'Union européenne"),
        VatFigure.UNTAXED: tr("Autres opérations non imposables (services dans l'Union…)"),
        VatFigure.EU_DELIVERIES: tr("Livraisons intracommunautaires"),
    }


def _basis_note(company: Company) -> str:
    if company.taxes_by_debits:
        return tr(
            "D'après les factures de la période (option pour les débits) ; acomptes sur ventes : à l'encaissement."
        )
    return tr("Prestations : d'après ce qui est encaissé. Ventes de biens : d'après les livraisons facturées.")
