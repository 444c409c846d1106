"""Parse days; the order of day and month is settled once for a whole file, never row by row."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

_TIME = r"(?:[ T]\d{1,2}[:hH]\d{2}.*)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4}.*)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. '](\d{1,2})[-/. '](\d{4}|\d{2}|(?<=') \d)" + _TIME, re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1980, 2079


class DateOrder(StrEnum):
    """The order of day and month in a date that ends with its year."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def detect_order(texts: Iterable[str]) -> DateOrder:
    """The order that most dates with a number above 12 have; day first, as in France, when there is none."""
    return proven_order(texts) or DateOrder.DAY_FIRST


def proven_order(texts: Iterable[str]) -> DateOrder | None:
    """The order that most dates with a number above 12 have, day first of two equals; None when there is none."""
    day_first = month_first = 0
    for text in texts:
        if found := _YEAR_LAST.fullmatch(text.strip()):
            day_first += int(found[1]) > 12
            month_first += int(found[2]) > 12
    if not day_first and not month_first:
        return None
    return DateOrder.MONTH_FIRST if month_first > day_first else DateOrder.DAY_FIRST


def parse_day(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> date:
    """Read 2026-11-21, 20261121, 21/11/2026, 21.11.26 or 21/11'26, with or without a time.

    Raises ValueError("date_unreadable"), also for a day outside 1980 to 2079.
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        return _checked(_full_year(found[3]), month, day)
    raise ValueError("date_unreadable")


def day_reader(order: DateOrder) -> Callable[[str], date]:
    """`parse_day` with a cache: a long column has few distinct days."""
    return _ParsedDays(order).__getitem__


class _ParsedDays(dict[str, date]):
    """Days already parsed, by their text."""

    def __init__(self, order: DateOrder) -> None:
        super().__init__()
        self._order = order

    def __missing__(self, text: str) -> date:
        day = self[text] = parse_day(text, self._order)
        return day


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
