"""Amounts of money and account numbers."""

import re
from decimal import Decimal
from typing import NamedTuple

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.format.locales import locale, wide_groups

MINUS = "\u2212"


def amount(cents: int, currency: str, *, signed: bool = False) -> str:
    """A sum of money: « 1 250,00 € », with a true minus, and a plus when `signed` and money comes in."""
    shape = _shape(locale(), currency)
    sign = MINUS if cents < 0 else "+" if signed and cents > 0 else ""
    return f"{sign}{shape.before}{_digits(cents, shape)}{shape.after}"


def whole_amount(cents: int, currency: str) -> str:
    """A sum of money without its cents, which are cut off: « 1 250 € »."""
    shape = _shape(locale(), currency)
    return f"{MINUS if cents <= -100 else ''}{shape.before}{_grouped(abs(cents) // 100, shape)}{shape.after}"


def price(millionths: int, currency: str) -> str:
    """A price for one unit, with all its decimals and at least two: « 0,0333 € »."""
    shape = _shape(locale(), currency)
    return f"{MINUS if millionths < 0 else ''}{shape.before}{_price_digits(millionths, shape)}{shape.after}"


def typed_price(millionths: int) -> str:
    """The price as typed in a field, without currency: « 0,0333 »."""
    return (MINUS if millionths < 0 else "") + _price_digits(millionths, _shape(locale(), "EUR"))


def decimal_mark() -> str:
    """What stands before the decimals of a number: « , »."""
    return _shape(locale(), "EUR").decimal


def typed_amount(cents: int) -> str:
    """The amount as typed in a field, without currency: « 1 250,00 »."""
    return (MINUS if cents < 0 else "") + _digits(cents, _shape(locale(), "EUR"))


def iban(text: str) -> str:
    """An IBAN with only its two ends shown: « FR76 •••• 4021 »."""
    compact = text.replace(" ", "")
    return f"{compact[:4]} •••• {compact[-4:]}"


class _Shape(NamedTuple):
    """How a currency is written around its digits."""

    before: str
    group: str
    decimal: str
    after: str


@impersonal_cache(maxsize=32)
def _shape(language_locale: str, currency: str) -> _Shape:
    """Babel's way of writing the currency, derived from one sample and cached: a list formats thousands of amounts."""
    # Imported here: a command that writes no amount would pay a tenth of its time for it.
    from babel.numbers import format_currency

    sample = wide_groups(format_currency(Decimal("1234.56"), currency, locale=language_locale, currency_digits=False))
    found = re.fullmatch(r"\A(\D*)1(\D?)234(\D)56(\D*)", sample)
    assert found is not None, sample
    return _Shape(*found.groups())


def _digits(cents: int, shape: _Shape) -> str:
    whole, fraction = divmod(abs(cents), 100)
    return _grouped(whole, shape) + f"{shape.decimal}{fraction:02}"


def _price_digits(millionths: int, shape: _Shape) -> str:
    whole, fraction = divmod(abs(millionths), 1_000_000)
    return _grouped(whole, shape) + shape.decimal + f"{fraction:06}".rstrip("0").ljust(2, "0")


def _grouped(whole: int, shape: _Shape) -> str:
    return f"{whole:,}".replace(",", shape.group)
