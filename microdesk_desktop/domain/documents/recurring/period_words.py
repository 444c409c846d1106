"""The names of months and periods in the texts of documents that come again, in French and English.

« Maintenance de {mois} »  ─▶  « Maintenance de mars », « Maintenance d'avril »
« Loyer {période} »        ─▶  « Loyer mars 2026 », « Loyer 1er trimestre 2026 », « Loyer du 2 au 8 mars 2026 »

A text of either language may have the placeholders of the other.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_PLACEHOLDER = re.compile(r"(?P<before>\b[dD]e )?\{(?:(?P<month>mois|month)|(?P<year>année|year)|période|period)\}")
_PERIOD = {"fr": "{période}", "en": "{period}"}
PLACEHOLDERS = {"fr": "{mois} {année} {période}", "en": "{month} {year} {period}"}
"""As a help shows them."""
_VOWELS = "aeiouhâéèêô"
_QUARTER, _YEAR = 3, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePeriod:
    """The days that a document bills, both included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many whole calendar months the period is; 0 where it is none."""
        is_whole = self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]
        return (self.last.year - self.first.year) * _YEAR + self.last.month - self.first.month + 1 if is_whole else 0


def with_period(text: str, period: ServicePeriod, language: str) -> str:
    """The text with « {mois} », « {année} » and « {période} » replaced; in French « de » before them agrees."""
    code = language if language in _MONTHS else "fr"

    def words(found: re.Match[str]) -> str:
        before = found["before"] or ""
        if found["year"]:
            return f"{before}{period.first.year}"
        value = _MONTHS[code][period.first.month - 1] if found["month"] else period_words(period, code)
        return _joined(before, value) if code == "fr" else before + value

    return _PLACEHOLDER.sub(words, text)


def with_placeholder(text: str, period: ServicePeriod, language: str) -> str:
    """The text with « {période} » where it names the period: the reverse of `with_period`, also of what agrees."""
    code = language if language in _MONTHS else "fr"
    words = period_words(period, code)
    if code != "fr":
        return re.sub(rf"\b{re.escape(words)}\b", _PERIOD[code], text, flags=re.IGNORECASE)
    apart = words.removeprefix("du ")
    agreed = rf"\b([dD])(?:e |u |['\u2019]){re.escape(apart)}\b"
    named = re.sub(agreed, lambda found: f"{found[1]}e {_PERIOD[code]}", text, flags=re.IGNORECASE)
    return re.sub(rf"\b{re.escape(words)}\b", _PERIOD[code], named, flags=re.IGNORECASE)


def period_words(period: ServicePeriod, language: str) -> str:
    """« mars 2026 », « 1er trimestre 2026 », « 2026 », « mars à mai 2026 », « du 2 au 8 mars 2026 »."""
    months, first, last = _MONTHS[language], period.first, period.last
    is_french = language == "fr"
    if period.months == 1:
        return f"{months[first.month - 1]} {first.year}"
    if period.months == _QUARTER and first.month % _QUARTER == 1:
        number = first.month // _QUARTER + 1
        return (
            f"{number}{'er' if number == 1 else 'e'} trimestre {first.year}" if is_french else f"Q{number} {first.year}"
        )
    if period.months == _YEAR and first.month == 1:
        return str(first.year)
    year = f" {first.year}" if first.year != last.year else ""
    if period.months:
        to = " à " if is_french else " to "
        return f"{months[first.month - 1]}{year}{to}{months[last.month - 1]} {last.year}"
    return _days(period, language, year)


def _days(period: ServicePeriod, language: str, year: str) -> str:
    first, last = period.first, period.last
    end = f"{_day(last, language)} {_month(last, language)} {last.year}"
    if first == last:
        return end
    month = f" {_month(first, language)}{year}" if (first.year, first.month) != (last.year, last.month) else ""
    start = f"{_day(first, language)}{month}"
    return f"du {start} au {end}" if language == "fr" else f"{start} to {end}"


def _day(day: date, language: str) -> str:
    return "1er" if language == "fr" and day.day == 1 else str(day.day)


def _month(day: date, language: str) -> str:
    return _MONTHS[language][day.month - 1]


def _joined(before: str, value: str) -> str:
    """« de » and what follows: « d'avril », « du 1er trimestre 2026 », « du 2 au 8 mars 2026 », « de mars »."""
    if not before:
        return value
    if value.startswith("du "):
        return f"{before[0]}u {value.removeprefix('du ')}"
    if value[0].isdigit() and not value.isdigit():
        return f"{before[0]}u {value}"
    return f"{before[0]}'{value}" if value[0] in _VOWELS else before + value
