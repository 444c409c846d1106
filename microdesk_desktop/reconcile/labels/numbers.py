"""Find document numbers in what a payer wrote, in every usual spelling, but not inside a longer number.

F-2026-0042 is also F20260042, « facture n° 42 », « 2026 42 », « f 26-042 », F-2O26-OO42, « F-2026-0040 à 0042 ».
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.confidence import HIGH, Confidence, of_part, of_serial, of_whole
from microdesk_desktop.reconcile.labels.digit_runs import (
    Run,
    has_groups_of,
    is_day,
    is_decimals,
    is_followed_by_letters,
    is_followed_by_unit,
    is_fraction,
    is_full_date,
    joined_runs,
    runs_of,
)
from microdesk_desktop.reconcile.labels.references import (
    GLUED_YEAR,
    SERIAL,
    WHOLE,
    YEAR,
    Form,
    Number,
    digit_variants,
    is_truncation_of,
    parse_reference,
)
from microdesk_desktop.reconcile.labels.vocabulary import (
    NON_REFERENCE_KEYWORDS,
    NUMBER_SIGNS,
    REFERENCE_KEYWORDS,
)
from microdesk_desktop.reconcile.tuning import NUMBERS


@dataclass(frozen=True, slots=True)
class CitedDocuments:
    """The open documents that a text cites, by position.

    `cites_closed_document` is true when the text has a number like the user's own, of no open document. `cut` holds the
    digits of the numbers that the bank may have truncated.
    """

    found: dict[int, Confidence]
    cites_closed_document: bool = False
    cut: tuple[str, ...] = ()

    def at_least(self, least: Confidence) -> Collection[int]:
        """The documents cited with that confidence or more."""
        return [position for position, confidence in self.found.items() if confidence >= least]

    def may_begin(self, reference: str) -> bool:
        """Whether what is left of a cut number agrees with this reference."""
        number = parse_reference(reference) if self.cut else None
        return number is not None and any(is_truncation_of(digits, number) for digits in self.cut)


# The answers for most texts are one object each: they take no memory.
NOTHING_CITED = CitedDocuments({})
ONLY_CLOSED_CITED = CitedDocuments({}, cites_closed_document=True)


@dataclass(slots=True)
class _Entry:
    """One way to write the number of one document."""

    position: int
    number: Number
    form: Form


Hit = tuple[_Entry, Confidence]

# What may stand between the numbers of a list or of a range.
_LINK = re.compile(r"[ ,;/&+.\-]*(?:(AU?|TO|JUSQU.?AU?|ET|&)[ ,;]*)?(?:LES? )?(?:[A-Z]{1,7}[ .\-°]*)?")
# A word of more than forty letters and digits would be read again from each number inside it; no reference is one.
_FIELD_END = re.compile(r"(?<! ) *+(?:$|\||REF|(?=[A-Z]{0,40}\d)[0-9A-Z]{8,40}\b)")
# Of one to six digits that are no part of a day, of an amount or of a word.
_PLAIN = re.compile(r"(?<![\w/.,*-])(?:N[O°]? ?)?(\d{1,6})(?![\w/*%€-]|[.,]\d| ?(?:EUR|E\b|%))")
_LOOKALIKE = re.compile(r"(?<![OIL])[OIL]++(?=\d)|(?<=\d)[OIL]++(?![A-Z])")
# Letters that payers and scanners write for digits.
DIGITS_OF_LETTERS = str.maketrans("OIL", "011")
_LOOKALIKE_BESIDE = re.compile(r"[OIL]\d|\d[OIL]")
_BEFORE_OTHER_NUMBERS = NON_REFERENCE_KEYWORDS - {"AU"}  # « 0040 AU 0042 » is a range


class NumberIndex:
    """The references of open documents under each way of writing their digits."""

    def __init__(self, references: Iterable[tuple[int, str, bool, int]]) -> None:
        """Take (position, reference, is_ours, year of issue); is_ours is true for the user's own documents.

        Suppliers' references count only when they are written whole.
        """
        self._entries: dict[str, list[_Entry]] = {}
        self._siblings: dict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
        self._prefixes: set[str] = set()
        self._inner_prefixes: set[str] = set()
        self._shapes: set[tuple[int, ...]] = set()
        self._heads: set[str] = set()
        self._wholes: list[tuple[str, Number]] = []
        for position, reference, is_ours, year in references:
            number = parse_reference(reference, year)
            if number is not None and is_ours:
                self._add(position, number)
                if number.prefix and fold(reference)[:1].isdigit():
                    self._inner_prefixes.add(number.prefix)
            elif number is not None and len(number.digits) >= NUMBERS.distinctive:
                self._file(number.digits, _Entry(position, number, WHOLE))
        self._wholes.sort()
        self._shortest = min((len(digits) for digits, _ in self._wholes), default=0)
        self._announcing = REFERENCE_KEYWORDS | self._prefixes
        self._with_prefix_inside = _with_prefix_inside(self._inner_prefixes) if self._inner_prefixes else None
        self.longest_digits = max(NUMBERS.longest_number, *map(len, self._entries), 0)

    def _add(self, position: int, number: Number) -> None:
        entries: dict[Form, _Entry] = {}
        for digits, form in digit_variants(number).items():
            if form not in entries:
                entries[form] = _Entry(position, number, form)
            self._file(digits, entries[form])
        self._siblings[number.series, int(number.serial)].append(position)
        if number.prefix:
            self._prefixes.add(number.prefix)
        digits = number.digits
        self._shapes |= {tuple(map(len, number.groups)), (len(digits),)}
        self._heads.update(number.groups[:-1][:1])
        self._wholes.append((digits, number))

    def _file(self, digits: str, entry: _Entry) -> None:
        # Nearly all digits are of one document: a list of one is smaller than one that was appended to.
        if digits in self._entries:
            self._entries[digits].append(entry)
        else:
            self._entries[digits] = [entry]

    @property
    def forms(self) -> tuple[object, ...]:
        """What the references have in common; a text that cites none of them is read by these alone."""
        prefixes = sorted(self._prefixes), sorted(self._inner_prefixes)
        return *prefixes, sorted(self._shapes), sorted(self._heads), self._shortest

    def find(self, text: str) -> CitedDocuments:
        """The documents that the folded text cites; letters O, I and L are tried as digits where these give nothing."""
        if self._with_prefix_inside:
            text = self._with_prefix_inside.sub(r"\2\1-", text)
        reading = _Reading(self, text)
        cited = reading.cited()
        if HIGH in cited.found.values() or not reading.has_lookalike():
            return cited
        other = _Reading(self, _LOOKALIKE.sub(lambda found: found[0].translate(DIGITS_OF_LETTERS), text)).cited()
        return max(cited, other, key=lambda each: max(each.found.values(), default=0))

    def longest(self, window: Sequence[Run], after: Run | None, text: str) -> tuple[int, list[Hit]]:
        """How many runs of the window the longest known number takes from its start, and which documents it may be.

        `after` is the run that follows the window. A space may part two numbers as well as the two halves of one: both
        readings are kept.
        """
        length = 1
        hits: list[Hit] = []
        for size in range(len(window), 0, -1):
            entries = self._entries_of(window[:size])
            following = window[size] if size < len(window) else after
            if entries and (found := self._hits(entries, window[:size], following, text)):
                length = max(length, size)
                hits += found
            if hits and " " not in window[size - 1].separator_before:
                break
        if len(hits) > 1:
            best = max(confidence for _, confidence in hits)
            hits = [hit for hit in hits if hit[1] is best]
            hits = [hit for hit in hits if hit[0].number.prefix == window[0].word] or hits
        return length, hits

    def _hits(self, entries: Sequence[_Entry], window: Sequence[Run], following: Run | None, text: str) -> list[Hit]:
        if is_fraction(text, window[0].start) or is_followed_by_unit(text, window[-1].end):
            return []
        if is_decimals(text, window[0]) or window[0].is_of_name:
            return []
        hits = ((entry, self._confidence(entry, window, following, text)) for entry in entries)
        return [(entry, confidence) for entry, confidence in hits if confidence]

    def _entries_of(self, window: Sequence[Run]) -> Sequence[_Entry]:
        if len(window) == 1:
            return self._entries.get(window[0].digits, ())
        entries = self._entries.get("".join(run.digits for run in window))
        if entries:
            return entries
        stripped = "".join(run.digits.lstrip("0") for run in window)
        return [entry for entry in self._entries.get(stripped, ()) if has_groups_of(window, entry.number)]

    def _confidence(self, entry: _Entry, window: Sequence[Run], following: Run | None, text: str) -> Confidence | None:
        """How surely the window is the entry's number, None when it is something else."""
        first, number = window[0], entry.number
        has_prefix = _has_prefix(first, number.prefix)
        is_announced = has_prefix or first.word in REFERENCE_KEYWORDS
        if not has_prefix and _is_of_something_else(first):
            return None
        if not is_announced and first.word and self._belongs_to_word(first):
            return None
        if is_followed_by_letters(text, window[-1].end, number.suffix):
            return None
        if entry.form is SERIAL:
            if any(run.follows_sign for run in window[1:]) or self._begins_a_longer(first, following):
                return None
            return of_serial(first, following, is_announced and first.word != "")
        if entry.form is WHOLE:
            return of_whole(number, window, has_prefix, is_announced)
        return of_part(number, window, is_announced)

    def _belongs_to_word(self, run: Run) -> bool:
        return run.is_glued or (run.separator_after_word == "-" and run.word in self._prefixes)

    def _begins_a_longer(self, run: Run, following: Run | None) -> bool:
        """Whether the run and the next, joined by a sign, are laid out as one number of the user's."""
        if following is None or not following.follows_sign:
            return False
        return (len(run.digits), len(following.digits)) in self._shapes

    def continued(self, runs: Sequence[Run], place: int, series: Sequence[Number], text: str) -> set[int]:
        """The documents that a list or a range adds to the number just read: « 0040, 41 et 42 », « 0040 à 0042 »."""
        run, serial, gap = runs[place], series[0].serial, (runs[place - 1].end, runs[place].start)
        link = _LINK.fullmatch(text, *gap)
        if link is None or len(run.digits) > len(serial):
            return set()
        if text[slice(*gap)] == " " and len(run.digits) < len(serial) and not _follows(run.digits, serial):
            return set()
        if self._is_of_other_word(run) or _is_no_number(run, text):
            return set()
        last = int(run.digits)
        first = int(serial) + 1 if _is_range(link) else last
        if not 0 <= last - first < NUMBERS.longest_range:
            first = last
        wanted = [(number.series, each) for number in series for each in range(first, last + 1)]
        return {position for key in wanted for position in self._siblings.get(key, ())}

    def between(
        self, first: Sequence[Number], last: Sequence[Number], text: str, gap: tuple[int, int]
    ) -> dict[int, Confidence]:
        """The documents between two numbers written whole: « F-2026-0040 au F-2026-0043 »."""
        link = _LINK.fullmatch(text, *gap)
        if link is None or not _is_range(link) or not first or first[0].series != last[0].series:
            return {}
        serials = range(int(first[0].serial) + 1, int(last[0].serial))
        if len(serials) >= NUMBERS.longest_range:
            return {}
        positions = (self._siblings.get((first[0].series, serial), ()) for serial in serials)
        return dict.fromkeys(chain.from_iterable(positions), HIGH)

    def _is_of_other_word(self, run: Run) -> bool:
        return (run.is_glued and run.word not in self._announcing) or run.word in _BEFORE_OTHER_NUMBERS

    def unknown(self, window: Sequence[Run], text: str) -> Sequence[Run]:
        """The first runs of the window that look like a number of no open document; empty when none do."""
        for size in range(min(len(window), NUMBERS.unknown_runs), 0, -1):
            if self._is_like_ours(window[:size], text):
                return window[:size]
        return ()

    def _is_like_ours(self, window: Sequence[Run], text: str) -> bool:
        first = window[0]
        is_keyword = first.word in REFERENCE_KEYWORDS
        if is_keyword or first.word in self._prefixes:
            is_plausible = len(first.digits) <= NUMBERS.longest_number
        else:
            is_foreign = first.is_glued or first.word in NON_REFERENCE_KEYWORDS
            is_plausible = not is_foreign and self._has_our_shape(window)
        if not is_plausible or (len(window) == 1 and YEAR.fullmatch(first.digits)):
            return False
        if is_day(window) and not (is_keyword and (len(first.digits),) in self._shapes):
            return False
        end = window[-1].end
        return not (is_followed_by_unit(text, end) or is_followed_by_letters(text, end) or _is_no_number(first, text))

    def _has_our_shape(self, window: Sequence[Run]) -> bool:
        """Whether bare digits are laid out as the user's numbers, year included."""
        lengths = tuple(len(run.digits) for run in window)
        if len(window) == 1:
            return lengths in self._shapes and GLUED_YEAR.fullmatch(window[0].digits) is not None
        is_joined = all(run.separator_before in "-/._" for run in window[1:])
        if not YEAR.fullmatch(window[0].digits):
            return is_joined and lengths in self._shapes and window[0].digits in self._heads
        is_month = len(window) == 2 and lengths[1] == 2 and int(window[1].digits) <= 12
        is_alike = any(len(shape) == len(lengths) and shape[0] == lengths[0] for shape in self._shapes)
        return lengths in self._shapes or (is_joined and is_alike and not is_month)

    def cut(self, window: Sequence[Run], text: str) -> Sequence[str]:
        """The digits of a window at the end of a field, when they are fewer than any of the user's numbers has."""
        digits = "".join(run.digits for run in window)
        is_short = len(digits) < self._shortest
        return [digits] if is_short and _FIELD_END.match(text, window[-1].end) else []

    def begins_one(self, digits: str) -> bool:
        """Whether the digits are the beginning of one of the user's numbers."""
        at = bisect_left(self._wholes, (digits,))
        return any(is_truncation_of(digits, number) for _, number in self._wholes[at : at + NUMBERS.continuations])


