"""Runs of digits in a text, and whether they are a day, an amount, a share or a part of a longer number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from microdesk_desktop.reconcile.labels.references import YEAR, Number

_DIGITS = re.compile(r"(\d+)")
_AFTER_WORD = " -/._:#°'"
_MAX_SEPARATOR = 3
_SEPARATORS = " -/._"
_UNIT = re.compile(r" ?(?:EUR\b|EUROS?\b|E\b|€|%|POUR ?CENT)|[,.]\d\d(?!\d|[.\-/]\d)|H\d\d")
_FRACTION = re.compile(r"[1-9] ?(?:/|SUR) ?[1-9]\b")
_DAY = re.compile(r"20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MONTHS = 12
_DIGITS_OF_BANK = 2
_CENTS = 2
_LONGEST_AMOUNT = 17  # « MONTANT 1234567, »
_AMOUNT_BEFORE = re.compile(r"\b(?:USD|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|EUR|MONTANT|COURS|TAUX) ?\d{1,7}[.,]\Z")
_DAYS_OF_MONTH = 31


@dataclass(slots=True)
class Run:
    """Digits side by side, from `start` to `end` in the text.

    `word` holds the letters just before, and `separator_after_word` how they are joined to the digits: "+" glued, "-"
    by a sign, "" by a space or not at all. `separator_before` is what parts the run from the one before, "" when the
    two cannot be halves of one number. `word_before` is the one before `word`, in « COMMANDE N 208 ».
    """

    digits: str
    start: int
    end: int
    word: str
    separator_after_word: str
    separator_before: str
    word_before: str = ""

    @property
    def is_of_name(self) -> bool:
        """Whether letter and digits are a name: « N26 », a bank, is no « n° 26 »."""
        return self.is_glued and self.word == "N" and len(self.digits) == _DIGITS_OF_BANK

    @property
    def is_glued(self) -> bool:
        """Whether letters stand right before the digits."""
        return self.separator_after_word == "+"

    @property
    def follows_sign(self) -> bool:
        """Whether a sign, and not a space, joins the run to the one before."""
        return bool(self.separator_before.strip())


def runs_of(text: str) -> list[Run]:
    """Every run of digits in the folded text."""
    runs: list[Run] = []
    end, parts = 0, iter(_DIGITS.split(text))
    for before, digits in zip(parts, parts, strict=False):  # what follows the last digits is left over
        start = end + len(before)
        end = start + len(digits)
        head = before.rstrip(_AFTER_WORD)
        word, sign = head[len(head.rstrip(ascii_uppercase)) :], before[len(head) :]
        if not word or len(sign) > _MAX_SEPARATOR:
            word = joined = ""
        else:
            joined = "+" if not sign else "-" if sign in "-/._" else ""
            if runs and word == head:
                word = "*" + word  # letters between two runs announce nothing
        rest = (
            head[: -len(word)].rstrip(_AFTER_WORD) if word and word == head[len(head.rstrip(ascii_uppercase)) :] else ""
        )
        before_word = rest[len(rest.rstrip(ascii_uppercase)) :]
        is_near = bool(runs) and len(before) <= _MAX_SEPARATOR and not before.strip(_SEPARATORS)
        runs.append(Run(digits, start, end, word, joined, before if is_near else "", before_word))
    return runs


def joined_runs(runs: Sequence[Run], place: int, most: int) -> Sequence[Run]:
    """The runs from `place` on, at most `most`, that signs or spaces hold together."""
    size = 1
    while size < most and place + size < len(runs) and runs[place + size].separator_before:
        size += 1
    return runs[place : place + size]


def is_followed_by_unit(text: str, end: int) -> bool:
    """Whether the digits ending there are an amount, a share or an hour."""
    return _UNIT.match(text, end) is not None


def is_decimals(text: str, run: Run) -> bool:
    """Whether the run is the cents of an amount after its currency: « USD 4626.62 »."""
    return (
        len(run.digits) == _CENTS
        and _AMOUNT_BEFORE.search(text[max(0, run.start - _LONGEST_AMOUNT) : run.start]) is not None
    )


def is_fraction(text: str, start: int) -> bool:
    """Whether the digits starting there are « 1/3 » or « 1 sur 3 »."""
    return _FRACTION.match(text, start) is not None


def is_followed_by_letters(text: str, end: int, suffix: str = "") -> bool:
    """Whether letters other than the suffix are glued behind."""
    return text[end : end + 1].isalpha() and not (suffix and text.startswith(suffix, end))


def is_day(window: Sequence[Run]) -> bool:
    """Whether the digits may be a day or a month: 24/11/2026, 24/11, 11/2026, 20261124."""
    digits = [run.digits for run in window]
    if len(digits) == 1:
        return _DAY.fullmatch(digits[0]) is not None
    if len(digits) == 2 and len(digits[0]) <= 2 and YEAR.fullmatch(digits[1]):
        return 1 <= int(digits[0]) <= _MONTHS
    day, month = digits[:2]
    return len(day) <= 2 and int(day) <= _DAYS_OF_MONTH and len(month) <= 2 and 1 <= int(month) <= _MONTHS


def is_full_date(window: Sequence[Run]) -> bool:
    """Whether the runs are a day, a month and a year parted by signs, in one order or the other."""
    if len(window) != 3 or any(not run.separator_before.strip() for run in window[1:]):
        return False
    day, month, year = (run.digits for run in (window[::-1] if YEAR.fullmatch(window[0].digits) else window))
    is_year = YEAR.fullmatch(year) is not None or len(year) == 2
    return is_year and 1 <= int(day) <= _DAYS_OF_MONTH and len(day) <= 2 and 1 <= int(month) <= _MONTHS


def has_groups_of(window: Sequence[Run], number: Number) -> bool:
    """Whether the runs are the number's own groups, zeros aside."""
    return len(window) == len(number.groups) and all(
        int(run.digits) == int(group) for run, group in zip(window, number.groups, strict=True)
    )
