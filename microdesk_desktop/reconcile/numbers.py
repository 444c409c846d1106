"""Find document numbers in what a payer wrote, in every spelling people use and never inside a longer number.

F-2026-0042 is also F20260042, « facture n° 42 », « 2026 42 », « f 26-042 », F-2O26-OO42, « F-2026-0040 à 0042 ».
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from microdesk_desktop.domain.text import fold


class Trust(IntEnum):
    """How surely a mention means this document: digits alone, digits after « facture », the number as it is."""

    BARE = 1
    CUED = 2
    FULL = 3


class Mentions(NamedTuple):
    """The documents that a text names, by position, and whether it names one of ours that is not open."""

    found: dict[int, Trust]
    names_another: bool = False
    tail: str = ""


class _Form(IntEnum):
    SERIAL = 0
    REVERSED = 1
    SHORT = 2
    STRIPPED = 3
    WHOLE = 4


class _Number(NamedTuple):
    """A reference taken apart: letters before the first digit, groups of digits, letters after the last."""

    prefix: str
    groups: tuple[str, ...]
    suffix: str

    @property
    def year(self) -> str:
        return self.groups[0] if len(self.groups) > 1 and _YEAR.fullmatch(self.groups[0]) else ""

    @property
    def series(self) -> tuple[str, ...]:
        return (self.prefix, *self.groups[:-1])


class _Entry(NamedTuple):
    position: int
    number: _Number
    form: _Form


Hit = tuple[_Entry, Trust]


class _Run(NamedTuple):
    """Digits standing side by side in the text, with what surrounds them."""

    digits: str
    start: int
    end: int
    before: str
    gap: str


_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED_YEAR = re.compile(r"(20[0-4]\d)(\d{2,})")
_PART = re.compile(r"[A-Z]+|\d+")
_RUN = re.compile(r"(?:(?<![A-Z])([A-Z]++)([ \-/._:#°']{0,3}+))?+(\d++)")
_JOIN = re.compile(r"[ \-/._]{1,3}|")
_LINK = re.compile(r"[ ,;/&+.\-]*(?:(AU?|JUSQU.?A?U?|ET|&)[ ,;]*)?(?:LES? )?(?:[A-Z]{1,7}[ .\-°]*)?")
_MONEY = re.compile(r" ?(?:EUR\b|EUROS?\b|E\b|€|%|POUR ?CENT)|[,.]\d\d(?!\d|[.\-/]\d)|H\d\d")
_LOOKALIKE = re.compile(r"[OIL]+(?=\d)|(?<=\d)[OIL]+(?![A-Z])")
_DIGITS_OF = str.maketrans("OIL", "011")
CUES = frozenset(
    [
        "F",
        "FA",
        "FC",
        "FAC",
        "FCT",
        "FACT",
        "FACTS",
        "FACTURE",
        "FACTURES",
        "FACTN",
        "FACTNO",
        "FACTURENO",
        "FACTUREN",
        "FRE",
        "FTRE",
        "INV",
        "INVOICE",
        "INVOICES",
        "N",
        "NO",
        "NR",
        "NUM",
        "NUMERO",
        "NUMEROS",
        "NOS",
        "NOTE",
        "HONORAIRES",
    ]
)
_OTHER_THINGS = frozenset(
    [
        "DU",
        "LE",
        "AU",
        "DEVIS",
        "DEV",
        "CDE",
        "COMMANDE",
        "BC",
        "BON",
        "CLIENT",
        "CONTRAT",
        "DOSSIER",
        "LOT",
        "APPT",
        "APT",
        "CARTE",
        "CB",
        "CHEQUE",
        "CHQ",
        "TEL",
        "ACOMPTE",
        "ACPTE",
        "SIRET",
        "SIREN",
        "ID",
        "MDT",
        "RUM",
        "MANDAT",
        "ICS",
        "RIB",
        "IBAN",
        "BIC",
        "ECHEANCE",
        "ECH",
        "MENSUALITE",
        "TERMINAL",
        "TPE",
        "CT",
        "R",
    ]
)
_FRACTION = re.compile(r"[1-9] ?/ ?[1-9]\b")
_LONGEST = 4


class NumberIndex:
    """The references of open documents under each way of writing their digits."""

    def __init__(self, references: Iterable[tuple[int, str, bool]]) -> None:
        """Take (position, reference, ours); numbers that are not ours count only when written whole."""
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._siblings: dict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
        self._prefixes: set[str] = set()
        self._shapes: set[tuple[int, ...]] = set()
        self._wholes: list[str] = []
        for position, reference, is_ours in references:
            number = _take_apart(reference)
            if number is not None:
                self._add(position, number, is_ours)
        self._wholes.sort()

    def _add(self, position: int, number: _Number, is_ours: bool) -> None:
        for digits, form in _spellings(number).items():
            if is_ours or (form is _Form.WHOLE and len(digits) >= 4):
                self._entries[digits].append(_Entry(position, number, form))
        if is_ours:
            self._siblings[number.series, int(number.groups[-1])].append(position)
            self._prefixes.add(number.prefix)
            self._shapes |= {tuple(map(len, number.groups)), (len("".join(number.groups)),)}
            self._wholes.append("".join(number.groups))

    def find(self, text: str) -> Mentions:
        """The documents that the folded text names."""
        mentions = self._read(text)
        if not mentions.found and _LOOKALIKE.search(text):
            other = self._read(_LOOKALIKE.sub(lambda found: found[0].translate(_DIGITS_OF), text))
            return other if other.found else mentions
        return mentions

    def _read(self, text: str) -> Mentions:
        runs = list(_runs(text))
        found: dict[int, Trust] = {}
        names_another, tail, place, last = False, "", 0, -1
        series: list[_Number] = []
        while place < len(runs):
            length, hits = self._longest(runs, place, text)
            follows = place == last and not (hits and hits[0][1] is Trust.FULL)
            if follows and (siblings := self._continue(runs, place, series, text)):
                found.update(dict.fromkeys(siblings, Trust.FULL))
                length, last = 1, place + 1
            elif hits:
                series, last = [entry.number for entry, _ in hits], place + length
                for entry, trust in hits:
                    found[entry.position] = max(trust, found.get(entry.position, trust))
            elif unknown := self._unknown(runs, place, text):
                length = len(unknown)
                digits = "".join(run.digits for run in unknown)
                is_cut = unknown[-1].end >= len(text.rstrip()) and self._begins_one(digits)
                tail, names_another = (digits, names_another) if is_cut else (tail, True)
            place += length
        return Mentions(found, names_another, tail)

    def _longest(self, runs: list[_Run], place: int, text: str) -> tuple[int, list[Hit]]:
        """How many runs the longest known number takes from here, and which documents it may be.

        A space may part two numbers as well as the two halves of one: both readings are kept.
        """
        width = 1
        while place + width < len(runs) and width < _LONGEST and runs[place + width].gap:
            width += 1
        length, hits = 1, []
        for size in range(width, 0, -1):
            found = self._hits(runs, place, size, text)
            length = max(length, size) if found else length
            hits += found
            if hits and " " not in runs[place + size - 1].gap:
                break
        best = max((trust for _, trust in hits), default=None)
        return length, [hit for hit in hits if hit[1] is best]

    def _hits(self, runs: list[_Run], place: int, size: int, text: str) -> list[Hit]:
        window = runs[place : place + size]
        raw, bare = (
            "".join(each) for each in zip(*((run.digits, run.digits.lstrip("0")) for run in window), strict=True)
        )
        entries = self._entries.get(raw, ())
        if size > 1 and not entries:
            entries = [entry for entry in self._entries.get(bare, ()) if _same_groups(entry.number, window)]
        return [(entry, trust) for entry in entries if (trust := self._trust(entry, runs, place, size, text))]

    def _trust(self, entry: _Entry, runs: list[_Run], place: int, size: int, text: str) -> Trust | None:
        window = runs[place : place + size]
        number, before, end = entry.number, window[0].before, window[-1].end
        glued = before.endswith("+")
        word = before.rstrip("+-")
        own = word == number.prefix or (
            glued and number.prefix and word.endswith(number.prefix) and len(window[0].digits) >= 4
        )
        cued = own or word in CUES
        if (word in _OTHER_THINGS and not own) or _MONEY.match(text, end) or _is_glued_after(text, end, number.suffix):
            return None
        if word and not cued and (glued or (word in self._prefixes and before.endswith("-"))):
            return None
        written = sum(len(run.digits) for run in window)
        if entry.form is _Form.SERIAL:
            return self._trust_serial(window[0], runs, place, cued)
        if entry.form is _Form.WHOLE and written >= 6:
            return Trust.FULL if cued or not number.prefix or not _is_day(window) else Trust.BARE
        if entry.form is _Form.WHOLE and own and number.prefix and (written >= 3 or number.prefix not in CUES):
            return Trust.FULL
        is_same = _same_groups(number, window)
        if cued:
            return Trust.FULL if is_same and size > 1 and number.year else Trust.CUED
        if is_same and size > 1 and number.year and entry.form is not _Form.REVERSED:
            return Trust.CUED
        return Trust.BARE if written >= 4 else None

    def _trust_serial(self, run: _Run, runs: list[_Run], place: int, cued: bool) -> Trust | None:
        joined_before = place > 0 and run.gap not in ("", " ") and not run.before
        after = runs[place + 1] if place + 1 < len(runs) else None
        joined_after = after is not None and after.gap not in ("", " ")
        if joined_before or (joined_after and after is not None and not cued):
            return None
        if joined_after and after is not None and len(after.digits) in (2, 4) and int(after.digits) <= 12:
            return None
        if cued:
            return Trust.CUED
        return Trust.BARE if len(run.digits) >= 3 and run.digits.startswith("0") else None

    def _continue(self, runs: list[_Run], place: int, series: list[_Number], text: str) -> set[int]:
        """The documents that a list or a range adds to the number just read: « 0040, 41 et 42 », « 0040 à 0042 »."""
        run = runs[place]
        if run.before.endswith("+") and run.before[:-1] not in CUES | self._prefixes:
            return set()
        if not series or _is_glued_after(text, run.end, "") or _MONEY.match(text, run.end) or len(run.digits) > len(series[0].groups[-1]):
            return set()
        link = _LINK.fullmatch(text, runs[place - 1].end, run.start)
        if link is None or (run.before.rstrip("+-") in _OTHER_THINGS - {"AU"}) or _FRACTION.match(text, run.start):
            return set()
        if text[runs[place - 1].end : run.start] == " " and len(run.digits) < len(series[0].groups[-1]):
            return set()
        last = int(run.digits)
        first = int(series[0].groups[-1]) + 1 if link[1] in ("A", "AU") else last
        if not 0 <= last - first < 30:
            first = last
        return {
            position
            for number in series
            for serial in range(first, last + 1)
            for position in self._siblings.get((number.series, serial), ())
        }

    def _unknown(self, runs: list[_Run], place: int, text: str) -> list[_Run]:
        """The digits of a number that looks like ours and is none of the open ones; empty when it does not."""
        run = runs[place]
        word = run.before.rstrip("+-")
        window = [run]
        while place + len(window) < len(runs) and runs[place + len(window)].gap and len(window) < 3:
            window.append(runs[place + len(window)])
        if _MONEY.match(text, window[-1].end) or _MONEY.match(text, run.end):
            return []
        if _is_day(window) and not (word in CUES and (len(run.digits),) in self._shapes):
            return []
        if _is_glued_after(text, window[-1].end, "") or (_YEAR.fullmatch(run.digits) and len(window) == 1):
            return []
        if (word in self._prefixes - {""} or word in CUES) and len(run.digits) <= 10:
            return window
        return window if word not in _OTHER_THINGS and self._has_our_shape(window) else []

    def _has_our_shape(self, window: list[_Run]) -> bool:
        """Whether bare digits are laid out as our numbers, year included."""
        lengths = tuple(len(run.digits) for run in window)
        if len(window) == 1:
            return lengths in self._shapes and _GLUED_YEAR.fullmatch(window[0].digits) is not None
        if not _YEAR.fullmatch(window[0].digits):
            return False
        is_month = len(window) == 2 and lengths[1] == 2 and int(window[1].digits) <= 12
        joined = all(run.gap in "-/._" for run in window[1:])
        return lengths in self._shapes or (
            joined and not is_month and any(len(shape) == len(lengths) and shape[0] == 4 for shape in self._shapes)
        )

    def _begins_one(self, digits: str) -> bool:
        at = bisect_left(self._wholes, digits)
        return at < len(self._wholes) and self._wholes[at].startswith(digits)


def _take_apart(reference: str) -> _Number | None:
    parts = _PART.findall(fold(reference))
    digits = [at for at, part in enumerate(parts) if part.isdigit()]
    if not digits:
        return None
    groups = [part for part in parts if part.isdigit()]
    glued = _GLUED_YEAR.fullmatch(groups[0]) if len(groups) == 1 else None
    if glued:
        groups = [glued[1], glued[2]]
    return _Number("".join(parts[: digits[0]]), tuple(groups), "".join(parts[digits[-1] + 1 :]))


def _spellings(number: _Number) -> dict[str, _Form]:
    """The digits under which people may write the number, each under its surest form."""
    groups, serial = number.groups, number.groups[-1]
    stripped = [group.lstrip("0") or "0" for group in groups]
    forms: dict[str, _Form] = {}
    if len(groups) > 1 or len(serial) > 1:
        forms[serial] = forms[stripped[-1]] = _Form.SERIAL
    padded = [stripped[-1].zfill(width) for width in range(len(stripped[-1]), len(serial) + 1)]
    if number.year:
        middle = "".join(groups[1:-1])
        forms |= {each + number.year: _Form.REVERSED for each in padded}
        forms |= {number.year[2:] + middle + each: _Form.SHORT for each in padded}
    forms |= {"".join(stripped[:-1]) + each: _Form.STRIPPED for each in padded}
    forms["".join(groups)] = _Form.WHOLE
    return forms


def _runs(text: str) -> Iterator[_Run]:
    previous = -1
    for found in _RUN.finditer(text):
        word, between, digits = found.groups()
        start, end = found.start(3), found.end()
        before = ""
        if word:
            is_inside = found.start() == previous
            touch = "+" if not between else "-" if between in "-/._" else ""
            before = "*" * is_inside + word + touch
        gap = text[previous:start] if previous >= 0 else "\0"
        yield _Run(digits, start, end, before, gap if _JOIN.fullmatch(gap) else "")
        previous = end


def _same_groups(number: _Number, window: list[_Run]) -> bool:
    return len(window) == len(number.groups) and all(
        int(run.digits) == int(group) for run, group in zip(window, number.groups, strict=True)
    )


def _is_day(window: list[_Run]) -> bool:
    """Whether the digits may be a day: 24/11/2026, 24/11, 20261124."""
    digits = [run.digits for run in window]
    if len(digits) == 1:
        return bool(re.fullmatch(r"20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits[0]))
    month, last = digits[-2:]
    if len(digits) == 2 and len(month) <= 2 and _YEAR.fullmatch(last):
        return 1 <= int(month) <= 12
    return len(digits[0]) <= 2 and int(digits[0]) <= 31 and len(digits[1]) <= 2 and 1 <= int(digits[1]) <= 12


def _is_glued_after(text: str, end: int, suffix: str) -> bool:
    following = text[end : end + 1]
    return following.isalpha() and not (suffix and text.startswith(suffix, end))
