"""Closings: the totals of a day, a month or a year, and of all time, as links of the chain (CGI art. 286 I 3° bis).

    documents by their day of issue ─▶ totals by currency and VAT ─┬─▶ of the period
                                                                   └─▶ perpetual: all until its last day, never reset
    payments, write-offs and copies by their place in the chain ───┬─▶ since the last closing of a period as long
                                                                   └─▶ perpetual

A day is closed when documents were issued on it; months and years follow one another without gap, from the first
document to the last one: what comes after it has nothing to close, and a clock that once ran ahead closes no year to
come. A credit note counts negatively; a final invoice less the deposits that it deducts; a corrective invoice
less what it replaces: the totals are what was invoiced, each thing once.
"""

import calendar
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from microdesk_desktop.documents.seal.chain import canonical
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.domain.documents.seals import Seal, SealKind
from microdesk_desktop.domain.documents.types import Vat
from microdesk_desktop.domain.settle.targets import DocumentType

Amounts = dict[tuple[str, str, int], list[int]]
"""Base and tax in cents, by currency, category and rate in hundredths of a percent."""


class Length(IntEnum):
    """How long a period is; the number of characters of its name."""

    DAY = len("2026-11-26")
    MONTH = len("2026-11")
    YEAR = len("2026")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, a month or a year that is closed; `name` is the beginning of an ISO date."""

    name: str
    first: date
    last: date


def period_of(on: date, length: Length) -> Period:
    """The period of this length that a day lies in."""
    first = date(on.year, 1 if length is Length.YEAR else on.month, on.day if length is Length.DAY else 1)
    last = on
    if length is not Length.DAY:
        month = 12 if length is Length.YEAR else on.month
        last = date(on.year, month, calendar.monthrange(on.year, month)[1])
    return Period(name=on.isoformat()[:length], first=first, last=last)


def last_day(closing: Seal) -> date:
    """The last day that a closing covers. Raises ValueError or KeyError for a content that no closing has."""
    return date.fromisoformat(_object(closing.content)["last_day"])


def periods_to_close(days: Sequence[date], closed: Mapping[Length, date], until: date) -> Sequence[Period]:
    """The periods that are over at the end of `until` and not closed, in the order of their ends, the shortest first.

    `days` are those on which documents were issued, `closed` the last day closed by each length.
    """
    if not days:
        return ()
    found = [period_of(day, Length.DAY) for day in set(days) if _is_open(day, closed.get(Length.DAY)) and day <= until]
    for length in (Length.MONTH, Length.YEAR):
        found += _following(min(days), max(days), length, closed.get(length), until)
    return sorted(found, key=lambda period: (period.last, -len(period.name)))


def _is_open(day: date, closed: date | None) -> bool:
    return closed is None or day > closed


def _following(first: date, latest: date, length: Length, closed: date | None, until: date) -> Iterator[Period]:
    """The whole periods from the first day, or from the one after what is closed, to that of the latest day."""
    period = period_of(first if closed is None else closed + timedelta(1), length)
    while period.last <= until and period.first <= latest:
        yield period
        period = period_of(period.last + timedelta(1), length)


@dataclass(slots=True)
class Tally:
    """What the seals of a chain add up to, taken in their order; it makes the content of each closing."""

    by_day: dict[date, Amounts] = field(default_factory=dict)
    numbers: dict[date, list[str]] = field(default_factory=dict)
    documents: dict[str, Amounts] = field(default_factory=dict)
    received: dict[str, int] = field(default_factory=dict)
    written_off: dict[str, int] = field(default_factory=dict)
    copies: int = 0
    closed: dict[Length, date] = field(default_factory=dict)
    _marks: dict[Length, tuple[dict[str, int], dict[str, int], int]] = field(default_factory=dict)
    """What was received, written off and copied at the last closing of each length."""
    _perpetual: Amounts = field(default_factory=dict)
    _settled: set[date] = field(default_factory=set)
    """The days that the perpetual total holds: those until the last closing."""

    def add(self, seal: Seal) -> None:
        """Count one more seal. Raises ValueError for a content that no seal of its kind has."""
        match seal.kind:
            case SealKind.DOCUMENT:
                self._add_document(read_content(seal.content))
            case SealKind.PAYMENT:
                _count(self.received, _object(seal.content))
            case SealKind.WRITE_OFF:
                _count(self.written_off, _object(seal.content))
            case SealKind.REPRINT:
                self.copies += 1
            case SealKind.CLOSING:
                length = Length(len(seal.subject))
                self.closed[length] = last_day(seal)
                self._perpetual, days = self._until(self.closed[length])
                self._settled |= days
                self._marks[length] = dict(self.received), dict(self.written_off), self.copies

    def closing(self, period: Period) -> str:
        """The content of the closing of a period, if it followed what was counted so far."""
        received, written_off, copies = self._marks.get(Length(len(period.name)), ({}, {}, 0))
        days = [day for day in sorted(self.numbers) if period.first <= day <= period.last]
        numbers = [number for day in days for number in self.numbers[day]]
        perpetual, added = self._until(period.last)
        return canonical(
            {
                "first_day": period.first.isoformat(),
                "last_day": period.last.isoformat(),
                "documents": len(numbers),
                "first": numbers[0] if numbers else "",
                "last": numbers[-1] if numbers else "",
                "totals": _totals(self.by_day[day] for day in days),
                "received": _since(self.received, received),
                "copies": self.copies - copies,
                **_if_any("written_off", _since(self.written_off, written_off)),
                "perpetual": {
                    "documents": sum(len(self.numbers[day]) for day in self._settled | added),
                    "totals": _totals([perpetual]),
                    "received": _since(self.received, {}),
                    "copies": self.copies,
                    **_if_any("written_off", _since(self.written_off, {})),
                },
            }
        )

    def _until(self, last: date) -> tuple[Amounts, set[date]]:
        """What all documents until a day add up to, and the days that the perpetual total does not hold yet."""
        days = {day for day in self.by_day.keys() - self._settled if day <= last}
        amounts: Amounts = {}
        for added in (self._perpetual, *(self.by_day[day] for day in days)):
            _add(amounts, added)
        return amounts, days

    def _add_document(self, issued: IssuedDocument) -> None:
        if not issued.document.type.is_settled_by_money:
            return
        amounts = _amounts(issued)
        if issued.document.type is DocumentType.CORRECTIVE:
            for reference in issued.document.refers_to:
                _add(amounts, self.documents.get(reference.number, {}), -1)
        self.documents[issued.number] = amounts
        self.numbers.setdefault(issued.document.issued_on, []).append(issued.number)
        _add(self.by_day.setdefault(issued.document.issued_on, {}), amounts)


def _object(content: str) -> dict[str, Any]:
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _count(sums: dict[str, int], fact: Mapping[str, Any]) -> None:
    sums[fact["currency"]] = sums.get(fact["currency"], 0) + fact["sign"] * fact["cents"]


def _since(now: Mapping[str, int], mark: Mapping[str, int]) -> dict[str, int]:
    """By currency, the cents that were added since the mark; a currency in which there are none is left out."""
    added = {currency: cents - mark.get(currency, 0) for currency, cents in now.items()}
    return {currency: cents for currency, cents in added.items() if cents}


def _if_any(name: str, cents: dict[str, int]) -> dict[str, dict[str, int]]:
    """The entry of this name, none without cents: a closing made before write-offs were sealed has no such entry."""
    return {name: cents} if cents else {}


def _amounts(issued: IssuedDocument) -> Amounts:
    """What a document adds to the totals: a credit note negatively, a final invoice less its deposits."""
    sign, currency = issued.document.type.sign, issued.document.currency
    amounts: Amounts = {}
    for group in issued.totals.groups:
        _add_part(amounts, currency, group.vat, sign * group.base, sign * group.tax)
    for deposit in issued.document.deposits:
        for part in deposit.parts:
            _add_part(amounts, currency, part.vat, -part.base, -part.tax)
    return amounts


def _add_part(amounts: Amounts, currency: str, vat: Vat, base: int, tax: int) -> None:
    kept = amounts.setdefault((currency, vat.category.value, vat.rate_bp), [0, 0])
    kept[0] += base
    kept[1] += tax


def _add(amounts: Amounts, others: Amounts, sign: int = 1) -> None:
    for key, (base, tax) in others.items():
        kept = amounts.setdefault(key, [0, 0])
        kept[0] += sign * base
        kept[1] += sign * tax


def _totals(days: Iterable[Amounts]) -> dict[str, Any]:
    """By currency: the amounts without tax, the tax and the sum of both, and the same by category and rate."""
    added: Amounts = {}
    for amounts in days:
        _add(added, amounts)
    found: dict[str, Any] = {}
    for (currency, category, rate_bp), (base, tax) in sorted(added.items()):
        total = found.setdefault(currency, {"excl_tax": 0, "tax": 0, "incl_tax": 0, "vat": []})
        total["excl_tax"] += base
        total["tax"] += tax
        total["incl_tax"] += base + tax
        total["vat"].append({"category": category, "rate_bp": rate_bp, "base": base, "tax": tax})
    return found
