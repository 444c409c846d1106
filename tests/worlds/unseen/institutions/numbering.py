"""Numbers of documents: schemes, and how payers spell one number, a list or a range."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType

CUES = (
    "",
    "",
    "FACTURE ",
    "FACT ",
    "FACTURE N ",
    "FACT. ",
    "REGLEMENT FACTURE ",
    "PAIEMENT ",
    "V/FACT ",
    "NO ",
    "RGT ",
)
PLAIN_CUES = ("FACTURE ", "FACT ", "FACTURE N ", "FACT. N°", "REGLEMENT FACTURE ")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to number: the text, and after how long the count starts again (`year`, `month`, `never`)."""

    name: str
    text: str
    restarts: str = "year"
    credit: str = "AV"
    is_plain: bool = False

    def number(self, series: str, on: date, rank: int) -> str:
        """The number of the document of a series and rank."""
        return self.text.format(p=series, y=on.year, yy=on.year % 100, m=on.month, n=rank)


SCHEMES = (
    Scheme("year and four digits", "{p}-{y}-{n:04d}"),
    Scheme("year and three digits, slash", "{p}{yy:02d}/{n:03d}"),
    Scheme("year first", "{y}-{n:03d}"),
    Scheme("four digits", "{n:04d}", restarts="never", is_plain=True),
    Scheme("month and rank", "{p}{yy:02d}{m:02d}-{n:02d}", restarts="month"),
    Scheme("own mark", "KZ-{y}-{n:02d}"),
    Scheme("dots", "{p}.{yy:02d}.{n:03d}"),
    Scheme("long", "{p}ORM/{y}/{n:03d}"),
    Scheme("letter and rank", "{p}{n:05d}", restarts="never"),
)
SERIES = {
    DocumentType.CREDIT_NOTE: "AV",
    DocumentType.QUOTE: "D",
    DocumentType.ORDER: "BC",
    DocumentType.PROFORMA: "PF",
}


@dataclass(slots=True)
class Numbers:
    """The counts of one company; documents are numbered in the order of their days."""

    scheme: Scheme
    counts: Counter[str]

    def next(self, type_: DocumentType, on: date) -> str:
        """The next number of the series of this type."""
        series = SERIES.get(type_, "F")
        period = {"year": f"{on.year}", "month": f"{on:%Y%m}", "never": ""}[self.scheme.restarts]
        self.counts[f"{series}{period}"] += 1
        number = self.scheme.number(series, on, self.counts[f"{series}{period}"])
        is_bare = "{p}" not in self.scheme.text
        return f"{series}-{number}" if is_bare and series != "F" else number


def spell(rng: Random, number: str, *, is_plain: bool) -> str:
    """A number as a payer types it: whole, without signs, with spaces, after a word."""
    if is_plain:
        return rng.choice(PLAIN_CUES) + number
    forms = [number, number, number, re.sub(r"[-/.]", "", number), re.sub(r"[-/.]", " ", number)]
    return rng.choice(CUES) + rng.choice(forms)


def letters_for_digits(number: str) -> str:
    """The number with the letter O typed for the first zero of its rank."""
    head, tail = parts(number)
    return head + tail.replace("0", "O", 1)


def transposed(number: str) -> str:
    """The number with its last two digits exchanged, if they differ, else with the last one higher."""
    if number[-1] != number[-2]:
        return number[:-2] + number[-1] + number[-2]
    return number[:-1] + str((int(number[-1]) + 3) % 10)


def parts(number: str) -> tuple[str, str]:
    """What all numbers of the period share, and the rank with its zeros."""
    found = re.search(r"\d+$", number)
    tail = found.group()[-5:] if found else ""
    return number[: len(number) - len(tail)], tail


def spell_list(rng: Random, numbers: Sequence[str], *, is_plain: bool) -> str:
    """Several numbers as payers list them: all whole, the first whole and then ranks, with every kind of sign."""
    if len(numbers) == 1:
        return spell(rng, numbers[0], is_plain=is_plain)
    heads = {parts(number)[0] for number in numbers}
    cue = "FACTURES " if is_plain else rng.choice(("", "FACT ", "FACTURES ", "REGLEMENT ", "FACTURES N "))
    if len(heads) > 1 or rng.random() < 0.35:
        return cue + rng.choice((" + ", ", ", " ET ", " / ", " ")).join(numbers)
    ranks = [parts(number)[1] for number in numbers[1:]]
    sign = rng.choice((" ", ", ", "+", " ET ", "-" if len(numbers) > 2 else " ET "))
    return f"{cue}{numbers[0]}{sign}{sign.join(ranks)}"


def spell_range(rng: Random, numbers: Sequence[str], *, is_plain: bool) -> str:
    """A range of numbers from the first to the last."""
    cue = "FACTURES " if is_plain else rng.choice(("FACTURES ", "FACT ", ""))
    last = rng.choice((numbers[-1], parts(numbers[-1])[1]))
    return f"{cue}{rng.choice(('DE ', ''))}{numbers[0]}{rng.choice((' A ', ' AU ', ' JUSQU A '))}{last}"


def are_consecutive(numbers: Iterable[str]) -> bool:
    """Whether the numbers are of one period and follow each other."""
    split = [parts(number) for number in numbers]
    ranks = [int(tail) for _, tail in split]
    return len({head for head, _ in split}) == 1 and ranks == list(range(ranks[0], ranks[0] + len(ranks)))
