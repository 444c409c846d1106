"""Amounts, days and moments as the user's language writes them."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from microdesk_desktop.base.i18n import language

MINUS = "\u2212"
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def amount(cents: int, currency: str = "EUR", *, signed: bool = False) -> str:
    """A sum of money: « 1 250,00 € », with a true minus, and a plus when `signed` and money comes in."""
    shape = _shape(_locale(), currency)
    sign = MINUS if cents < 0 else "+" if signed and cents > 0 else ""
    return f"{sign}{shape.before}{_digits(cents, shape)}{shape.after}"


def typed_amount(cents: int) -> str:
    """The amount as it stands in a field, without currency: « 1 250,00 »."""
    return (MINUS if cents < 0 else "") + _digits(cents, _shape(_locale(), "EUR"))


def count(number: int) -> str:
    """A whole number with its groups: « 12 408 »."""
    return _legible(format_decimal(number, locale=_locale()))


def short_day(on: date, today: date | None = None) -> str:
    """« 23/11 », with the year when it is not the present one."""
    is_this_year = today is None or on.year == today.year
    return f"{on:%d/%m}" if is_this_year else f"{on:%d/%m/%y}"


def year_unless(on: date, today: date) -> str:
    """The year below a short day, when it is not the present one."""
    return "" if on.year == today.year else str(on.year)


def typed_day(on: date) -> str:
    """The day as it stands in a field: « 23/11/2026 »."""
    return f"{on:%d/%m/%Y}"


def long_day(on: date) -> str:
    """« 21 novembre 2026 »."""
    return format_date(on, "d MMMM yyyy", locale=_locale())


def moment(at: datetime) -> str:
    """A local day and time: « 21/11/2026 14:05 »."""
    local = at.astimezone()
    return f"{typed_day(local.date())} {clock_time(local)}"


def clock_time(at: datetime) -> str:
    """« 14:05 », local."""
    return f"{at.astimezone():%H:%M}"


def iban(text: str) -> str:
    """An IBAN of which only the two ends are shown: « FR76 •••• 4021 »."""
    compact = text.replace(" ", "")
    return f"{compact[:4]} •••• {compact[-4:]}"


class _Shape(NamedTuple):
    """How a currency is written around its digits."""

    before: str
    group: str
    decimal: str
    after: str


@lru_cache(maxsize=32)
def _shape(locale: str, currency: str) -> _Shape:
    """Babel's way of writing the currency, learnt from one amount: a list paints thousands of them."""
    sample = _legible(format_currency(Decimal("1234.56"), currency, locale=locale, currency_digits=False))
    found = re.fullmatch(r"(\D*)1(\D?)234(\D)56(\D*)", sample)
    assert found is not None, sample
    return _Shape(*found.groups())


def _digits(cents: int, shape: _Shape) -> str:
    whole, fraction = divmod(abs(cents), 100)
    return f"{whole:,}".replace(",", shape.group) + f"{shape.decimal}{fraction:02}"


def _legible(text: str) -> str:
    """The groups apart enough to be seen: at 13 pixels the narrow no-break space is a hair."""
    return text.replace("\u202f", "\u00a0")


def _locale() -> str:
    return _LOCALES[language()]
