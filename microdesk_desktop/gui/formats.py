"""Amounts, days and moments as the user's language writes them."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from microdesk_desktop.base.i18n import language

MINUS = "\u2212"
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_NUMERIC_DAY = "dd/MM/yyyy"


def amount(cents: int, currency: str = "EUR", *, signed: bool = False) -> str:
    """A sum of money: « 1 250,00 € », with a true minus, and a plus when `signed` and money comes in."""
    text = _legible(format_currency(Decimal(abs(cents)) / 100, currency, locale=_locale()))
    sign = MINUS if cents < 0 else "+" if signed and cents > 0 else ""
    return sign + text


def typed_amount(cents: int) -> str:
    """The amount as it stands in a field, without currency: « 1 250,00 »."""
    text = _legible(format_decimal(Decimal(abs(cents)) / 100, format="#,##0.00", locale=_locale()))
    return (MINUS if cents < 0 else "") + text


def count(number: int) -> str:
    """A whole number with its groups: « 12 408 »."""
    return _legible(format_decimal(number, locale=_locale()))


def short_day(on: date, today: date | None = None) -> str:
    """« 23/11 », with the year when it is not the present one."""
    is_this_year = today is None or on.year == today.year
    return format_date(on, "dd/MM" if is_this_year else "dd/MM/yy", locale=_locale())


def year_unless(on: date, today: date) -> str:
    """The year below a short day, when it is not the present one."""
    return "" if on.year == today.year else str(on.year)


def typed_day(on: date) -> str:
    """The day as it stands in a field: « 23/11/2026 »."""
    return format_date(on, _NUMERIC_DAY, locale=_locale())


def long_day(on: date) -> str:
    """« 21 novembre 2026 »."""
    return format_date(on, "d MMMM yyyy", locale=_locale())


def moment(at: datetime) -> str:
    """A local day and time: « 21/11/2026 14:05 »."""
    local = at.astimezone()
    return f"{typed_day(local.date())} {clock_time(local)}"


def clock_time(at: datetime) -> str:
    """« 14:05 », local."""
    return format_time(at.astimezone(), "HH:mm", locale=_locale())


def iban(text: str) -> str:
    """An IBAN of which only the two ends are shown: « FR76 •••• 4021 »."""
    compact = text.replace(" ", "")
    return f"{compact[:4]} •••• {compact[-4:]}"


def _legible(text: str) -> str:
    """The groups apart enough to be seen: at 13 pixels the narrow no-break space is a hair."""
    return text.replace("\u202f", "\u00a0")


def _locale() -> str:
    return _LOCALES[language()]
