"""Tables of `resources/tables/` whose values hold for a time: rates, thresholds, mentions, each with its source.

    horizon = "2026-12-31"
    [[row]]
    activity = "bnc"            the keys, which the reader names
    from = "2026-01-01"         the first day; absent where it has always held
    to = "2026-12-31"           the last day; absent while it holds
    percent = "25.6"            the values: decimal texts, never floats
    source = "…"                where it was read, with `checked` and `confidence` (H, M or L)

A day that no row covers has no value: nothing is guessed from the year before.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource

_FACTS = frozenset({"from", "to", "source", "checked", "confidence"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRow:
    """What holds from `first` to `last`, both included; None where it has no first or no last day."""

    keys: tuple[str, ...]
    values: Mapping[str, Any] = field(hash=False)
    first: date | None
    last: date | None
    source: str
    confidence: str

    def holds_on(self, day: date) -> bool:
        """Whether the day is within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedTable:
    """The rows of a table, and the last day for which it was checked; None where it has no such day."""

    rows: Sequence[DatedRow]
    horizon: date | None

    def on(self, day: date) -> Iterator[DatedRow]:
        """The rows that hold on this day, in the order of the file."""
        return (row for row in self.rows if row.holds_on(day))

    def find(self, day: date, *keys: str) -> DatedRow | None:
        """The row of these keys that holds on this day; None where the table does not know."""
        return next((row for row in self.on(day) if row.keys == keys), None)


@impersonal_cache(maxsize=None)
def dated_table(name: str, *keys: str) -> DatedTable:
    """The table `name`.toml, whose rows differ in the values of `keys`."""
    return parse_dated_table(resource("tables", f"{name}.toml").read_text("utf-8"), *keys)


def parse_dated_table(text: str, *keys: str) -> DatedTable:
    """The table of a TOML text. Raises ValueError for rows without source, that overlap, or that leave a gap."""
    content = tomllib.loads(text)
    rows = [_row(entry, keys) for entry in content["row"]]
    by_keys: defaultdict[tuple[str, ...], list[DatedRow]] = defaultdict(list)
    for row in rows:
        by_keys[row.keys].append(row)
    for alike in by_keys.values():
        _require_succession(alike)
    horizon = content.get("horizon")
    return DatedTable(rows=rows, horizon=date.fromisoformat(horizon) if horizon else None)


def _row(entry: Mapping[str, Any], keys: Sequence[str]) -> DatedRow:
    if not entry.get("source"):
        raise ValueError(f"a row without source: {entry}")
    return DatedRow(
        keys=tuple(entry[key] for key in keys),
        values={name: value for name, value in entry.items() if name not in _FACTS and name not in keys},
        first=_day(entry, "from"),
        last=_day(entry, "to"),
        source=entry["source"],
        confidence=entry.get("confidence", "H"),
    )


def _day(entry: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(entry[name]) if name in entry else None


def _require_succession(rows: Sequence[DatedRow]) -> None:
    """Each row begins on the day after the one before it ends."""
    ordered = sorted(rows, key=lambda row: row.first or date.min)
    for before, after in pairwise(ordered):
        if before.last is None or after.first != before.last + _DAY:
            raise ValueError(f"rows of {before.keys} overlap or leave a gap after {before.last}")