class _Reading:
    """One pass over the runs of digits of one text, from left to right."""

    def __init__(self, index: NumberIndex, text: str) -> None:
        self._index = index
        self._text = text
        self._runs = runs_of(text)
        self._found: dict[int, Confidence] = {}
        self._cites_closed_document = False
        self._cut: list[str] = []
        self._series: Sequence[Number] = ()  # the number read last, as the documents it may be
        self._end_of_number = -1  # the run after it

    def cited(self) -> CitedDocuments:
        """The documents that the text cites."""
        place = 0
        while place < len(self._runs):
            place += self._read(place)
        if not (self._found or self._cites_closed_document or self._cut):
            return NOTHING_CITED
        if not (self._found or self._cut):
            return ONLY_CLOSED_CITED
        return CitedDocuments(self._found, self._cites_closed_document, tuple(self._cut))

    def has_lookalike(self) -> bool:
        """Whether a letter that looks like a digit stands beside one."""
        return _LOOKALIKE_BESIDE.search(self._text) is not None

    def _read(self, place: int) -> int:
        """Read the number that begins at this run, if one does; returns how many runs it takes."""
        index, runs, text = self._index, self._runs, self._text
        if len(runs[place].digits) > index.longest_digits:
            return 1
        window = joined_runs(runs, place, NUMBERS.runs)
        end = place + len(window)
        length, hits = index.longest(window, runs[end] if end < len(runs) else None, text)
        is_high = bool(hits) and hits[0][1] is HIGH
        if place == self._end_of_number and not is_high:
            siblings = index.continued(runs, place, self._series, text)
            if siblings:
                self._found.update(dict.fromkeys(siblings, HIGH))
                self._end_of_number = place + 1
                return 1
        if not is_high and is_full_date(runs[place : place + 3]):
            return 3
        if hits:
            if place == self._end_of_number and is_high:
                numbers, gap = [entry.number for entry, _ in hits], (runs[place - 1].end, runs[place].start)
                self._found.update(index.between(self._series, numbers, text, gap))
            return self._take(place, length, hits)
        unknown = index.unknown(window, text)
        return self._take_unknown(unknown) if unknown else length

    def _take(self, place: int, length: int, hits: Sequence[Hit]) -> int:
        self._series, self._end_of_number = [entry.number for entry, _ in hits], place + length
        for entry, confidence in hits:
            self._found[entry.position] = max(confidence, self._found.get(entry.position, confidence))
        self._cut += self._index.cut(self._runs[place : place + length], self._text)
        return length

    def _take_unknown(self, window: Sequence[Run]) -> int:
        ends = self._index.cut(window, self._text)
        self._cites_closed_document |= not any(self._index.begins_one(digits) for digits in ends)
        self._cut += ends
        return len(window)


