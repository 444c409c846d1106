"""What is typed into the palette, read as words, as an amount and as a day; each reading that is possible counts."""

from dataclasses import dataclass

from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.text import fold

# A leap year, so that 29 February is a day of it.
_ANY_YEAR = 2024


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as a number and as a day.

    `cents` is None for what is no amount, and without its sign unless `is_signed`. `day` is 20261121 for
    21 November 2026, 1121 for « 21/11 » of any year, and None for what is no day.
    """

    cents: int | None = None
    is_signed: bool = False
    day: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.cents is None and self.day is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed: folded as a whole, word by word, and every part with its reading as an amount or a day."""

    text: str
    words: tuple[str, ...]
    reading: Reading
    readings: tuple[Reading, ...]


def read_query(typed: str) -> Query:
    """Read what is typed: « nova », « F-2026-0042 », « -42,60 », « 1 480 € », « 21 novembre », « nova 480 »."""
    text = fold(typed)
    words = tuple(dict.fromkeys(text.split()))
    return Query(
        text=text,
        words=words,
        reading=_reading(typed),
        readings=tuple(_reading(word) for word in words) if len(words) > 1 else (_reading(typed),) * len(words),
    )


def _reading(text: str) -> Reading:
    cents = _cents(text)
    return Reading(
        cents=cents, is_signed=cents is not None and text.strip()[:1] in ("-", "\u2212", "+"), day=_day(text)
    )


def _cents(text: str) -> int | None:
    """The amount; None for what is none, and for zero, which records without an amount have too."""
    try:
        return parse_cents(text, "," if "," in text else ".") or None
    except ValueError:
        return None


def _day(text: str) -> int | None:
    """The day with or without its year; a plain number is an amount or a document's number, never a day."""
    if text.strip().isdecimal():
        return None
    for written, has_year in ((text, True), (f"{text}/{_ANY_YEAR}", False), (f"{text} {_ANY_YEAR}", False)):
        try:
            day = parse_day(written)
        except ValueError:
            continue
        return (day.year if has_year else 0) * 10_000 + day.month * 100 + day.day
    return None
