"""Find document numbers in what a payer wrote, in every spelling people use and never inside a longer number.

F-2026-0042 is also F20260042, « facture n° 42 », « 2026 42 », « f 26-042 », F-2O26-OO42, « F-2026-0040 à 0042 ».
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from microdesk_desktop.reconcile.digit_runs import (
    Run,
    has_groups_of,
    is_day,
    is_followed_by_letters,
    is_followed_by_unit,
    is_fraction,
    is_full_date,
    runs_of,
)
from microdesk_desktop.reconcile.references import (
    GLUED_YEAR,
    YEAR,
    Form,
    Number,
    digit_variants,
    is_truncation_of,
    parse_reference,
)
from microdesk_desktop.reconcile.vocabulary import NON_REFERENCE_KEYWORDS, REFERENCE_KEYWORDS


class Confidence(IntEnum):
    """How surely a mention means this document: digits alone, digits after « facture », the number as it is."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class CitedDocuments(NamedTuple):
    """The documents that a text names, by position.

    `cites_closed_document` is true when it names a document that is not open; `cut` holds the digits of those that
    the bank may have cut.
    """

    found: dict[int, Confidence]
    cites_closed_document: bool = False
    cut: tuple[str, ...] = ()

    def may_begin(self, reference: str) -> bool:
        """Whether what is left of a cut number agrees with this one."""
        number = parse_reference(reference) if self.cut else None
        return number is not None and any(is_truncation_of(digits, number) for digits in self.cut)


class _Entry(NamedTuple):
    position: int
    number: Number
    form: Form


Hit = tuple[_Entry, Confidence]

_LINK = re.compile(r"[ ,;/&+.\-]*(?:(AU?|JUSQU.?A?U?|ET|&)[ ,;]*)?(?:LES? )?(?:[A-Z]{1,7}[ .\-°]*)?")
_FIELD_END = re.compile(r" *(?:$|\||REF\w*\b|(?=[A-Z]*\d)[0-9A-Z]{8,}\b)")
_LOOKALIKE = re.compile(r"[OIL]+(?=\d)|(?<=\d)[OIL]+(?![A-Z])")
_DIGITS_OF = str.maketrans("OIL", "011")
_MOST_RUNS = 4
_LONGEST_RANGE = 30
_LONGEST_NUMBER = 10
_TELLING = 6
_ENOUGH = 3


