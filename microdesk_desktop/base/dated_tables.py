"""Tables of `resources/tables/` whose values hold for a time: rates, thresholds, mentions, each with its source.

    horizon = "2026-12-31"      the last day for which anything was published; absent for what no year changes
    source, checked, confidence at the head: those of the rows that have none of their own
    [keys]
    activity = ["sales", "bnc"] what differs between rows: the values that may occur, or "any"
    [columns]
    percent = "decimal"         decimal text, text, texts, flag, day ("09-30", each year); "text?" may be absent

    [[row]]
    activity = "bnc"
    from = "2026-01-01"         the first day; absent where it has always held
    to = "2026-12-31"           the last day; absent while it holds
    percent = "25.6"            decimal texts, never floats
    source = "…"                where it was read; `checked`: on which day; `confidence`: H, M or L

A day that no row covers, and one after the horizon, has no value: nothing is guessed from the year before. A table that
breaks these rules is refused when it is loaded.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource

_FACTS = frozenset({"from", "to", "source", "checked", "confidence"})
_INHERITED = ("source", "checked", "confidence")
_HEAD = frozenset({"horizon", "keys", "columns", "row", *_INHERITED})
_ANY = "any"
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?")
_YEARLY_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_DAY = timedelta(days=1)


class Confidence(StrEnum):
    """How sure a value is."""

    HIGH = "H"
    """Read in an official source, or in two that agree."""
    MEDIUM = "M"
    """Read in one source, or known for long without one."""
    LOW = "L"
    """To be verified: its source seems not to be up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRow:
    """What holds from `first` to `last`, both included; None where it has no first or no last day."""

    keys: tuple[str, ...]
    values: Mapping[str, Any] = field(hash=False)
    first: date | None
    last: date | None
    source: str
    checked: date
    confidence: Confidence

    def holds_on(self, day: date) -> bool:
        """Whether the day is within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def decimal(self, column: str) -> Decimal:
        """The number in a decimal column."""
        return Decimal(self.values[column])


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedTable:
    """The rows of a table, its columns, and the last day of which anything is known; None where it has no such day."""

    name: str
    keys: Sequence[str]
    columns: Mapping[str, str]
    rows: Sequence[DatedRow]
    horizon: date | None

    def is_past_horizon(self, day: date) -> bool:
        """Whether the day lies after all that was published."""
        return self.horizon is not None and day > self.horizon

    def on(self, day: date) -> Iterator[DatedRow]:
        """The rows that hold on this day, in the order of the file; none after the horizon."""
        if self.is_past_horizon(day):
            return iter(())
        return (row for row in self.rows if row.holds_on(day))

    def find(self, day: date, *keys: str) -> DatedRow | None:
        """The row of these keys that holds on this day; None where the table does not know."""
        return next((row for row in self.on(day) if row.keys == keys), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A number of a table, the days on which it holds, and where it was read."""

    number: Decimal
    first: date | None
    last: date | None
    source: str
    checked: date
    confidence: Confidence


def value(table: str, *keys: str, on: date, column: str = "") -> DatedValue | None:
    """The number that the table has for these keys on a day; None where it has none for that day.

    `column` is needed for a table with several decimal columns. Raises ValueError for a column that is none.
    """
    content = dated_table(table)
    decimals = [name for name, kind in content.columns.items() if kind.startswith("decimal")]
    wanted = [column] if column else decimals
    if len(wanted) != 1 or wanted[0] not in decimals:
        raise ValueError(f"{table}.toml has the decimal columns {decimals}, not one column « {column} »")
    row = content.find(on, *keys)
    if row is None or wanted[0] not in row.values:
        return None
    return DatedValue(
        number=row.decimal(wanted[0]),
        first=row.first,
        last=row.last,
        source=row.source,
        checked=row.checked,
        confidence=row.confidence,
    )


@impersonal_cache(maxsize=None)
def dated_table(name: str) -> DatedTable:
    """The table `name`.toml. Raises ValueError as `parse_dated_table`."""
    return parse_dated_table(name, resource("tables", f"{name}.toml").read_text("utf-8"))


def parse_dated_table(name: str, text: str) -> DatedTable:
    """The table of a TOML text. Raises ValueError that names the table and the row which breaks its rules."""
    content = tomllib.loads(text)
    reader = _Reader(name, content)
    rows = [reader.row(number, entry) for number, entry in enumerate(content["row"], 1)]
    by_keys: defaultdict[tuple[str, ...], list[DatedRow]] = defaultdict(list)
    for row in rows:
        by_keys[row.keys].append(row)
    for alike in by_keys.values():
        _require_succession(name, alike)
    horizon = content.get("horizon")
    return DatedTable(
        name=name,
        keys=tuple(reader.keys),
        columns=reader.columns,
        rows=rows,
        horizon=date.fromisoformat(horizon) if horizon else None,
    )


