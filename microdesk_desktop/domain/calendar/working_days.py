"""Working days in France: those that are neither a Sunday nor a public holiday (Code du travail art. L. 3133-1)."""

from datetime import date, timedelta

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
"""Month and day of the public holidays that do not move."""
_AFTER_EASTER = (1, 39, 50)
"""Days from Easter Sunday to its Monday, Ascension Day and Whit Monday."""
_SUNDAY = 6


def nth_working_day(year: int, month: int, number: int) -> date:
    """The working day of this number in a month (« jour ouvrable »: Saturdays count, as the customs count them)."""
    day, found = date(year, month, 1), 0
    while True:
        found += is_working_day(day)
        if found == number:
            return day
        day += timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether a day is neither a Sunday nor a public holiday."""
    return day.weekday() != _SUNDAY and (day.month, day.day) not in _FIXED and day not in _moving(day.year)


def _moving(year: int) -> frozenset[date]:
    easter = easter_sunday(year)
    return frozenset(easter + timedelta(days=days) for days in _AFTER_EASTER)


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the anonymous algorithm, as Meeus gives it)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, year_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
