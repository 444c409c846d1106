"""Parse days; the order of day, month and year is settled once for a whole file, never row by row."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.base.pieces import Remembered
from microdesk_desktop.domain.text import fold

_TIME = r"(?:(?:,? |T)\d{1,2}[:hH]\d{2}.*)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(0\d|1[0-2])(\d{2})(?:T?\d{4}.*)?", re.ASCII)
_COMPACT_YEAR_LAST = re.compile(r"(\d{2})(\d{2})(20\d{2})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})[-/. '](\d{1,2})(?:[-/. ](\d{4}|\d{1,2})|'( ?\d{1,2}|\d{4}))" + _TIME, re.ASCII)
"""Two numbers of at most two digits, then a third; after an apostrophe stands a year, as Quicken writes it."""
_NAMED_MONTH = re.compile(
    r"(?:[^\W\d_]{3,9},? )?"
    r"(?:(\d{1,2})(?:er|st|nd|rd|th|\.)?[ -]([^\W\d_]{3,10})\.?|([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?)"
    r",?[ -](\d{4}|\d{2})" + _TIME
)
_MONTHS = (
    ("JANVIER", "JANUARY", "JANUAR", "ENERO", "GENNAIO"),
    ("FEVRIER", "FEBRUARY", "FEBRUAR", "FEBRERO", "FEBBRAIO"),
    ("MARS", "MARCH", "MARZ", "MRZ", "MARZO", "MAART", "MRT"),
    ("AVRIL", "APRIL", "ABRIL", "APRILE"),
    ("MAI", "MAY", "MAYO", "MAGGIO", "MEI"),
    ("JUIN", "JUNE", "JUNI", "JUNIO", "GIUGNO"),
    ("JUILLET", "JULY", "JULI", "JULIO", "LUGLIO"),
    ("AOUT", "AUGUST", "AGOSTO", "AUGUSTUS"),
    ("SEPTEMBRE", "SEPTEMBER", "SEPTIEMBRE", "SETTEMBRE"),
    ("OCTOBRE", "OCTOBER", "OKTOBER", "OCTUBRE", "OTTOBRE"),
    ("NOVEMBRE", "NOVEMBER", "NOVIEMBRE"),
    ("DECEMBRE", "DECEMBER", "DEZEMBER", "DICIEMBRE", "DICEMBRE"),
)
"""The names of the months in French, English and the languages of neighbours; banks cut them short."""
_FIRST_YEAR, _LAST_YEAR = 1980, 2079
_FEW_YEARS, _MANY_YEARS = 2, 10
"""Years that one statement covers at most, and those that it never covers: a bank gives two to five years."""


class DateOrder(StrEnum):
    """The order of the parts of a date whose year is not recognisable by its four digits at the front."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"
    """With a year of two digits: 26/03/12 is 12 March 2026."""


_ENDING_WITH_YEAR = (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)


class FoundOrder(NamedTuple):
    """The order that the dates of a file have; None when every one of them has the same reading in any order."""

    order: DateOrder | None
    is_proven: bool

    @property
    def applied(self) -> DateOrder:
        """The order to read the file with."""
        return self.order or DateOrder.DAY_FIRST


def find_order(texts: Iterable[str], remembered: DateOrder | None = None) -> FoundOrder:
    """The order in which most dates can be read; where several are left, `remembered`, else day first as in France.

    The order is proven when fewer dates can be read in any other order, or when any other one would spread them over
    more years than a statement covers.
    """
    dates = set(_short_dates(texts))
    if not dates:
        return FoundOrder(None, is_proven=False)
    read: Counter[DateOrder] = Counter()
    years: dict[DateOrder, set[int]] = {order: set() for order in DateOrder}
    for parts in dates:
        for order in _ENDING_WITH_YEAR if parts[3] else DateOrder:
            try:
                years[order].add(_in_order(parts, order).year)
            except ValueError:
                continue
            read[order] += 1
    best = [order for order in DateOrder if read[order] == max(read.values(), default=0)]
    plausible = _plausible(best, years)
    chosen = remembered if remembered in plausible else plausible[0]
    return FoundOrder(chosen, is_proven=len(plausible) == 1)


def detect_order(texts: Iterable[str]) -> DateOrder:
    """The order to read these dates with."""
    return find_order(texts).applied


def parse_day(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> date:
    """Read 2026-11-21, 20261121, 21/11/2026, 21112026, 21.11.26, 21/11'26, 21 nov. 2026, with or without a time.

    Raises ValueError("date_unreadable"), also for a day outside 1980 to 2079.
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if parts := _short_date(text):
        return _in_order(parts, order)
    if found := _NAMED_MONTH.fullmatch(text):
        return _checked(_full_year(found[5]), _month(found[2] or found[3]), int(found[1] or found[4]))
    raise ValueError("date_unreadable")


def parse_short_day(year: str, month: str, day: str) -> date:
    """A day whose parts have two digits each, as bank formats write them. Raises ValueError("date_unreadable")."""
    try:
        return _checked(_full_year(year), int(month), int(day))
    except ValueError:
        raise ValueError("date_unreadable") from None


def day_reader(order: DateOrder) -> Callable[[str], date]:
    """`parse_day` with a cache: a long column has few distinct days."""
    return Remembered(lambda text: parse_day(text, order)).__getitem__


def _plausible(orders: list[DateOrder], years: dict[DateOrder, set[int]]) -> list[DateOrder]:
    """The orders without those that would spread a statement over many years, when another keeps it in few."""
    spans = {order: max(years[order], default=0) - min(years[order], default=0) for order in orders}
    if min(spans.values()) > _FEW_YEARS:
        return orders
    return [order for order in orders if spans[order] < _MANY_YEARS]


def _short_dates(texts: Iterable[str]) -> Iterator[tuple[str, str, str, bool]]:
    return (parts for text in texts if (parts := _short_date(text.strip())))


def _short_date(text: str) -> tuple[str, str, str, bool] | None:
    """The three numbers of a date that has several orders, and whether the last one can only be the year."""
    if found := _SHORT.fullmatch(text):
        return found[1], found[2], found[3] or found[4].strip(), found[4] is not None or len(found[3]) == 4
    if found := _COMPACT_YEAR_LAST.fullmatch(text):
        return found[1], found[2], found[3], True
    return None


def _in_order(parts: tuple[str, str, str, bool], order: DateOrder) -> date:
    """The day of these numbers in this order. Raises ValueError("date_unreadable")."""
    first, second, third, ends_with_year = parts
    is_year_first = order is DateOrder.YEAR_FIRST
    # No year is written with one digit, except after an apostrophe.
    if is_year_first if ends_with_year else not is_year_first and len(third) == 1:
        raise ValueError("date_unreadable")
    if is_year_first:
        return _checked(_full_year(first), int(second), int(third))
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    return _checked(_full_year(third), int(month), int(day))


def _month(name: str) -> int:
    """The number of the month whose name begins so; 0 where none or several do."""
    folded = fold(name)
    fitting = [number for number, names in enumerate(_MONTHS, 1) if any(each.startswith(folded) for each in names)]
    return fitting[0] if len(fitting) == 1 else 0


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 80 else 1900)


def _checked(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError("date_unreadable")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("date_unreadable") from None
