"""Search in the labels, amounts and days of every transaction, in memory, fast enough for each key stroke."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress

from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.listing import ListFilter, MonthTotal, iterate_labels, load_ids
from microdesk_desktop.store.database import Reader

_UNKNOWN = 255  # no status has this place
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})", re.ASCII)


class TransactionSearch:
    """Every label, folded, with its amount and day, latest first.

    A text that extends the former one is searched only among its results.
    """

    def __init__(self, reader: Reader) -> None:
        self._ids = array("q")
        self._cents = array("q")
        self._days = array("i")
        self._currencies = array("b")
        self._texts: list[str] = []
        ordinals: dict[str, int] = {}
        codes: dict[str, int] = {}
        for id_, label, cents, currency, day in iterate_labels(reader):
            if day not in ordinals:
                ordinals[day] = date.fromisoformat(day).toordinal()
            self._ids.append(id_)
            self._cents.append(cents)
            self._days.append(ordinals[day])
            self._currencies.append(codes.setdefault(currency, len(codes)))
            self._texts.append(fold(label))
        self._codes = tuple(codes)
        # Places as numbers of four bytes: a list of them would take ten times as much.
        self._last: tuple[str, array[int]] = ("", array("I"))
        self._statuses = bytearray()
        self._statuses_as_of: object = None

    def count_statuses(self, reader: Reader, ids: Sequence[int], as_of: object) -> Mapping[Status, int]:
        """How many of these transactions have each status, as the vault was when the value `as_of` was read.

        The statuses are read again for another such value only.
        """
        if self._statuses_as_of is not as_of:
            self._statuses = _statuses_by_id(reader)
            self._statuses_as_of = as_of
        known = self._statuses
        known.extend(bytes([_UNKNOWN]) * (max(ids, default=-1) + 1 - len(known)))
        codes = bytes(map(known.__getitem__, ids))
        return {status: codes.count(code) for code, status in enumerate(Status)}

    def find(self, text: str, among: Collection[int] | None = None) -> "array[int]":
        """The transactions, all or `among` some, whose label holds the text or whose amount or day it is."""
        return self.ids(self.places(text, among))

    def places(self, text: str, among: Collection[int] | None = None) -> Sequence[int]:
        """The places, latest first, of what `find` gives."""
        places: Sequence[int] = self._places_with_text(fold(text))
        others = [*self._places_with_amount(text), *self._places_of_day(text)]
        if others:
            places = array("I", sorted({*places, *others}))
        return places if among is None else self.keep(places, among)

    def keep(self, places: Sequence[int], among: Collection[int]) -> Sequence[int]:
        """Those of these places whose transactions are among these."""
        wanted, ids = frozenset(among), self._ids
        return [place for place in places if ids[place] in wanted]

    def ids(self, places: Sequence[int]) -> "array[int]":
        """The ids of the transactions at these places."""
        return array("q", map(self._ids.__getitem__, places))

    def months(self, places: Sequence[int]) -> list[MonthTotal]:
        """The totals of each month over these places, the latest first, one for each currency of a month."""
        found: list[MonthTotal] = []
        start = 0
        while start < len(places):
            month = date.fromordinal(self._days[places[start]]).replace(day=1)
            stop = bisect_right(places, -month.toordinal(), lo=start, key=lambda place: -self._days[place])
            found += self._totals(month, places[start:stop])
            start = stop
        return found

    def _totals(self, month: date, places: Sequence[int]) -> Iterator[MonthTotal]:
        currencies = range(len(self._codes)) if len(self._codes) > 1 else range(1)
        for code in currencies:
            same = places if len(self._codes) == 1 else [each for each in places if self._currencies[each] == code]
            if same:
                cents = [self._cents[place] for place in same]
                came = sum(each for each in cents if each > 0)
                yield MonthTotal(
                    month=month,
                    currency=self._codes[code],
                    count=len(same),
                    in_cents=came,
                    out_cents=sum(cents) - came,
                )

    def _places_with_text(self, needle: str) -> "array[int]":
        former, places = self._last
        texts = self._texts
        if former and former in needle:
            places = array("I", compress(places, [needle in texts[place] for place in places]))
        else:
            places = array("I", compress(range(len(texts)), [needle in text for text in texts]))
        self._last = (needle, places)
        return places

    def _places_with_amount(self, text: str) -> list[int]:
        cents = _cents_or_none(text)
        if cents is None or not (self._cents.count(cents) or self._cents.count(-cents)):
            return []
        return [place for place, each in enumerate(self._cents) if abs(each) == cents]

    def _places_of_day(self, text: str) -> list[int]:
        """The places of the day typed; of that day of every year where no year is typed."""
        found: list[int] = []
        for on in self._days_typed(text.strip()):
            start = bisect_left(self._days, -on.toordinal(), key=lambda day: -day)
            stop = bisect_right(self._days, -on.toordinal(), key=lambda day: -day)
            found += range(start, stop)
        return found

    def _days_typed(self, text: str) -> list[date]:
        if not self._days or not text[:1].isdigit():
            return []
        short = _DAY_AND_MONTH.fullmatch(text)
        if short is None:
            return [on for on in (_day_or_none(text),) if on is not None]
        years = range(date.fromordinal(self._days[-1]).year, date.fromordinal(self._days[0]).year + 1)
        days = (_day_or_none(f"{short[1]}/{short[2]}/{year}") for year in years)
        return [on for on in days if on is not None]


def _statuses_by_id(reader: Reader) -> bytearray:
    """The place of each transaction's status among the statuses, at the place of its id."""
    found = bytearray()
    for code, status in enumerate(Status):
        ids = load_ids(reader, ListFilter(status=status))
        found.extend(bytes([_UNKNOWN]) * (max(ids, default=-1) + 1 - len(found)))
        for id_ in ids:
            found[id_] = code
    return found


def _cents_or_none(text: str) -> int | None:
    try:
        return abs(parse_cents(text, "," if "," in text else "."))
    except ValueError:
        return None


def _day_or_none(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None
