"""How the company numbers its documents, and how payers write the numbers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The patterns of the series; `{y}` is the year, `{yy}` its end, `{m}` the month, `{n}` the rank."""

    name: str
    invoice: str
    credit: str
    quote: str
    is_yearly: bool = True


SCHEMES = (
    Scheme(name="year and rank", invoice="F-{y}-{n:04d}", credit="A-{y}-{n:04d}", quote="D-{y}-{n:04d}"),
    Scheme(name="tight", invoice="FAC{yy}{n:03d}", credit="AVO{yy}{n:03d}", quote="DEV{yy}{n:03d}"),
    Scheme(name="plain", invoice="{n:04d}", credit="AV{n:03d}", quote="DEV{n:03d}", is_yearly=False),
    Scheme(name="slash", invoice="{yy}/{n:03d}", credit="AV{yy}/{n:03d}", quote="DV{yy}/{n:03d}"),
    Scheme(name="month", invoice="{y}{m:02d}-{n:03d}", credit="AV{y}{m:02d}-{n:03d}", quote="DE{y}{m:02d}-{n:03d}"),
    Scheme(name="english", invoice="INV-{n:05d}", credit="CN-{n:05d}", quote="QUO-{n:05d}", is_yearly=False),
    Scheme(name="spaced", invoice="FA {y} {n:03d}", credit="AV {y} {n:03d}", quote="DE {y} {n:03d}"),
    Scheme(name="letter", invoice="F{n}", credit="AV{n}", quote="D{n}", is_yearly=False),
    Scheme(name="underscore", invoice="FACT_{y}_{n:03d}", credit="AVOIR_{y}_{n:03d}", quote="DEVIS_{y}_{n:03d}"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one document: as it is printed, the series, its day and its rank in the series."""

    series: str
    on: date
    rank: int

    @property
    def full(self) -> str:
        on = self.on
        return self.series.format(y=on.year, yy=f"{on.year % 100:02d}", m=on.month, n=self.rank)

    @property
    def last(self) -> str:
        """The rank alone, with the zeros that the series prints."""
        return re.split(r"[^0-9]+", self.series.format(y="-", yy="-", m=0, n=self.rank))[-1]

    @property
    def short(self) -> str:
        """The rank alone, without zeros."""
        return str(self.rank)

    @property
    def tight(self) -> str:
        return re.sub(r"[^A-Za-z0-9]", "", self.full)

    @property
    def loose(self) -> str:
        return re.sub(r"[^A-Za-z0-9]+", " ", self.full)

    @property
    def with_letters(self) -> str:
        """Zeros written as the letter O, except the first character."""
        return self.full[0] + self.full[1:].replace("0", "O")

    @property
    def transposed(self) -> str:
        """The last two digits exchanged, or the rank counted up where they are equal."""
        end = self.full[-2:]
        if end.isdigit() and end[0] != end[1]:
            return self.full[:-2] + end[::-1]
        return self.moved(40).full

    @property
    def last_year(self) -> str:
        return Number(self.series, self.on.replace(year=self.on.year - 1, day=1), self.rank).full

    def moved(self, by: int) -> "Number":
        """Another number of the series."""
        return replace(self, rank=max(1, self.rank + by))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of all documents, known once all of them are issued; `chance` chooses a spelling."""

    by_id: Mapping[int, Number]
    chance: Random

    def __getitem__(self, target_id: int) -> Number:
        return self.by_id[target_id]

    def spelled(self, target_id: int) -> str:
        """A number as one payer or another writes it, still readable beyond doubt."""
        number = self.by_id[target_id]
        return self.chance.choice((number.full, number.full, number.full.lower(), number.tight, number.loose))

    def listed(self, target_ids: Iterable[int]) -> str:
        """Several numbers in one text: all in full, or the first in full and the ranks of the others."""
        numbers = [self.by_id[each] for each in target_ids]
        form = self.chance.randrange(9)
        if form == 0:
            return ", ".join(each.full for each in numbers[:-1]) + f" et {numbers[-1].full}"
        if form == 1:
            return " + ".join(each.full for each in numbers)
        if form == 2:
            return " ".join((numbers[0].full, *(each.last for each in numbers[1:])))
        if form == 3:
            return "/".join((numbers[0].full, *(each.last for each in numbers[1:])))
        if form == 4:
            return "factures " + "-".join(each.last for each in numbers)
        if form == 5:
            return "factures n° " + ", ".join(each.short for each in numbers)
        if form == 6:
            return "; ".join(each.full for each in numbers)
        if form == 7:
            return "F." + " F.".join(each.last for each in numbers)
        return "Fact " + " & ".join(each.tight for each in numbers)

    def ranged(self, first_id: int, last_id: int) -> str:
        """The first and the last number of several that follow one another."""
        first, last = self.by_id[first_id], self.by_id[last_id]
        return self.chance.choice(
            (
                f"factures {first.full} à {last.full}",
                f"{first.full} a {last.last}",
                f"FACT {first.last} AU {last.last}",
                f"du n° {first.last} au n° {last.last} inclus",
                f"inv. {first.full} to {last.full}",
                f"fact. {first.short} à {last.short}",
            )
        )


Text = str | Callable[[Numbers], str]
"""What a payer writes, known as soon as the documents have numbers."""


def citing(pattern: str, *target_ids: int) -> Callable[[Numbers], str]:
    """A text with the full numbers of documents in the places of a pattern."""
    return lambda numbers: pattern.format(*(numbers[each].full for each in target_ids))


def numbered(scheme: Scheme, days: Iterable[tuple[int, date, str]], first: int) -> dict[int, Number]:
    """The numbers of documents, given as id, day and series (`invoice`, `credit`, `quote`), in order of issue."""
    ranks: dict[tuple[str, int], int] = {}
    found = {}
    for target_id, on, series in sorted(days, key=lambda each: (each[1], each[0])):
        year = on.year if scheme.is_yearly else 0
        start = 1 if any(key[0] == series for key in ranks) else first
        rank = ranks.get((series, year), start)
        ranks[series, year] = rank + 1
        found[target_id] = Number(getattr(scheme, series), on, rank)
    return found
