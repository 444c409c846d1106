"""Days and moments."""

from datetime import date, datetime

from microdesk_desktop.base.format.locales import locale
from microdesk_desktop.base.i18n import language


def short_day(on: date, today: date | None = None) -> str:
    """« 23/11 », with the year when it is not the current one."""
    is_this_year = today is None or on.year == today.year
    return f"{on:%d/%m}" if is_this_year else f"{on:%d/%m/%y}"


def year_unless(on: date, today: date) -> str:
    """The year to show under a short day, empty for the current one."""
    return "" if on.year == today.year else str(on.year)


def typed_day(on: date) -> str:
    """The day as it is typed in a field: « 23/11/2026 »."""
    return f"{on:%d/%m/%Y}"


def long_day(on: date) -> str:
    """« 21 novembre 2026 », « 1er novembre 2026 »."""
    # Imported here: a command that writes no long day would pay a tenth of its time for it.
    from babel.dates import format_date

    return _ordinal(on, format_date(on, "d MMMM yyyy", locale=locale()))


def yearly_day(on: date) -> str:
    """A day of every year: « 30 septembre »."""
    # Imported here, as for `long_day`.
    from babel.dates import format_date

    return _ordinal(on, format_date(on, "d MMMM", locale=locale()))


def _ordinal(on: date, text: str) -> str:
    return text.replace("1", "1er", 1) if on.day == 1 and language() == "fr" else text


def month_name(on: date) -> str:
    """The month of a day: « Novembre 2026 »."""
    # Imported here: a command that names no month would pay a tenth of its time for it.
    from babel.dates import format_date

    text = format_date(on, "LLLL yyyy", locale=locale())
    return text[:1].upper() + text[1:]


def month_word(month: int) -> str:
    """The name of a month within a sentence: « novembre »."""
    # Imported here, as for `month_name`.
    from babel.dates import format_date

    return format_date(date(2000, month, 1), "LLLL", locale=locale())


def short_month(on: date) -> str:
    """The month of a day, in a few letters: « nov. »."""
    # Imported here, as for `month_name`.
    from babel.dates import format_date

    return format_date(on, "LLL", locale=locale())


def moment(at: datetime) -> str:
    """A local day and time: « 21/11/2026 14:05 »."""
    local = at.astimezone()
    return f"{typed_day(local.date())} {clock_time(local)}"


def clock_time(at: datetime) -> str:
    """« 14:05 », local."""
    return f"{at.astimezone():%H:%M}"