def _is_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


_KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "decimal": ("decimal text", lambda found: isinstance(found, str) and bool(_DECIMAL.fullmatch(found))),
    "text": ("text", lambda found: isinstance(found, str)),
    "texts": ("list of texts", _is_texts),
    "flag": ("true or false", lambda found: isinstance(found, bool)),
    "day": ("day of the year, as 09-30", lambda found: isinstance(found, str) and bool(_YEARLY_DAY.fullmatch(found))),
}


class _Reader:
    """Reads the rows of one table by what its head declares."""

    def __init__(self, name: str, content: Mapping[str, Any]) -> None:
        self._table = name
        self._head = content
        self.keys: Mapping[str, Any] = content.get("keys", {})
        self.columns: Mapping[str, str] = content.get("columns", {})
        strange = sorted(content.keys() - _HEAD)
        strange += [each for each, kind in self.columns.items() if kind.removesuffix("?") not in _KINDS]
        if strange:
            raise ValueError(f"{name}.toml: its head declares what no table has: {', '.join(strange)}")

    def row(self, number: int, entry: Mapping[str, Any]) -> DatedRow:
        """The row of this number. Raises ValueError for one that breaks the rules."""
        place = f"{self._table}.toml, row {number}"
        strange = sorted(entry.keys() - _FACTS - self.keys.keys() - self.columns.keys())
        if strange:
            raise ValueError(f"{place}: unknown column {', '.join(strange)}")
        keys = tuple(self._key(place, name, entry) for name in self.keys)
        place = f"{place} ({', '.join(keys)})"
        for name, kind in self.columns.items():
            _require_kind(place, name, kind, entry)
        facts = {name: entry.get(name) or self._head.get(name) for name in _INHERITED}
        missing = [name for name, found in facts.items() if not found]
        if missing:
            raise ValueError(f"{place}: {', '.join(missing)} missing")
        first, last = _day(place, entry, "from"), _day(place, entry, "to")
        if first is not None and last is not None and first > last:
            raise ValueError(f"{place}: it ends on {last}, before it begins on {first}")
        return DatedRow(
            keys=keys,
            values={name: entry[name] for name in self.columns if name in entry},
            first=first,
            last=last,
            source=str(facts["source"]),
            checked=_require_day(place, "checked", facts["checked"]),
            confidence=_confidence(place, facts["confidence"]),
        )

    def _key(self, place: str, name: str, entry: Mapping[str, Any]) -> str:
        found, allowed = entry.get(name), self.keys[name]
        if not isinstance(found, str) or (allowed != _ANY and found not in allowed):
            raise ValueError(f"{place}: {name} is {found!r}, none of those that the head declares")
        return found


def _require_kind(place: str, name: str, kind: str, entry: Mapping[str, Any]) -> None:
    if name not in entry:
        if kind.endswith("?"):
            return
        raise ValueError(f"{place}: {name} missing")
    wanted, fits = _KINDS[kind.removesuffix("?")]
    if not fits(entry[name]):
        raise ValueError(f"{place}: {name} is {entry[name]!r}, no {wanted}")


def _confidence(place: str, text: object) -> Confidence:
    try:
        return Confidence(str(text))
    except ValueError:
        raise ValueError(f"{place}: confidence is {text!r}, none of H, M and L") from None


def _day(place: str, entry: Mapping[str, Any], name: str) -> date | None:
    return _require_day(place, name, entry[name]) if name in entry else None


def _require_day(place: str, name: str, text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"{place}: {name} is {text!r}, no day as 2026-12-31") from None


def _require_succession(table: str, rows: Sequence[DatedRow]) -> None:
    """Each row begins on the day after the one before it ends."""
    ordered = sorted(rows, key=lambda row: row.first or date.min)
    for before, after in pairwise(ordered):
        place = f"{table}.toml ({', '.join(before.keys)})"
        if before.last is None or after.first is None or after.first <= before.last:
            raise ValueError(f"{place}: the row from {before.first} and that from {after.first} overlap")
        if after.first != before.last + _DAY:
            raise ValueError(f"{place}: no row from {before.last + _DAY} to {after.first - _DAY}")
