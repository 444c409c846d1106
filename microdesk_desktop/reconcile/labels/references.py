"""A document's number split into its parts, and the digits under which people may write it."""

import re
from enum import IntEnum
from typing import NamedTuple

from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.tuning import NUMBERS

YEAR = re.compile(r"(?:19|20)\d\d")
GLUED_YEAR = re.compile(r"(20[0-4]\d)(\d{2,})")
_BEGINNING_YEAR = re.compile(r"(?:19|20)\d\d|[23]\d")
_LENGTHS_WITH_YEAR = (5, 6)  # « 25049 »: a year and a serial of three or four digits
_PART = re.compile(r"[A-Z]+|\d+")


class Form(IntEnum):
    """How much of a number some digits are: 42, 42-2026, 26-042, 2026-42, 2026-0042."""

    SERIAL = 0
    REVERSED = 1
    SHORT = 2
    STRIPPED = 3
    WHOLE = 4


# Looked up once: in Python 3.11 each look-up of a member is a function call.
SERIAL, REVERSED, SHORT, STRIPPED, WHOLE = Form


class Number(NamedTuple):
    """A reference: letters before the first digit, groups of digits, letters after the last.

    Letters after the first group are the prefix where no others are: 2026FC0042 is read as FC2026-0042.
    `year` is the year that begins the groups, as it is written there; empty where none does.
    """

    prefix: str
    groups: tuple[str, ...]
    suffix: str
    year: str

    @property
    def series(self) -> tuple[str, ...]:
        """What documents numbered one after the other share: letters and year, whatever the month."""
        return (self.prefix, self.year) if self.year else (self.prefix, *self.groups[:-1])

    @property
    def serial(self) -> str:
        return self.groups[-1]

    @property
    def digits(self) -> str:
        return "".join(self.groups)


def parse_reference(reference: str, year: int | None = None) -> Number | None:
    """The reference in its parts, None when it holds no digit; `year` is that of the document, where it is known."""
    parts = _PART.findall(fold(reference))
    digits = [at for at, part in enumerate(parts) if part.isdigit()]
    if not digits:
        return None
    groups = tuple([parts[at] for at in digits])
    glued = GLUED_YEAR.fullmatch(groups[0]) if len(groups) == 1 else None
    if glued:
        groups = (glued[1], glued[2])
    short = str(year)[2:] if year else ""
    if short and len(groups) == 1 and len(groups[0]) in _LENGTHS_WITH_YEAR and groups[0].startswith(short):
        groups = (short, groups[0][2:])
    is_year = len(groups) > 1 and _BEGINNING_YEAR.fullmatch(groups[0])
    prefix, suffix = "".join(parts[: digits[0]]), "".join(parts[digits[-1] + 1 :])
    if not prefix and len(digits) > 1:
        prefix = "".join(parts[digits[0] + 1 : digits[1]])
    return Number(prefix, groups, suffix, groups[0] if is_year else "")


def digit_variants(number: Number) -> dict[str, Form]:
    """The digits under which people may write the number, each under its surest form."""
    groups, serial = number.groups, number.serial
    year, stripped = number.year, [group.lstrip("0") or "0" for group in groups]
    padded = [stripped[-1].zfill(width) for width in range(len(stripped[-1]), len(serial) + 1)]
    forms: dict[str, Form] = {}
    if len(groups) > 1 or len(serial) > 1:
        forms[serial] = forms[stripped[-1]] = SERIAL
    if year:
        middle = "".join(groups[1:-1])
        short = (year[2:] or "20" + year) + middle
        for each in padded:
            forms[each + year] = REVERSED
        for each in padded:
            forms[short + each] = SHORT
            if middle:
                forms[middle + each] = SHORT
    start = "".join(stripped[:-1])
    for each in padded:
        forms[start + each] = STRIPPED
    forms[number.digits] = WHOLE
    return forms


def is_truncation_of(digits: str, number: Number) -> bool:
    """Whether the digits are the beginning of the number, and too many or too few to be a number by themselves."""
    if len(digits) >= len(number.digits) or not number.digits.startswith(digits):
        return False
    return len(digits) >= NUMBERS.cut or digits.startswith("0") or number.year.startswith(digits)
