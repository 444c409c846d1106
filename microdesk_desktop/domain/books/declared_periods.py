"""The months or quarters for which turnover is declared (CSS art. L. 613-8): « 2026-T4 », « 2026-11 »."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import DeclarationPeriod

_MONTHS = {DeclarationPeriod.MONTHLY: 1, DeclarationPeriod.QUARTERLY: 3}
_NAME = re.compile(r"(\d{4})-(?:T([1-4])|(0[1-9]|1[0-2]))")


@dataclass(frozen=True, slots=True, order=True)
class DeclaredPeriod:
    """A month or a quarter; `first` is its first day."""

    first: date
    rhythm: DeclarationPeriod

    @property
    def name(self) -> str:
        """« 2026-T4 » or « 2026-11 », as the command line and the files name it."""
        if self.rhythm is DeclarationPeriod.QUARTERLY:
            return f"{self.first.year}-T{(self.first.month + 2) // 3}"
        return f"{self.first:%Y-%m}"

    @property
    def span(self) -> Span:
        """Its days."""
        months = self.first.month - 1 + _MONTHS[self.rhythm]
        following = date(self.first.year + months // 12, months % 12 + 1, 1)
        return Span(self.first, following - timedelta(days=1))

    @property
    def next(self) -> "DeclaredPeriod":
        """The period after it."""
        return DeclaredPeriod(self.span.until + timedelta(days=1), self.rhythm)

    @property
    def previous(self) -> "DeclaredPeriod":
        """The period before it."""
        return period_holding(self.first - timedelta(days=1), self.rhythm)


def period_holding(day: date, rhythm: DeclarationPeriod) -> DeclaredPeriod:
    """The period of this rhythm that holds a day."""
    months = _MONTHS[rhythm]
    return DeclaredPeriod(date(day.year, day.month - (day.month - 1) % months, 1), rhythm)


def period_named(name: str) -> DeclaredPeriod:
    """The period of a name. Raises INVALID_VALUE (`field`) for a text that names none."""
    found = _NAME.fullmatch(name)
    if found is None or not int(found[1]):
        raise KnownError(ErrorCode.INVALID_VALUE, field="period")
    if found[2]:
        return DeclaredPeriod(date(int(found[1]), 3 * int(found[2]) - 2, 1), DeclarationPeriod.QUARTERLY)
    return DeclaredPeriod(date(int(found[1]), int(found[3]), 1), DeclarationPeriod.MONTHLY)
