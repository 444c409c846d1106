"""Where the turnover stands against the ceilings of the micro regime and of the VAT franchise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.books.thresholds.ceilings import Ceiling, Scope
from microdesk_desktop.books.thresholds.gauges import (
    FranchiseEnd,
    Gauge,
    end_of_franchise,
    franchise_ends,
    gauges_of,
    micro_end,
)
from microdesk_desktop.books.turnover import Group, groups_of
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.turnover import Unsure, load_turnover, load_unsure

NEAR_PERCENT = 90
"""Of a ceiling of the franchise, from which on the user is warned: a month's turnover before it, in a steady year."""
_YEARS_BEFORE = 2
"""The micro regime ends for two years in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The gauges of this year that concern the company; none of a ceiling that is not known for it.

    `ends` are the days of this year and the next on which the franchise ends for the turnover that came in. `micro_end`
    is the first day without the micro regime, None while nothing ends it. `was_above_micro` is whether the year before
    was above a ceiling of the micro regime: passing one again then ends it.
    """

    today: date
    company: Company
    gauges: Mapping[Ceiling, Sequence[Gauge]]
    ends: Sequence[FranchiseEnd]
    micro_end: date | None
    was_above_micro: bool
    unsure: Unsure

    @property
    def year(self) -> int:
        """The year of the gauges."""
        return self.today.year

    @property
    def is_franchise(self) -> bool:
        """Whether the company is set to the franchise today."""
        return self.company.vat_regime_on(self.today) is VatRegime.FRANCHISE

    @property
    def unknown(self) -> Sequence[Ceiling]:
        """The ceilings that concern the company, of which no table has this year."""
        concerned = Ceiling if self.is_franchise else (Ceiling.MICRO,)
        return [ceiling for ceiling in concerned if not self.gauges[ceiling]]

    @property
    def open_end(self) -> FranchiseEnd | None:
        """The first end of the franchise on whose day the company is still set to it; None where none is."""
        return next((end for end in self.ends if is_set_to_franchise(self.company, end.on)), None)

    @property
    def near(self) -> Sequence[Gauge]:
        """The bases of the franchise that are nearly reached."""
        if not self.is_franchise:
            return ()
        return [
            each
            for each in self.gauges[Ceiling.BASE]
            if not each.is_above and each.cents * 100 >= each.limit.cents * NEAR_PERCENT
        ]


def is_set_to_franchise(company: Company, day: date) -> bool:
    """Whether the company is set to the franchise on a day."""
    return company.vat_regime_on(day) is VatRegime.FRANCHISE


def load_thresholds(reader: Reader, today: date) -> Thresholds:
    """Read the turnover up to today, and hold it against the ceilings of each year."""
    company = load_company(reader)
    since = date(today.year - _YEARS_BEFORE, 1, 1)
    cashed = load_turnover(reader, company, Span(since, today))
    year, created_on = today.year, company.created_on
    scopes = _scopes(company)
    gauges = {
        ceiling: [each for each in gauges_of(ceiling, year, cashed, created_on) if each.scope in scopes]
        for ceiling in Ceiling
    }
    ends = franchise_ends(cashed, created_on, (year - 1, year))
    return Thresholds(
        today=today,
        company=company,
        gauges=gauges,
        ends=[end for end in ends if end.on.year >= year],
        micro_end=micro_end(cashed, created_on, year),
        was_above_micro=any(each.is_above for each in gauges_of(Ceiling.MICRO, year - 1, cashed, created_on)),
        unsure=load_unsure(reader, company, Span(date(today.year, 1, 1), today)),
    )


def load_end_of_franchise(reader: Reader, day: date, today: date) -> FranchiseEnd | None:
    """The end after which a document of this day has no franchise; None where nothing is known against it."""
    company = load_company(reader)
    if not is_set_to_franchise(company, day):
        return None
    span = Span(date(day.year - 1, 1, 1), min(today, date(day.year, 12, 31)))
    if span.since > span.until:
        return None
    cashed = load_turnover(reader, company, span)
    return end_of_franchise(franchise_ends(cashed, company.created_on, (day.year - 1, day.year)), day)


def _scopes(company: Company) -> frozenset[Scope]:
    """The scopes that concern a company: that of services alone for one that sells nothing else."""
    groups = groups_of(company)
    total = {Scope.TOTAL} if Group.GOODS in groups else set()
    services = {Scope.SERVICES} if Group.SERVICES in groups else set()
    return frozenset(total | services)
