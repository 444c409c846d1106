"""A declaration of turnover: what came in by activity, what is owed for it and why, and what nobody can know yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from microdesk_desktop.base.dated_tables import Confidence
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.calendar.spans import Span

_CENTS = 100


class ContributionKind(StrEnum):
    """What is paid with a declaration, in the order in which it is shown."""

    SOCIAL = "social"
    """The social contributions (CSS art. L. 613-7)."""
    TRAINING = "training"
    """The contribution to vocational training (Code du travail art. L. 6331-48)."""
    CHAMBER = "chamber"
    """The tax of the chambers of commerce and of crafts (CGI art. 1600 and 1601)."""
    INCOME_TAX = "income_tax"
    """The flat income tax, for those who chose it (CGI art. 151-0)."""


class UnknownFigure(StrEnum):
    """Why a figure of a declaration is not known."""

    ACTIVITY_NOT_STATED = "activity_not_stated"
    """Turnover of a business with several activities, which names none."""
    OVERSEAS = "overseas"
    """The rates of an overseas département have a rounding that is not known."""
    CREATION_DAY_MISSING = "creation_day_missing"
    """The reduced rates depend on the day of creation."""
    POSTAL_CODE_MISSING = "postal_code_missing"
    """The tax of the chamber of crafts depends on the département."""
    NO_RATE = "no_rate"
    """No table has the rate of these days."""
    AFTER_HORIZON = "after_horizon"
    """Nothing was published for these days when the tables were checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A figure that is not known, and why; `cents` is the turnover concerned.

    `activity` and `kind` are None where all are concerned, `horizon` is the last day of which the table knows.
    """

    figure: UnknownFigure
    span: Span
    cents: int
    activity: Activity | None = None
    kind: ContributionKind | None = None
    horizon: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A percentage of the turnover, the days on which it holds, and where it was read.

    `valid_from` and `valid_to` are None where the table has no first or last day. `is_reduced` is true with ACRE.
    """

    percent: Decimal
    valid_from: date | None
    valid_to: date | None
    source: str
    checked: date
    confidence: Confidence
    is_reduced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Base × rate for the days of `span`: the whole period, or the part of it in which the rate holds.

    `rounded_euros` is what the authority asks for where it rounds to the euro, None where it does not.
    """

    kind: ContributionKind
    span: Span
    base_euros: int
    rate: Rate
    amount_cents: int
    rounded_euros: int | None

    @property
    def payable_cents(self) -> int:
        """What is to be paid, after the authority's rounding."""
        return self.amount_cents if self.rounded_euros is None else self.rounded_euros * _CENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDeclaration:
    """The turnover of an activity and what is owed for it.

    `declared_euros` is what the form takes: rounded half up, and 0 where more was paid back than came in.
    """

    activity: Activity
    turnover_cents: int
    declared_euros: int
    contributions: Sequence[Contribution]

    @property
    def carried_cents(self) -> int:
        """The negative turnover that this declaration cannot take, to be deducted from a later one; 0 without."""
        return min(self.turnover_cents, 0)

    @property
    def total_cents(self) -> int:
        """What is owed, to the cent."""
        return sum(each.amount_cents for each in self.contributions)

    @property
    def payable_cents(self) -> int:
        """What is to be paid, after the authority's rounding."""
        return sum(each.payable_cents for each in self.contributions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The declaration of a period, as far as it is known.

    `is_over` is false while money of the period may still come in.
    """

    period: DeclaredPeriod
    is_over: bool
    activities: Sequence[ActivityDeclaration]
    unknown: Sequence[Unknown]

    @property
    def is_known(self) -> bool:
        """Whether every figure of it is known."""
        return not self.unknown

    @property
    def turnover_cents(self) -> int:
        """The turnover of all activities."""
        return sum(each.turnover_cents for each in self.activities)

    @property
    def total_cents(self) -> int:
        """What is owed, to the cent, without what is unknown."""
        return sum(each.total_cents for each in self.activities)

    @property
    def payable_cents(self) -> int:
        """What is to be paid, after the authority's rounding, without what is unknown."""
        return sum(each.payable_cents for each in self.activities)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAside:
    """What to put aside of each euro of an activity that comes in on a day: the rates of all that will be owed for it.

    `unknown` names the kinds whose rate is missing in `percent`.
    """

    activity: Activity
    on: date
    rates: Sequence[tuple[ContributionKind, Rate]]
    unknown: Sequence[Unknown]

    @property
    def percent(self) -> Decimal:
        """The sum of the rates."""
        return sum((rate.percent for _, rate in self.rates), Decimal(0))
