"""How freelancers number documents, and how payers spell the numbers."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pattern for each series; `first` is the number that the first document of the vault gets."""

    invoice: str
    quote: str
    note: str
    first: int
    is_yearly: bool = True
    is_monthly: bool = False

    def reference(self, series: str, on: date, rank: int) -> str:
        pattern = {"quote": self.quote, "note": self.note}.get(series, self.invoice)
        return pattern.format(on=on, n=rank)

    @property
    def is_plain(self) -> bool:
        return self.invoice.startswith("{n")


SCHEMES = (
    Scheme("F-{on:%Y}-{n:04d}", "D-{on:%Y}-{n:04d}", "AV-{on:%Y}-{n:04d}", 1),
    Scheme("FAC-{n:05d}", "DEV-{n:05d}", "AVO-{n:05d}", 312, is_yearly=False),
    Scheme("{on:%Y}-{n:03d}", "DV{on:%Y}-{n:03d}", "A{on:%Y}-{n:03d}", 1),
    Scheme("FA{on:%y%m}-{n:03d}", "PR{on:%y%m}-{n:03d}", "AV{on:%y%m}-{n:03d}", 1, is_monthly=True),
    Scheme("{n:04d}", "D{n:04d}", "A{n:04d}", 27, is_yearly=False),
    Scheme("F{on:%y}/{n:03d}", "D{on:%y}/{n:03d}", "A{on:%y}/{n:03d}", 1),
    Scheme("INV{n:06d}", "Q{n:06d}", "CN{n:06d}", 1140, is_yearly=False),
    Scheme("{on:%Y%m}{n:02d}", "DEVIS{on:%Y%m}{n:02d}", "AVOIR{on:%Y%m}{n:02d}", 1, is_monthly=True),
    Scheme("FACT.{on:%Y}.{n:02d}", "DEV.{on:%Y}.{n:02d}", "AV.{on:%Y}.{n:02d}", 1),
    Scheme("HON-{n:03d}-{on:%y}", "PROP-{n:03d}-{on:%y}", "AV-{n:03d}-{on:%y}", 1),
)


def as_written(reference: str, rng: Random) -> str:
    """The number, whole, with other separators than its own."""
    spelled = [
        reference,
        reference.lower(),
        re.sub(r"[-./]", " ", reference),
        re.sub(r"[-./]", "", reference),
        re.sub(r"[-./]", "/", reference),
        f"N°{reference}",
        f"n {reference}",
    ]
    return rng.choice(spelled)


def tail(reference: str) -> str:
    """The last group of digits, as hurried payers write it; of `HON-012-26`, the one before the year."""
    groups: list[str] = re.findall(r"\d+", reference)
    return groups[0] if reference.startswith("HON") else groups[-1]


def with_letters(reference: str) -> str:
    """Letters for the digits that look like them."""
    return re.sub(r"0", "O", reference, count=2) if "0" in reference else reference.replace("1", "I", 1)


def transposed(reference: str) -> str:
    """The last two digits that differ, exchanged."""
    places = [index for index, each in enumerate(reference) if each.isdigit()]
    for left, right in reversed(list(pairwise(places))):
        if reference[left] != reference[right] and right == left + 1:
            return reference[:left] + reference[right] + reference[left] + reference[right + 1 :]
    return reference