def _with_prefix_inside(prefixes: Iterable[str]) -> re.Pattern[str]:
    """The first digits and the letters of numbers such as 2026FC0042, 2026-FC-0042."""
    letters = "|".join(sorted(prefixes, key=lambda each: (-len(each), each)))
    return re.compile(rf"(?<![0-9A-Z])(\d++)[ \-/._]?({letters})[ \-/._]?(?=\d)")


# Cached: a label is asked once for each of a client's documents.
@personal_cache(maxsize=64)
def serials_written(text: str) -> frozenset[int]:
    """The plain numbers of a folded text that may be the ends of documents' numbers: « DE NACELLE 0044 »."""
    return frozenset(int(digits) for digits in _PLAIN.findall(text))


def _is_range(link: re.Match[str]) -> bool:
    return link[1] is not None and link[1] not in ("ET", "&")


def _is_of_something_else(run: Run) -> bool:
    """Whether a word announces another kind of number: « DEVIS 12 », « COMMANDE N 208 »."""
    if run.word in NON_REFERENCE_KEYWORDS:
        return True
    return run.word in NUMBER_SIGNS and run.word_before in NON_REFERENCE_KEYWORDS


def _follows(digits: str, serial: str) -> bool:
    """Whether digits after a space are a number soon after, written without its zeros: « 00207 208 209 »."""
    is_whole = len(digits) >= max(2, len(serial.lstrip("0")))
    return is_whole and 0 < int(digits) - int(serial) <= NUMBERS.longest_list_step


def _has_prefix(run: Run, prefix: str) -> bool:
    if run.word == prefix:
        return True
    return bool(prefix) and run.is_glued and run.word.endswith(prefix) and len(run.digits) >= NUMBERS.after_glued_prefix


def _is_no_number(run: Run, text: str) -> bool:
    is_share = is_fraction(text, run.start) and "/" not in run.separator_before
    return is_share or is_followed_by_unit(text, run.end) or is_followed_by_letters(text, run.end)
