"""How long each kind of data stays, what goes next, and what went: for the page, the queue and the command line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from microdesk_desktop.privacy.retention import Category, Duration, Going, Notice, chosen_durations, durations
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.privacy.retention import load_choices, load_log, load_notices
from microdesk_desktop.store.records.clients import load_parties
from microdesk_desktop.views.privacy.inventory.stays import staying
from microdesk_desktop.views.privacy.retention_reasons import reason_text, reference_text
from microdesk_desktop.views.privacy.retention_words import (
    category_details,
    category_names,
    duration_text,
    going_text,
    gone_text,
    held_text,
)

__all__ = ["Category"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingRow:
    """What goes next of a category, on or after a day: a year, or a client by its name."""

    category: Category
    item: int
    name: str
    rows: int
    on: date

    @property
    def title(self) -> str:
        """The name of the category."""
        return category_names()[self.category]

    @property
    def text(self) -> str:
        return going_text(self.category, self.name, self.rows, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneRow:
    """What went on a day: how many, never which."""

    category: Category
    rows: int
    on: date

    @property
    def title(self) -> str:
        """The name of the category."""
        return category_names()[self.category]

    @property
    def text(self) -> str:
        return gone_text(self.category, self.rows, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRow:
    """A category: how long it stays, why, what goes within 30 days, and what went, the latest first.

    `held` counts the documents that stay although their time is over.
    """

    duration: Duration
    going: Sequence[GoingRow]
    gone: Sequence[GoneRow]
    held: int = 0

    @property
    def category(self) -> Category:
        return self.duration.category

    @property
    def name(self) -> str:
        return category_names()[self.category]

    @property
    def detail(self) -> str:
        return category_details()[self.category]

    @property
    def lasts(self) -> str:
        """How long it stays, in words."""
        return duration_text(self.duration, self.duration.years)

    @property
    def held_text(self) -> str:
        """Why some of it stays although its time is over; empty where nothing does."""
        return held_text(self.held)

    @property
    def choices(self) -> Sequence[tuple[int | None, str]]:
        """What the user may choose, with its words."""
        return [(years, duration_text(self.duration, years)) for years in self.duration.choices]


def load_retention(reader: Reader, today: date, held: int = 0) -> Sequence[RetentionRow]:
    """Every category, in the order of the page; `held` is of `operations/retention_facts.py`."""
    known = durations(today, chosen_durations(load_choices(reader), load_keeping(reader).years))
    going = {category: list(rows) for category, rows in groupby(load_going(reader), key=lambda row: row.category)}
    gone = [
        GoneRow(category=Category(row.category), rows=row.rows, on=row.on)
        for row in load_log(reader)
        if row.category in _KNOWN
    ]
    return [
        RetentionRow(
            duration=known[category],
            going=going.get(category, ()),
            gone=[row for row in gone if row.category is category],
            held=held if category is Category.DOCUMENTS else 0,
        )
        for category in Category
    ]


_KNOWN = {each.value: each for each in Category}


def load_going(reader: Reader) -> Sequence[GoingRow]:
    """What is announced, category after category, what goes first before the others."""
    notices = [
        Notice(
            going=Going(category=_KNOWN[row.category], item=row.item, rows=row.rows, last_day=row.last_day),
            told_on=row.told_on,
        )
        for row in load_notices(reader)
        if row.category in _KNOWN
    ]
    by_client = any(notice.going.category.is_by_client for notice in notices)
    names = {party.id: party.name for party in load_parties(reader)} if by_client else {}
    order = list(Category)
    rows = [_going_row(notice, names) for notice in notices]
    return sorted(rows, key=lambda row: (order.index(row.category), row.on, row.item))


def _going_row(notice: Notice, names: Mapping[int, str]) -> GoingRow:
    going = notice.going
    name = names.get(going.item, "—") if going.category.is_by_client else str(going.item)
    return GoingRow(category=going.category, item=going.item, name=name, rows=going.rows, on=notice.goes_on)


def retention_json(row: RetentionRow) -> Mapping[str, Any]:
    """The stable shape of `privacy retention --json`."""
    return {
        "category": row.category.value,
        "name": row.name,
        "years": row.duration.years,
        "from": "end_of_year" if row.duration.is_from_year_end else "last_contact",
        "usual": row.duration.usual,
        "least": row.duration.least,
        "most": row.duration.most,
        "may_stay": row.duration.may_stay,
        "reason": reason_text(row.duration),
        "source": row.duration.source,
        "confidence": row.duration.confidence.value,
        "going": [
            {"item": each.name, "id": each.item, "count": each.rows, "on": each.on.isoformat()} for each in row.going
        ],
        "held": row.held,
        "gone": [{"on": each.on.isoformat(), "count": each.rows} for each in row.gone],
    }


def retention_lines(rows: Iterable[RetentionRow]) -> Sequence[str]:
    """Every category in words, what goes next and what went last, for a terminal."""
    lines = []
    for row in rows:
        lines.append(f"{row.name} ({row.category.value}) : {row.lasts}".replace(" :", "\u00a0:"))
        lines.append(f"    {reason_text(row.duration)} {reference_text(row.duration)}")
        lines += [f"    {row.held_text}"] if row.held else []
        lines += [f"  → {each.text}" for each in row.going]
        lines += [f"  ✓ {each.text}" for each in row.gone[:1]]
    return lines


def staying_lines() -> Sequence[str]:
    """What nothing erases by itself, with the reason of each, for a terminal."""
    return [f"{name} : {reason}" for name, reason in staying()]
