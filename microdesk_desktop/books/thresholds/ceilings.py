"""The ceilings of a year, from `resources/tables/`; a year that no table has is unknown."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.dated_tables import value
from microdesk_desktop.books.turnover import Group

_CENTS = 100


class Ceiling(StrEnum):
    """What ends above a ceiling."""

    MICRO = "micro"
    """The micro regime, once two years in a row are above it (CGI art. 50-0 and 102 ter)."""
    BASE = "base"
    """The VAT franchise, on 1 January of the next year (CGI art. 293 B I)."""
    TOLERANCE = "tolerance"
    """The VAT franchise, on the very day (CGI art. 293 B II)."""


class Scope(StrEnum):
    """Which turnover is held against a ceiling: a mixed business has to respect both."""

    TOTAL = "total"
    """All of it, against the ceiling for goods."""
    SERVICES = "services"
    """The part of services, against the ceiling for services."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The cents that a year's turnover may reach, and where that was read; above it is only what exceeds it.

    `days` is 0 for a whole year, else how many days of the year of creation the ceiling was reduced to.
    """

    cents: int
    source: str
    days: int = 0


_TABLES = {
    Ceiling.MICRO: ("micro_ceilings", "ceiling"),
    Ceiling.BASE: ("vat_franchise", "base"),
    Ceiling.TOLERANCE: ("vat_franchise", "tolerance"),
}
_GROUPS = {Scope.TOTAL: Group.GOODS, Scope.SERVICES: Group.SERVICES}
_IN_PROPORTION = frozenset({Ceiling.MICRO, Ceiling.BASE})
"""The ceilings that a year of creation reduces; the tolerance of the year under way stays whole."""


def limit_of(ceiling: Ceiling, scope: Scope, year: int, created_on: date | None) -> Limit | None:
    """The ceiling of a year for a business created on this day; None for a year that the table does not know.

    In the year of creation it is in proportion to the days from the creation to 31 December, both included, of the days
    of that year. Fractions of a cent are cut off: no turnover in whole cents lies between.
    """
    table, column = _TABLES[ceiling]
    found = value(table, _GROUPS[scope].value, on=date(year, 12, 31), column=column)
    if found is None:
        return None
    whole = int(found.number) * _CENTS
    if ceiling not in _IN_PROPORTION or created_on is None or created_on.year != year:
        return Limit(cents=whole, source=found.source)
    days = (date(year, 12, 31) - created_on).days + 1
    of_year = 366 if isleap(year) else 365
    if days == of_year:
        return Limit(cents=whole, source=found.source)
    return Limit(cents=whole * days // of_year, source=found.source, days=days)
