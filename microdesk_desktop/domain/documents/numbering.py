"""Numbers of documents: one continuous series for each family of types, and each year where the number shows it.

The user writes the number of the next invoice, « F-2026-0042 » or « FAC0042 »; its form gives the forms of all series.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.domain.settle.targets import DocumentType

LONGEST = 35
"""Characters of a number (rule BR-FR-01)."""
_ALLOWED = re.compile(r"[A-Za-z0-9+\-_/]*", re.ASCII)
"""Rule BR-FR-02."""
_RUNS = re.compile(r"[0-9]+|[^0-9]+", re.ASCII)
_YEAR = re.compile(r"20[0-9]{2}", re.ASCII)
_LONGEST_COUNTER = 9


class Series(StrEnum):
    """Documents that share one series. Deposits, final and corrective invoices are invoices (CGI ann. II art. 242
    nonies A, 7°).
    """

    INVOICES = "invoices"
    CREDIT_NOTES = "credit_notes"
    QUOTES = "quotes"
    ORDERS = "orders"
    DELIVERIES = "deliveries"
    PROFORMAS = "proformas"


SERIES_OF: dict[DocumentType, Series] = {
    DocumentType.INVOICE: Series.INVOICES,
    DocumentType.DEPOSIT: Series.INVOICES,
    DocumentType.FINAL: Series.INVOICES,
    DocumentType.CORRECTIVE: Series.INVOICES,
    DocumentType.CREDIT_NOTE: Series.CREDIT_NOTES,
    DocumentType.QUOTE: Series.QUOTES,
    DocumentType.ORDER: Series.ORDERS,
    DocumentType.DELIVERY: Series.DELIVERIES,
    DocumentType.PROFORMA: Series.PROFORMAS,
}
_PREFIXES = {
    Series.CREDIT_NOTES: "AV",
    Series.QUOTES: "D",
    Series.ORDERS: "BC",
    Series.DELIVERIES: "BL",
    Series.PROFORMAS: "PF",
}
USUAL = "F-2026-0001"
"""The form of a company that chose none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """How the numbers of a series are written: prefix, year where shown, separator, counter of at least `width` digits.

    `first` is the first counter of `first_year`, or of the whole series where no year is shown.
    """

    prefix: str
    separator: str
    width: int
    shows_year: bool
    first: int = 1
    first_year: int | None = None

    def number(self, counter: int, year: int) -> str:
        """The number with this counter in this year."""
        head = f"{self.prefix}{year}{self.separator}" if self.shows_year else self.prefix
        return f"{head}{counter:0{self.width}}"

    def counter(self, number: str, year: int) -> int | None:
        """The counter of a number of this series and year; None for any other number."""
        head = f"{self.prefix}{year}{self.separator}" if self.shows_year else self.prefix
        digits = number.removeprefix(head)
        if not number.startswith(head) or not digits.isascii() or not digits.isdigit():
            return None
        return int(digits) if self.number(int(digits), year) == number else None

    def next(self, numbers: Iterable[str], year: int) -> str:
        """The number after the greatest of these in this year."""
        counters = [counter for number in numbers if (counter := self.counter(number, year)) is not None]
        start = self.first if self.first_year in (None, year) else 1
        return self.number(max([start - 1, *counters]) + 1, year)


def number_flaw(text: str) -> Flaw | None:
    """What is wrong with the number of the next invoice as the user wrote it; None when its form is clear."""
    if not _ALLOWED.fullmatch(text):
        return Flaw(kind=FlawKind.NUMBER_CHARACTERS)
    if len(text) > LONGEST:
        return Flaw(kind=FlawKind.NUMBER_LENGTH, length=len(text), lengths=(LONGEST,))
    return None if _parts(text) else Flaw(kind=FlawKind.NO_COUNTER)


def form_of(text: str, series: Series) -> NumberForm:
    """The form of a series, from the number of the next invoice. Raises ValueError for a text with a flaw."""
    parts = _parts(text)
    if parts is None or number_flaw(text):
        raise ValueError(text)
    prefix, year, separator, counter = parts
    form = NumberForm(
        prefix=prefix,
        separator=separator,
        width=len(counter),
        shows_year=bool(year),
        first=max(1, int(counter)),
        first_year=int(year) if year else None,
    )
    if series is Series.INVOICES:
        return form
    return replace(form, prefix=_with_letters(prefix, _PREFIXES[series]), first=1, first_year=None)


def form_or_usual(text: str, series: Series) -> NumberForm:
    """The form of a series; the usual one for an empty text, and for one with a flaw, which the settings name."""
    return form_of(USUAL if not text or number_flaw(text) else text, series)


def _with_letters(prefix: str, letters: str) -> str:
    """The prefix with other letters: « FAC- » gives « AV- »; one without letters gets them in front."""
    if not re.search("[A-Za-z]", prefix):
        return f"{letters}-{prefix}"
    return re.sub("[A-Za-z]+", letters, prefix, count=1)


def _parts(text: str) -> tuple[str, str, str, str] | None:
    """The prefix, the year, what stands between it and the counter, and the counter; None for another form."""
    runs = _RUNS.findall(text)
    prefix = runs.pop(0) if runs and not runs[0].isdigit() else ""
    if len(runs) == 3 and _YEAR.fullmatch(runs[0]):
        year, separator, counter = runs
    elif len(runs) == 1:
        year = runs[0][:4] if len(runs[0]) > 4 and _YEAR.match(runs[0]) else ""
        separator, counter = "", runs[0][len(year) :]
    else:
        return None
    return (prefix, year, separator, counter) if len(counter) <= _LONGEST_COUNTER else None
