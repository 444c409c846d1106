"""What is left of a span of days: what came in, less what was spent and what is owed for the money that came in.

Contributions and income tax are computed on the turnover of each month, VAT is what falls due less what may be
deducted, as the return has it. What was paid of them before is among the expenses, under the usual categories of
contributions and taxes, and is not taken off a second time. Euros alone.

    spans ─▶ the years that they touch, read once ─▶ sums by day ─▶ cut into the parts of months ─▶ added up
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from microdesk_desktop.books.declarations.declare import declare
from microdesk_desktop.domain.books.declarations import Declaration
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.calendar.spans import Span, months_of
from microdesk_desktop.domain.company import Company, DeclarationPeriod, VatRegime
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.spent_on import load_categories, load_spent_on
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.vat import load_vat_by_day
from microdesk_desktop.views.books.ledger import load_turned
from microdesk_desktop.views.dashboard.outlook.owed_categories import owed_names

MOST_MONTHS = 24
"""Of a span whose contributions are computed: of more, the dashboard would wait."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of a span, in cents of euros, and the amounts that it is made of.

    `spent` is without contributions and taxes. `is_known` is false where a rate of the days is not known.
    """

    received: int
    spent: int
    contributions: int
    vat: int
    is_known: bool

    @property
    def owed(self) -> int:
        """What is to be put aside of what came in."""
        return self.contributions + self.vat

    @property
    def cents(self) -> int:
        """What came in less all the rest."""
        return self.received - self.spent - self.owed


def load_left(reader: Reader, sums: Mapping[Span, tuple[int, int]], today: date) -> Mapping[Span, Left]:
    """What is left of each span, of which `sums` has the euros that came in and were spent; none of too long ones."""
    days = {span: Span(span.since, min(span.until, today)) for span in sums}
    days = {span: each for span, each in days.items() if each.since <= each.until and not _is_too_long(each)}
    if not days:
        return {}
    read = _Read(reader, load_company(reader), _years(days.values()), today)
    return {span: read.left(each, *sums[span]) for span, each in days.items()}


def _is_too_long(days: Span) -> bool:
    return (days.until.year - days.since.year) * 12 > MOST_MONTHS


def _years(spans: Iterable[Span]) -> Sequence[Span]:
    """The days of these spans, apart by calendar year, without the years between them."""
    found: dict[int, Span] = {}
    for span in spans:
        for month in months_of(span):
            part, year = _part(month, span), month.since.year
            known = found.get(year, part)
            found[year] = Span(min(known.since, part.since), max(known.until, part.until))
    return [found[year] for year in sorted(found)]


def _part(month: Span, days: Span) -> Span:
    return Span(max(month.since, days.since), min(month.until, days.until))


class _ByDay(Generic[T]):
    """Values in the order of their days, of which a span is cut out without looking at the others."""

    def __init__(self, values: Iterable[T], day_of: Callable[[T], date]) -> None:
        self._values = sorted(values, key=day_of)
        self._days = list(map(day_of, self._values))

    def of(self, span: Span) -> Sequence[T]:
        return self._values[bisect_left(self._days, span.since) : bisect_right(self._days, span.until)]


class _Read:
    """What was read of some years; the declaration of each part of a month is made once."""

    def __init__(self, reader: Reader, company: Company, years: Sequence[Span], today: date) -> None:
        self._company = company
        self._today = today
        self._declarations: dict[Span, Declaration] = {}
        names = owed_names(charges_vat=True)
        owed = [category for category in load_categories(reader) if fold(category) in names]
        self._turned: _ByDay[Turned] = _ByDay(
            (each for span in years for each in load_turned(reader, span)), lambda each: each.on
        )
        self._paid = _ByDay(
            (each for span in years for each in load_spent_on(reader, owed, span)), lambda each: each[1]
        )
        self._vat = _ByDay(
            (each for span in years for each in load_vat_by_day(reader, company, span)), lambda each: each[0]
        )

    def left(self, days: Span, received: int, spent: int) -> Left:
        names = owed_names(charges_vat=_charges_vat(self._company, days))
        paid = sum(cents for category, _, cents in self._paid.of(days) if fold(category) in names)
        declarations = [self._declared(_part(month, days)) for month in months_of(days)]
        return Left(
            received=received,
            spent=spent - paid,
            contributions=sum(each.total_cents for each in declarations),
            vat=sum(cents for _, cents in self._vat.of(days)),
            is_known=all(each.is_known for each in declarations),
        )

    def _declared(self, part: Span) -> Declaration:
        if part not in self._declarations:
            month = period_holding(part.since, DeclarationPeriod.MONTHLY)
            self._declarations[part] = declare(self._company, month, self._turned.of(part), self._today)
        return self._declarations[part]


def _charges_vat(company: Company, days: Span) -> bool:
    """Whether the company charges VAT on any of these days."""
    first_days = (days.since, *(change.since for change in company.vat_changes if change.since in days))
    return any(company.vat_regime_on(day) is VatRegime.REAL for day in first_days)
