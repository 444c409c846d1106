"""The rate of each contribution for a company's activity on a day, or why it is not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from microdesk_desktop.base.dated_tables import DatedRow, dated_table
from microdesk_desktop.books.declarations.acre import acre_cohort
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declarations import ContributionKind, Rate, UnknownFigure
from microdesk_desktop.domain.company import Company

_BIC = frozenset({Activity.SALES, Activity.BIC_SERVICES})
"""The activities of commerce and crafts (CGI art. 34); the others are liberal."""
_OVERSEAS = ("97", "98")
_ALSACE = ("67", "68")
_MOSELLE = "57"
_DAY = timedelta(days=1)


class Missing(NamedTuple):
    """That there is no rate, and why; `horizon` is the last day of which the table knows."""

    figure: UnknownFigure
    horizon: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A rate, or why there is none; `until` is the last day for which this is so, None where it stays so."""

    rate: Rate | Missing
    until: date | None


class _Place(NamedTuple):
    """Where a rate is found: a table and its keys, and the last day for which that holds."""

    table: str
    keys: tuple[str, ...]
    until: date | None = None
    is_reduced: bool = False


def kinds_of(company: Company, activity: Activity) -> tuple[ContributionKind, ...]:
    """The contributions that an activity of the company owes: the chamber's for commerce and crafts alone."""
    owed = {
        ContributionKind.SOCIAL: True,
        ContributionKind.TRAINING: True,
        ContributionKind.CHAMBER: activity in _BIC,
        ContributionKind.INCOME_TAX: company.has_flat_tax,
    }
    return tuple(kind for kind in ContributionKind if owed[kind])


def rate_on(company: Company, activity: Activity, kind: ContributionKind, day: date) -> Found:
    """The rate of a contribution on a day, or why it is not known, and for how long that is so."""
    place = _PLACES[kind](company, activity, day)
    if isinstance(place, Found):
        return place
    table = dated_table(place.table)
    if table.is_past_horizon(day):
        return Found(rate=Missing(UnknownFigure.AFTER_HORIZON, table.horizon), until=place.until)
    row = table.find(day, *place.keys)
    ends = (place.until, table.horizon, row.last if row else _eve_of_next(table.rows, place.keys, day))
    until = min((each for each in ends if each is not None), default=None)
    if row is None:
        return Found(rate=Missing(UnknownFigure.NO_RATE), until=until)
    return Found(rate=_rate(row, is_reduced=place.is_reduced), until=until)


def _social(company: Company, activity: Activity, day: date) -> _Place | Found:
    if _is_overseas(company):
        return Found(rate=Missing(UnknownFigure.OVERSEAS), until=None)
    if company.acre_until is None or day > company.acre_until:
        return _Place("social_rates", (activity.value, "metropole"))
    if company.created_on is None:
        return Found(rate=Missing(UnknownFigure.CREATION_DAY_MISSING), until=company.acre_until)
    cohort = acre_cohort(company.created_on)
    if cohort is None:
        return Found(rate=Missing(UnknownFigure.NO_RATE), until=company.acre_until)
    return _Place("acre_rates", (cohort, activity.value), company.acre_until, is_reduced=True)


def _training(company: Company, activity: Activity, _day: date) -> _Place | Found:
    is_craft = company.is_craft and activity in _BIC
    return _Place("training_contribution", ("craft" if is_craft else activity.value,))


def _chamber(company: Company, activity: Activity, _day: date) -> _Place | Found:
    if not company.is_craft:
        return _Place("chamber_tax", ("cci", activity.value))
    if _is_overseas(company):
        return Found(rate=Missing(UnknownFigure.OVERSEAS), until=None)
    code = company.postal_code.strip()
    if not code:
        return Found(rate=Missing(UnknownFigure.POSTAL_CODE_MISSING), until=None)
    chamber = "cma_alsace" if code.startswith(_ALSACE) else "cma_moselle" if code.startswith(_MOSELLE) else "cma"
    return _Place("chamber_tax", (chamber, activity.value))


def _income_tax(_company: Company, activity: Activity, _day: date) -> _Place | Found:
    return _Place("flat_income_tax", (activity.value,))


_PLACES: Mapping[ContributionKind, Callable[[Company, Activity, date], _Place | Found]] = {
    ContributionKind.SOCIAL: _social,
    ContributionKind.TRAINING: _training,
    ContributionKind.CHAMBER: _chamber,
    ContributionKind.INCOME_TAX: _income_tax,
}


def _is_overseas(company: Company) -> bool:
    """Whether the company is in an overseas département or territory, by its postal code or by its country."""
    return company.postal_code.strip().startswith(_OVERSEAS) or company.country not in ("", "FR")


def _rate(row: DatedRow, *, is_reduced: bool) -> Rate:
    return Rate(
        percent=row.decimal("percent"),
        valid_from=row.first,
        valid_to=row.last,
        source=row.source,
        checked=row.checked,
        confidence=row.confidence,
        is_reduced=is_reduced,
    )


def _eve_of_next(rows: Iterable[DatedRow], keys: tuple[str, ...], day: date) -> date | None:
    """The day before the first row of these keys that begins after a day; None where none does."""
    later = (row.first for row in rows if row.keys == keys and row.first is not None and row.first > day)
    return min((first - _DAY for first in later), default=None)
