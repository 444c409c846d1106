"""Payment terms: from the day of issue to the day when an invoice is due."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.domain.identifiers import Flaw, FlawKind

_TEXT = re.compile(r"(\d{1,3})( eom)?(?: (\d{1,2}))?", re.ASCII)
_END_OF_MONTH = "eom"
LONGEST_DAYS = 365
"""Of terms that are accepted at all: a year, beyond what any trade agrees on."""
_LEGAL_DAYS, _LEGAL_DAYS_TO_END_OF_MONTH = 60, 45
"""Code de commerce art. L. 441-10 I."""
_YEAR_WITH_LEAP_DAY = date(2028, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerms:
    """`days` after the issue, then the end of that month if `to_end_of_month`, then the next `day` of a month if given.

    « 30 jours fin de mois le 15 » is `days=30, to_end_of_month=True, day=15`. `day` is 0 for none; in a month that has
    no such day it is the last one.
    """

    days: int
    to_end_of_month: bool = False
    day: int = 0

    @property
    def text(self) -> str:
        """The terms as they are stored and as the command line takes them: « 30 », « 45 eom », « 30 eom 15 »."""
        end = _END_OF_MONTH if self.to_end_of_month else ""
        return " ".join(filter(None, (str(self.days), end, str(self.day) if self.day else "")))

    def due_on(self, issued_on: date) -> date:
        """The day when an invoice of this day is due."""
        due = issued_on + timedelta(days=self.days)
        if self.to_end_of_month:
            due = _day_of_month(due, 31)
        if not self.day:
            return due
        this_month = _day_of_month(due, self.day)
        return this_month if this_month >= due else _day_of_month(_day_of_month(due, 31) + timedelta(days=1), self.day)

    def exceeds_law(self) -> bool:
        """Whether invoices of some day would be due later than companies may agree on (C. com. art. L. 441-10 I).

        The limit is 60 days, or 45 days to the end of the month, in either order of counting.
        """
        days = (_YEAR_WITH_LEAP_DAY + timedelta(days=count) for count in range(366))
        return any(self.due_on(day) > _latest_legal_day(day) for day in days)


USUAL_TERMS = PaymentTerms(days=30)
"""Code de commerce art. L. 441-10 I, where the parties agreed on nothing else."""


def parse_terms(text: str) -> PaymentTerms:
    """The terms of a text that `PaymentTerms.text` could have written. Raises ValueError for any other."""
    found = _TEXT.fullmatch(" ".join(text.lower().split()))
    if found is None or int(found[1]) > LONGEST_DAYS or not 0 <= int(found[3] or 0) <= 31:
        raise ValueError(text)
    return PaymentTerms(days=int(found[1]), to_end_of_month=bool(found[2]), day=int(found[3] or 0))


def terms_flaw(text: str) -> Flaw | None:
    """What is wrong with the text of payment terms; an empty one is right."""
    try:
        parse_terms(text or USUAL_TERMS.text)
    except ValueError:
        return Flaw(kind=FlawKind.TERMS)
    return None


def _latest_legal_day(issued_on: date) -> date:
    to_end = timedelta(days=_LEGAL_DAYS_TO_END_OF_MONTH)
    return max(
        issued_on + timedelta(days=_LEGAL_DAYS),
        _day_of_month(issued_on + to_end, 31),
        _day_of_month(issued_on, 31) + to_end,
    )


def _day_of_month(day: date, wanted: int) -> date:
    """This day of the month of `day`, or the last one of a shorter month."""
    return day.replace(day=min(wanted, calendar.monthrange(day.year, day.month)[1]))
