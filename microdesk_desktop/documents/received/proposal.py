"""What the text of a plain PDF seems to state: proposed only where one reading is left, and never filled in unasked."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from microdesk_desktop.documents.received.values import day_of
from microdesk_desktop.domain.documents.received import Proposal
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.text import fold

T = TypeVar("T")
_TOTALS = ("NET A PAYER", "RESTE A PAYER", "TOTAL A PAYER", "MONTANT A PAYER", "AMOUNT DUE", "TOTAL TTC", "MONTANT TTC")
"""What stands before the total, the surest first."""
_DATES = (
    "DATE DE FACTURE",
    "DATE DE LA FACTURE",
    "DATE D'EMISSION",
    "DATE DE FACTURATION",
    "INVOICE DATE",
    "FACTURE DU",
)
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d .\u00a0\u202f]{0,12}[.,]\d{2}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{2})[/.-](\d{2})[/.-](\d{4})(?!\d)|(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def propose(text: str) -> Proposal:
    """The total and the day that stand once after the surest of their usual words; None where there are several."""
    lines = [fold(line) for line in text.splitlines()]
    return Proposal(total_cents=_only(lines, _TOTALS, _amounts), issued_on=_only(lines, _DATES, _days))


def _only(lines: Sequence[str], words: Sequence[str], read: Callable[[str], Iterator[T]]) -> T | None:
    """The one value after the first of these words that any line has."""
    for word in words:
        found = {value for line in lines if word in line for value in read(line.partition(word)[2])}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _amounts(text: str) -> Iterator[int]:
    for match in _AMOUNT.findall(text):
        try:
            yield parse_cents(match)
        except ValueError:
            continue


def _days(text: str) -> Iterator[date]:
    for day, month, year, iso in _DAY.findall(text):
        found = day_of(iso or f"{year}-{month}-{day}")
        if found is not None:
            yield found