class NumberIndex:
    """The references of open documents under each way of writing their digits."""

    def __init__(self, references: Iterable[tuple[int, str, bool]]) -> None:
        """Take (position, reference, ours); numbers that are not ours count only when written whole."""
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._siblings: dict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
        self._prefixes: set[str] = set()
        self._shapes: set[tuple[int, ...]] = set()
        self._heads: set[str] = set()
        self._wholes: list[tuple[str, Number]] = []
        for position, reference, is_ours in references:
            number = parse_reference(reference)
            if number is not None:
                self._add(position, number, is_ours)
                if is_ours:
                    self._wholes.append((number.digits, number))
        self._wholes.sort()
        self._shortest = min((len(digits) for digits, _ in self._wholes), default=0)

    def _add(self, position: int, number: Number, is_ours: bool) -> None:
        if not is_ours:
            if len(number.digits) >= _TELLING:
                self._entries[number.digits].append(_Entry(position, number, Form.WHOLE))
            return
        for digits, form in digit_variants(number).items():
            self._entries[digits].append(_Entry(position, number, form))
        self._siblings[number.series, int(number.serial)].append(position)
        self._prefixes |= {number.prefix} - {""}
        self._shapes |= {tuple(map(len, number.groups)), (len(number.digits),)}
        self._heads |= set(number.groups[:-1][:1])

    def find(self, text: str) -> CitedDocuments:
        """The documents that the folded text names."""
        mentions = self._read(text)
        if not _LOOKALIKE.search(text) or Confidence.HIGH in mentions.found.values():
            return mentions
        other = self._read(_LOOKALIKE.sub(lambda found: found[0].translate(_DIGITS_OF), text))
        return max(mentions, other, key=lambda each: max(each.found.values(), default=0))

    def _read(self, text: str) -> CitedDocuments:
        runs = runs_of(text)
        found: dict[int, Confidence] = {}
        cites_closed_document, place, last = False, 0, -1
        cut: list[str] = []
        series: list[Number] = []
        while place < len(runs):
            length, hits = self._longest(runs, place, text)
            follows = place == last and not (hits and hits[0][1] is Confidence.HIGH)
            if follows and (siblings := self._continue(runs, place, series, text)):
                found.update(dict.fromkeys(siblings, Confidence.HIGH))
                length, last = 1, place + 1
            elif is_full_date(runs[place : place + 3]) and not any(trust is Confidence.HIGH for _, trust in hits):
                length = 3
            elif hits:
                series, last = [entry.number for entry, _ in hits], place + length
                for entry, trust in hits:
                    found[entry.position] = max(trust, found.get(entry.position, trust))
                cut += self._cut(runs[place : place + length], text)
            elif unknown := self._unknown(runs, place, text):
                length = len(unknown)
                ends = self._cut(unknown, text)
                cites_closed_document |= not any(self._begins_one(digits) for digits in ends)
                cut += ends
            place += length
        return CitedDocuments(found, cites_closed_document, tuple(cut))

    def _longest(self, runs: list[Run], place: int, text: str) -> tuple[int, list[Hit]]:
        """How many runs the longest known number takes from here, and which documents it may be.

        A space may part two numbers as well as the two halves of one: both readings are kept.
        """
        length, hits = 1, []
        for size in range(len(_joined(runs, place, _MOST_RUNS)), 0, -1):
            found = self._hits(runs, place, size, text)
            length = max(length, size) if found else length
            hits += found
            if hits and " " not in runs[place + size - 1].gap:
                break
        best = max((trust for _, trust in hits), default=None)
        return length, [hit for hit in hits if hit[1] is best]

    def _hits(self, runs: list[Run], place: int, size: int, text: str) -> list[Hit]:
        window = runs[place : place + size]
        if is_fraction(text, window[0].start):
            return []
        entries = self._entries.get("".join(run.digits for run in window), ())
        if size > 1 and not entries:
            bare = "".join(run.digits.lstrip("0") for run in window)
            entries = [entry for entry in self._entries.get(bare, ()) if has_groups_of(window, entry.number)]
        if not entries or is_followed_by_unit(text, window[-1].end):
            return []
        following = runs[place + size] if place + size < len(runs) else None
        hits = [(entry, self._trust(entry, window, following, text)) for entry in entries]
        return [(entry, trust) for entry, trust in hits if trust]

    def _trust(self, entry: _Entry, window: list[Run], following: Run | None, text: str) -> Confidence | None:
        """How far the window may be trusted to mean the entry's document, None when it cannot."""
        first, number = window[0], entry.number
        is_own = _bears_prefix(first, number.prefix)
        is_cued = is_own or first.word in REFERENCE_KEYWORDS
        if is_followed_by_letters(text, window[-1].end, number.suffix) or (
            first.word in NON_REFERENCE_KEYWORDS and not is_own
        ):
            return None
        is_foreign = first.is_glued or (first.tie == "-" and first.word in self._prefixes)
        if first.word and is_foreign and not is_cued:
            return None
        if entry.form is Form.SERIAL:
            is_other = _is_tied(window) or self._begins_a_longer(first, following)
            return None if is_other else _trust_serial(first, following, is_cued and first.word != "")
        if entry.form is Form.WHOLE:
            return _trust_whole(number, window, is_own, is_cued)
        return _trust_part(entry, window, is_cued)

    def _begins_a_longer(self, run: Run, following: Run | None) -> bool:
        """Whether the run and the next, tied by a sign, are laid out as one number of ours."""
        is_tied = following is not None and bool(following.gap.strip())
        return is_tied and following is not None and (len(run.digits), len(following.digits)) in self._shapes

    def _continue(self, runs: list[Run], place: int, series: list[Number], text: str) -> set[int]:
        """The documents that a list or a range adds to the number just read: « 0040, 41 et 42 », « 0040 à 0042 »."""
        run, serial = runs[place], series[0].serial
        link = _LINK.fullmatch(text, runs[place - 1].end, run.start)
        is_other = (
            run.is_glued and run.word not in REFERENCE_KEYWORDS | self._prefixes
        ) or run.word in NON_REFERENCE_KEYWORDS - {"AU"}
        is_short = len(run.digits) < len(serial) and text[runs[place - 1].end : run.start] == " "
        if link is None or is_other or is_short or len(run.digits) > len(serial) or _is_no_number(run, text):
            return set()
        last = int(run.digits)
        first = int(serial) + 1 if link[1] in ("A", "AU") else last
        if not 0 <= last - first < _LONGEST_RANGE:
            first = last
        wanted = [(number.series, each) for number in series for each in range(first, last + 1)]
        return {position for key in wanted for position in self._siblings.get(key, ())}

    def _unknown(self, runs: list[Run], place: int, text: str) -> list[Run]:
        """The runs of a number that looks like ours and is none of the open ones; empty when they do not."""
        joined = _joined(runs, place, _MOST_RUNS - 1)
        sizes = range(len(joined), 0, -1)
        return next((joined[:size] for size in sizes if self._is_like_ours(joined[:size], text)), [])

    def _is_like_ours(self, window: list[Run], text: str) -> bool:
        first, end = window[0], window[-1].end
        if is_followed_by_unit(text, end) or is_followed_by_letters(text, end) or _is_no_number(first, text):
            return False
        if is_day(window) and not (first.word in REFERENCE_KEYWORDS and (len(first.digits),) in self._shapes):
            return False
        if YEAR.fullmatch(first.digits) and len(window) == 1:
            return False
        if first.word in self._prefixes or first.word in REFERENCE_KEYWORDS:
            return len(first.digits) <= _LONGEST_NUMBER
        return not first.is_glued and first.word not in NON_REFERENCE_KEYWORDS and self._has_our_shape(window)

    def _has_our_shape(self, window: list[Run]) -> bool:
        """Whether bare digits are laid out as our numbers, year included."""
        lengths = tuple(len(run.digits) for run in window)
        if len(window) == 1:
            return lengths in self._shapes and GLUED_YEAR.fullmatch(window[0].digits) is not None
        is_joined = all(run.gap in "-/._" for run in window[1:])
        if not YEAR.fullmatch(window[0].digits):
            return is_joined and lengths in self._shapes and window[0].digits in self._heads
        is_month = len(window) == 2 and lengths[1] == 2 and int(window[1].digits) <= 12
        is_alike = any(len(shape) == len(lengths) and shape[0] == lengths[0] for shape in self._shapes)
        return lengths in self._shapes or (is_joined and is_alike and not is_month)

    def _cut(self, window: list[Run], text: str) -> list[str]:
        """The digits of the window when they end a field, where banks cut, and none of our numbers is so short."""
        digits = "".join(run.digits for run in window)
        is_short = len(digits) < self._shortest
        return [digits] if is_short and _FIELD_END.match(text, window[-1].end) else []

    def _begins_one(self, digits: str) -> bool:
        at = bisect_left(self._wholes, (digits,))
        return any(is_truncation_of(digits, number) for _, number in self._wholes[at : at + _ENOUGH])


