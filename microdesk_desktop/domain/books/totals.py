"""What the lines of a book come to: in all, and by declaration period and activity.

Lines in other currencies are in the book and in no total: their value in euros is not known.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod, period_holding
from microdesk_desktop.domain.books.lines import BookLine
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Method

_ORDER = {activity: place for place, activity in enumerate(Activity)}


class Sums(NamedTuple):
    """Sums of lines in cents of euros; `cash` is the part of `gross` that was paid in coins and notes."""

    amount: int = 0
    vat: int = 0
    disbursement: int = 0
    cash: int = 0

    @property
    def gross(self) -> int:
        """All that was paid."""
        return self.amount + self.vat + self.disbursement

    @property
    def other(self) -> int:
        """What was paid otherwise than in cash."""
        return self.gross - self.cash


class PeriodTotal(NamedTuple):
    """The sums of one declaration period and one activity; None for lines whose activity is not known."""

    period: DeclaredPeriod
    activity: Activity | None
    sums: Sums


def sums_of(lines: Iterable[BookLine]) -> Sums:
    """What lines come to."""
    amount = vat = disbursement = cash = 0
    for line in lines:
        if line.currency != EUR:
            continue
        amount += line.amount_cents
        vat += vat_of(line)
        disbursement += line.disbursement_cents
        if line.method is Method.CASH:
            cash += line.gross_cents
    return Sums(amount, vat, disbursement, cash)


def period_totals(lines: Sequence[BookLine], rhythm: DeclarationPeriod) -> Sequence[PeriodTotal]:
    """The sums by period and activity of lines in the order of their days."""
    return [total for period, some in by_period(lines, rhythm) for total in activity_totals(period, some)]


def activity_totals(period: DeclaredPeriod, lines: Iterable[BookLine]) -> Sequence[PeriodTotal]:
    """The sums of the lines of one period, in the order of the activities."""
    grouped: dict[Activity | None, list[BookLine]] = {}
    for line in lines:
        grouped.setdefault(line.activity, []).append(line)
    activities = sorted(grouped, key=lambda each: _ORDER.get(each, len(_ORDER)) if each else len(_ORDER))
    return [PeriodTotal(period, activity, sums_of(grouped[activity])) for activity in activities]


def by_period(
    lines: Iterable[BookLine], rhythm: DeclarationPeriod
) -> Sequence[tuple[DeclaredPeriod, Sequence[BookLine]]]:
    """Lines in the order of their days, cut into declaration periods."""
    grouped = groupby(lines, lambda line: (line.on.year, line.on.month))
    found: dict[DeclaredPeriod, list[BookLine]] = {}
    for _, some in grouped:
        month = list(some)
        found.setdefault(period_holding(month[0].on, rhythm), []).extend(month)
    return [(period, tuple(some)) for period, some in found.items()]


def vat_of(line: BookLine) -> int:
    """The VAT of a line, of all rates."""
    return sum(part.tax_cents for part in line.vat) if line.vat else 0
