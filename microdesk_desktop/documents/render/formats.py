"""Amounts, numbers, days and identifiers as a document shows them, in its language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.documents.render.words import LOCALES, day_text
from microdesk_desktop.documents.units import units
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.parties import Address
from microdesk_desktop.domain.documents.types import Line

NO_BREAK, _NARROW = "\u00a0", "\u202f"
_MINUS = "−"
_SEPARATORS = {"fr": (_NARROW, ","), "en": (",", ".")}
"""Of thousands and of decimals. Written here because Babel takes fifty microseconds for one amount, and a document of
two hundred lines has a thousand of them."""
_UNIT_OF_COUNT = "C62"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How the values of one document are written; `words` are those of its language."""

    language: str
    currency: str
    words: Mapping[str, str]

    def amount(self, cents: int, currency: str = "") -> str:
        """« 1 234,50 € », "€1,234.50"; without decimals for a currency that has none."""
        before, after, decimals = _currency_form(currency or self.currency, self.language)
        text = decimal_text(abs(cents), Decimals.AMOUNT, at_least=Decimals.AMOUNT)
        number = self._separated(text if decimals else text.partition(".")[0])
        return f"{_MINUS if cents < 0 else ''}{before}{number}{after}"

    def price(self, millionths: int) -> str:
        """A unit price with two decimals, or as many as it has."""
        return self._separated(decimal_text(millionths, Decimals.PRICE, at_least=2))

    def percent(self, value: int, decimals: Decimals) -> str:
        """« 5,5 % », "5.5%"."""
        return f"{self.number(value, decimals)}{NO_BREAK if self.language == 'fr' else ''}%"

    def number(self, value: int, decimals: Decimals) -> str:
        """A number without needless zeros."""
        return self._separated(decimal_text(value, decimals))

    def quantity(self, line: Line) -> str:
        """« 2,5 jours »; what is counted in pieces has no unit."""
        number = self.number(line.quantity, Decimals.QUANTITY)
        if line.unit == _UNIT_OF_COUNT:
            return number
        unit, one = units()[line.unit], 10**Decimals.QUANTITY
        is_one = abs(line.quantity) < 2 * one if self.language == "fr" else line.quantity == one
        return f"{number}{NO_BREAK}{(unit.one if is_one else unit.many)[self.language]}"

    def day(self, on: date | None) -> str:
        """A day in full; empty for none."""
        return day_text(on, self.language) if on else ""

    def short_day(self, on: date) -> str:
        """« 12/10/2026 », "12 Oct 2026" without a break: a month in words, since an English reader may put it first."""
        if self.language == "fr":
            return f"{on:%d/%m/%Y}"
        from babel.dates import format_date

        return format_date(on, "d MMM yyyy", locale=LOCALES[self.language]).replace(" ", NO_BREAK)

    def period(self, first: date | None, last: date | None) -> str:
        """« du 1er au 30 novembre 2026 »: month and year of the first day only where they differ."""
        if first is None or last is None:
            return self.day(first or last)
        start = self.day(first)
        if first.year == last.year:
            parts = start.split(" ")
            start = " ".join(parts[: 1 if first.month == last.month else 2])
        return " ".join(filter(None, (self.words["from"], start, self.words["to"], self.day(last))))

    def postal(self, address: Address) -> list[str]:
        """The lines of an address, with the name of a country other than France."""
        town = " ".join(filter(None, (address.postal_code, address.city)))
        return [*address.lines, *filter(None, (town, _country(address.country, self.language)))]

    def _separated(self, text: str) -> str:
        """A number with a decimal point in the separators of the language."""
        thousands, point = _SEPARATORS[self.language]
        whole, _, fraction = text.partition(".")
        grouped = f"{int(whole):,}".replace(",", thousands).replace("-", _MINUS)
        if whole.startswith("-") and not int(whole):
            grouped = f"{_MINUS}{grouped}"
        return f"{grouped}{point}{fraction}" if fraction else grouped


def spaced(identifier: str, group: int = 3) -> str:
    """An identifier in groups: 123 456 789 00012, FR76 3000 …"""
    head, tail = (identifier[:9], identifier[9:]) if group == 3 else (identifier, "")
    return NO_BREAK.join(filter(None, (*_groups(head, group), tail)))


def _groups(text: str, size: int) -> Iterable[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


@impersonal_cache(maxsize=64)
def _currency_form(currency: str, language: str) -> tuple[str, str, bool]:
    """What stands before and after an amount of this currency, and whether it has decimals."""
    from babel.numbers import format_currency

    zero = format_currency(Decimal(0), currency, locale=LOCALES[language])
    before, _, rest = zero.partition("0")
    after = rest.lstrip("0.,")
    return before, after, rest != after


def _country(code: str, language: str) -> str:
    if code == "FR":
        return ""
    from babel import Locale

    return str(Locale(language).territories.get(code, code))
