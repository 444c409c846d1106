"""How documents are numbered, and how clients write those numbers."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

Format = Callable[[date, int, int, int, str], str]

# The day of issue, and the rank of the document since ever, in its year and in its month, and the client's code.
SCHEMES: dict[str, Format] = {
    "plain": lambda on, ever, year, month, code: f"{ever:04}",
    "year and rank": lambda on, ever, year, month, code: f"F-{on.year}-{year:04}",
    "like a day": lambda on, ever, year, month, code: f"{on.year}/{on.month:02}/{month:02}",
    "short year": lambda on, ever, year, month, code: f"FA{on:%y}-{year:03}",
    "client's prefix": lambda on, ever, year, month, code: f"{code}-{ever:03}",
    "letters behind": lambda on, ever, year, month, code: f"{on.year}-{year:03}-GD",
    "slashes": lambda on, ever, year, month, code: f"FC/{on:%y}/{year:04}",
    "month glued": lambda on, ever, year, month, code: f"FACT{on:%Y%m}{month:02}",
    "thousands": lambda on, ever, year, month, code: f"N{10400 + ever}",
}
OTHERS = {"quote": ("DEV", "D", "PROP"), "order": ("BC", "CDE", "BDC"), "credit": ("AV", "A", "AVO")}


@dataclass(slots=True)
class Numbers:
    """The counters of one company; `ever` starts where its former years have left it."""

    scheme: str
    ever: int
    year_rank: int
    first_year: int
    counts: Counter[str] = field(default_factory=Counter)

    def invoice(self, on: date, code: str) -> str:
        """The next number."""
        start = self.ever if self.scheme != "client's prefix" else 0
        key = code if self.scheme == "client's prefix" else ""
        self.counts["ever" + key] += 1
        self.counts[f"{on:%Y}"] += 1
        self.counts[f"{on:%Y%m}"] += 1
        year = self.counts[f"{on:%Y}"] + (self.year_rank if on.year == self.first_year else 0)
        return SCHEMES[self.scheme](on, start + self.counts["ever" + key], year, self.counts[f"{on:%Y%m}"], code)

    def other(self, prefix: str, on: date) -> str:
        """The next number of a quote, an order or a credit note."""
        self.counts["other" + prefix] += 1
        return f"{prefix}-{on.year}-{self.counts['other' + prefix]:04}"


def tail(reference: str) -> str:
    """The last digits of a number, which payers take for the whole."""
    found = re.findall(r"\d+", reference)
    last = str(found[-1]) if found else reference
    return last[-4:] if len(last) > 6 else last


def bare(reference: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", reference)


def spaced(reference: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", " ", reference)


def letters(reference: str) -> str:
    """Letters for digits: O for 0, I for 1."""
    return reference.replace("0", "O").replace("1", "I")


def unpadded(reference: str) -> str:
    """Without the zeros before each run of digits."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", reference)


def broken(reference: str) -> str:
    """A space after the first sign that parts the number, else in its middle."""
    found = re.search(r"[^0-9A-Za-z]", reference)
    at = found.end() if found else len(reference) // 2
    return f"{reference[:at]} {reference[at:]}"


def another_year(reference: str) -> str:
    """The year after the one in the number, in four digits or in two behind letters."""
    return re.sub(
        r"20[0-9]{2}|(?<=[A-Z/])2[0-9](?=[-/])", lambda found: str(int(found.group()) + 1), reference, count=1
    )


def swapped(reference: str, taken: Sequence[str]) -> str:
    """A slip of the finger: two digits of the end change places, or one is another, so that no such number exists."""
    end = tail(reference)
    at = reference.rindex(end)
    slips = [end[: k - 1] + end[k] + end[k - 1] + end[k + 1 :] for k in range(len(end) - 1, 0, -1)]
    slips += [end[:k] + str((int(end[k]) + 3) % 10) + end[k + 1 :] for k in range(len(end) - 1, -1, -1)]
    known = {*taken, *(tail(each) for each in taken)}
    written = [reference[:at] + slip + reference[at + len(end) :] for slip in slips if slip not in known]
    return next((each for each in written if each not in known), f"{reference[:at]}9{reference[at:]}")


def listed(references: Sequence[str], rng: Random) -> str:
    """Several numbers as an accountant types them."""
    tails = [tail(each) for each in references[1:]]
    ways = [
        " ".join(references),
        ", ".join(references),
        " + ".join(references),
        " ET ".join([", ".join(references[:-1]), references[-1]]),
        "/".join([references[0], *tails]) if "/" not in references[0] else " - ".join(references),
        " ".join([references[0], *tails]),
        "-".join(tail(each) for each in references),
        " ".join(spaced(each) for each in references),
    ]
    return rng.choice(ways)


def ranged(references: Sequence[str], rng: Random) -> str:
    """The first and the last of a run of numbers."""
    first, last = references[0], references[-1]
    return rng.choice(
        [f"{first} A {last}", f"{first} AU {last}", f"{tail(first)} A {tail(last)}", f"DE {first} A {tail(last)}"]
    )
