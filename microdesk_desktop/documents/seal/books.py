"""The lines of the legal books as links of a chain, and their closings as seals (Code de commerce art. R. 123-173).

    line 1 ──digest──▶ line 2 ──digest──▶ … line 41 ─▶ seal « book » until 30 September: lines 1 to 41, last digest,
                                                       totals of the period and of all time

The digest of a line is the SHA-256 of the JSON list of its columns, with the digest of the line before. Whom it names
is in it by a digest of its own, salted, so that the person can be removed once no law keeps it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from microdesk_desktop.documents.seal.chain import NO_DIGEST, canonical, file_digest
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.books.entries import Entry, Person
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.domain.money import EUR


def entry_after(previous: Entry | None, entry: Entry) -> Entry:
    """The entry as the one after another: with its number and its digest."""
    follows = entry._replace(number=previous.number + 1 if previous else 1)
    return follows._replace(digest=entry_digest(follows, previous))


def entry_digest(entry: Entry, previous: Entry | None) -> str:
    """The digest that a line would have if it were validated as it is, after another one."""
    *before, facts, target_id, kept_until, person, _ = entry
    last = previous.digest if previous else NO_DIGEST
    return file_digest(canonical([*before, *facts, target_id, kept_until, person, last]).encode())


def person_digest(person: Person) -> str:
    """The digest of whom a line names."""
    return file_digest(canonical(list(person)).encode())


Sums = dict[str, dict[str, dict[str, int]]]
"""Cents of amount, tax and disbursement, by book and currency."""


@dataclass(slots=True)
class BookTally:
    """What the validated lines add up to, taken in their order; it makes the content of each closing."""

    last: Entry | None = None
    entries: int = 0
    sums: Sums = field(default_factory=dict)
    perpetual: Sums = field(default_factory=dict)
    turnover: list[tuple[date, str, int]] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Count one more line. Raises ValueError for columns that no line has."""
        for sums in (self.sums, self.perpetual):
            _add(sums, entry)
        if entry.book == Book.RECEIPTS and entry.facts.currency == EUR:
            self.turnover.append((date.fromisoformat(entry.on), entry.facts.activity, entry.facts.amount_cents))
        self.last, self.entries = entry, self.entries + 1

    def closing(self, until: str, rhythm: DeclarationPeriod) -> str:
        """The content of a closing that ends with the last line that was counted."""
        return canonical(
            {
                "until": until,
                "rhythm": rhythm.value,
                "entries": self.entries,
                "last": self.last.number if self.last else 0,
                "digest": self.last.digest if self.last else NO_DIGEST,
                "totals": self.sums,
                "periods": self._periods(rhythm),
                "perpetual": {"entries": self.last.number if self.last else 0, "totals": self.perpetual},
            }
        )

    def begin(self) -> None:
        """Begin the next closing: its own sums are those of the lines to come."""
        self.entries, self.sums, self.turnover = 0, {}, []

    def _periods(self, rhythm: DeclarationPeriod) -> Mapping[str, Mapping[str, int]]:
        """The turnover in euros by declaration period and activity, empty for one that is not known."""
        found: dict[str, dict[str, int]] = {}
        for on, activity, cents in self.turnover:
            period = found.setdefault(period_holding(on, rhythm).name, {})
            period[activity] = period.get(activity, 0) + cents
        return found


def _add(sums: Sums, entry: Entry) -> None:
    facts = entry.facts
    kept = sums.setdefault(entry.book, {}).setdefault(facts.currency, {"amount": 0, "tax": 0, "disbursement": 0})
    kept["amount"] += facts.amount_cents
    kept["tax"] += sum(part.tax_cents for part in facts.vat_parts)
    kept["disbursement"] += facts.disbursement_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class BookClosing:
    """What the seal of a closing holds, as far as it is needed to check it: its last day, its last line."""

    until: date
    rhythm: DeclarationPeriod
    last: int


def read_closing(content: Mapping[str, Any]) -> BookClosing:
    """The closing of the content of its seal. Raises ValueError, KeyError or TypeError for another content."""
    return BookClosing(
        until=date.fromisoformat(content["until"]),
        rhythm=DeclarationPeriod(content["rhythm"]),
        last=int(content["last"]),
    )


def purge_content(numbers: Sequence[int]) -> str:
    """What the seal of a removal of persons holds: the numbers of the lines that no longer name theirs."""
    return canonical({"numbers": list(numbers)})
