"""Runs of digits in a text, with what stands around them: a number, or a day, an amount, a share, an address."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from microdesk_desktop.reconcile.references import YEAR, Number

_RUN = re.compile(r"(?:(?<![A-Z])([A-Z]++)([ \-/._:#°']{0,3}+))?+(\d++)")
_JOIN = re.compile(r"[ \-/._]{1,3}|")
_MONEY = re.compile(r" ?(?:EUR\b|EUROS?\b|E\b|€|%|POUR ?CENT)|[,.]\d\d(?!\d|[.\-/]\d)|H\d\d")
_FRACTION = re.compile(r"[1-9] ?(?:/|SUR) ?[1-9]\b")
_DAY = re.compile(r"20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MONTHS = 12
_LONGEST_MONTH = 31


class Run(NamedTuple):
    """Digits side by side.

    `word` are the letters just before, `tie` how they hold: "+" glued, "-" by a sign, "" by a space or not at all;
    `gap` is what parts the run from the one before, empty when they do not belong together.
    """

    digits: str
    start: int
    end: int
    word: str
    tie: str
    gap: str

    @property
    def is_glued(self) -> bool:
        return self.tie == "+"


def runs_of(text: str) -> list[Run]:
    """Every run of digits in the folded text."""
    return list(_read(text))


def _read(text: str) -> Iterator[Run]:
    previous = -1
    for found in _RUN.finditer(text):
        word, between, digits = found.groups()
        start, end = found.start(3), found.end()
        tie = "" if word is None else "+" if not between else "-" if between in "-/._" else ""
        if word and found.start() == previous:
            word = "*" + word
        gap = text[previous:start] if previous >= 0 else "\0"
        yield Run(digits, start, end, word or "", tie, gap if _JOIN.fullmatch(gap) else "")
        previous = end


def is_followed_by_unit(text: str, end: int) -> bool:
    """Whether the digits ending there are an amount, a share or an hour."""
    return _MONEY.match(text, end) is not None


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
    return len(day) <= 2 and int(day) <= _LONGEST_MONTH and len(month) <= 2 and 1 <= int(month) <= _MONTHS


def is_full_date(window: Sequence[Run]) -> bool:
    """Whether the runs are a day, a month and a year parted by signs, in one order or the other."""
    if len(window) != 3 or any(" " in run.gap for run in window[1:]):
        return False
    day, month, year = (run.digits for run in (window[::-1] if YEAR.fullmatch(window[0].digits) else window))
    is_year = YEAR.fullmatch(year) is not None or len(year) == 2
    return is_year and 1 <= int(day) <= _LONGEST_MONTH and len(day) <= 2 and 1 <= int(month) <= _MONTHS


def has_groups_of(window: Sequence[Run], number: Number) -> bool:
    """Whether the runs are the number's own groups, zeros aside."""
    return len(window) == len(number.groups) and all(
        int(run.digits) == int(group) for run, group in zip(window, number.groups, strict=True)
    )