def _joined(runs: list[Run], place: int, most: int) -> list[Run]:
    """The runs from here that signs or spaces hold together."""
    size = 1
    while size < most and place + size < len(runs) and runs[place + size].gap:
        size += 1
    return runs[place : place + size]


def _bears_prefix(run: Run, prefix: str) -> bool:
    if run.word == prefix:
        return True
    return bool(prefix) and run.is_glued and run.word.endswith(prefix) and len(run.digits) >= 4


def _is_tied(window: list[Run]) -> bool:
    return any(run.gap.strip() for run in window[1:])


def _trust_whole(number: Number, window: list[Run], is_own: bool, is_cued: bool) -> Confidence | None:
    written = sum(len(run.digits) for run in window)
    if written >= _TELLING:
        return Confidence.HIGH if is_cued or not number.prefix or not is_day(window) else Confidence.LOW
    if is_own and number.prefix and (written >= 3 or number.prefix not in REFERENCE_KEYWORDS):
        return Confidence.HIGH
    if len(window) > 1 and has_groups_of(window, number) and not is_day(window) and " " not in window[-1].gap:
        return Confidence.HIGH
    return Confidence.MEDIUM if is_cued else Confidence.LOW if written >= 4 else None


def _trust_part(entry: _Entry, window: list[Run], is_cued: bool) -> Confidence | None:
    is_laid_out = len(window) > 1 and bool(entry.number.year) and has_groups_of(window, entry.number)
    if is_cued:
        return Confidence.HIGH if is_laid_out else Confidence.MEDIUM
    if is_laid_out:
        return Confidence.MEDIUM
    return Confidence.LOW if sum(len(run.digits) for run in window) >= 4 else None


def _trust_serial(run: Run, following: Run | None, is_cued: bool) -> Confidence | None:
    """A serial alone stands apart from other digits, and after a cue unless it is written with its zeros."""
    if run.gap not in ("", " ") and not run.word:
        return None
    if following is not None and following.gap not in ("", " "):
        is_date = len(following.digits) in (2, 4) and int(following.digits) <= 12
        if is_date or not is_cued:
            return None
    if is_cued:
        return Confidence.MEDIUM
    return Confidence.LOW if len(run.digits) >= 3 and run.digits.startswith("0") else None


def _is_no_number(run: Run, text: str) -> bool:
    is_share = is_fraction(text, run.start) and "/" not in run.gap
    return is_share or is_followed_by_unit(text, run.end) or is_followed_by_letters(text, run.end)
