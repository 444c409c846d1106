"""Late interest on one document, period by period, and the 40 € for the cost of recovery.

    due day ─▶ next day … a payment, or a semester ends … ─▶ last day
                └── one line: days × what is unpaid × rate ÷ 365 ──┘

Interest runs from the day after the due date (Code de commerce art. L. 441-10 II), against a consumer from the day
after the notice (Code civil art. 1231-6), until the day of payment, which counts. A year has 365 days. Each line is
rounded to the cent, half away from zero, so that the lines add up to the total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from microdesk_desktop.documents.reminders.rates import RateTerms, semester_end
from microdesk_desktop.domain.documents.numbers import divided
from microdesk_desktop.domain.documents.recovery import RECOVERY_CENTS
from microdesk_desktop.domain.parties import ClientKind

DAYS_OF_YEAR = 365
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a client owed on the due date, in cents, and what it paid since, by day.

    Credit notes, write-offs and payments of unknown days are no longer in `cents`: no interest is claimed on them.
    `notice_on` is the day of the formal notice, None without one.
    """

    client: ClientKind
    cents: int
    due_on: date
    payments: Sequence[tuple[date, int]] = ()
    notice_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestLine:
    """The interest of some days at one rate on one unpaid sum; `rate` and `interest` are None where it is unknown.

    `first` and `last` are both included; the rate is in percent a year, amounts in cents.
    """

    first: date
    last: date
    unpaid: int
    rate: Fraction | None
    interest: int | None

    @property
    def days(self) -> int:
        """The days of the line."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LateInterest:
    """The lines of a claim, and the cents of euros that may be claimed for the cost of recovery."""

    lines: Sequence[InterestLine]
    recovery: int

    @property
    def known(self) -> int:
        """What the lines with a known rate add up to, in cents."""
        return sum(line.interest or 0 for line in self.lines)

    @property
    def unknown(self) -> Sequence[InterestLine]:
        """The lines whose rate is not known."""
        return [line for line in self.lines if line.interest is None]


def late_interest(claim: Claim, terms: RateTerms, until: date) -> LateInterest:
    """The interest that has run until a day, which counts, on what was unpaid on each day."""
    return LateInterest(lines=_joined(_lines(claim, terms, until)), recovery=_recovery(claim, until))


def _recovery(claim: Claim, until: date) -> int:
    """The 40 € are due as soon as something is paid a day late, or still unpaid."""
    if claim.client is ClientKind.INDIVIDUAL:
        return 0
    return RECOVERY_CENTS if until > claim.due_on and _unpaid(claim, claim.due_on + _DAY) > 0 else 0


def _lines(claim: Claim, terms: RateTerms, until: date) -> Iterator[InterestLine]:
    first = _first_day(claim)
    while first is not None and first <= until:
        unpaid = _unpaid(claim, first)
        last = min([until, semester_end(first), *(on for on, _ in claim.payments if on >= first)])
        if unpaid > 0:
            yield _line(first, last, unpaid, terms.on(first))
        first = last + _DAY


def _first_day(claim: Claim) -> date | None:
    if claim.client is not ClientKind.INDIVIDUAL:
        return claim.due_on + _DAY
    return None if claim.notice_on is None else max(claim.notice_on, claim.due_on) + _DAY


def _unpaid(claim: Claim, day: date) -> int:
    """What is unpaid on a day: a payment counts from the day after it."""
    return claim.cents - sum(cents for on, cents in claim.payments if on < day)


def _line(first: date, last: date, unpaid: int, rate: Fraction | None) -> InterestLine:
    interest = None
    if rate is not None:
        days = (last - first).days + 1
        exact = unpaid * days * rate / (100 * DAYS_OF_YEAR)
        interest = divided(exact.numerator, exact.denominator)
    return InterestLine(first=first, last=last, unpaid=unpaid, rate=rate, interest=interest)


def _joined(lines: Iterator[InterestLine]) -> Sequence[InterestLine]:
    """The lines, with neighbours of the same rate and unpaid sum as one."""
    joined: list[InterestLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _continues(before, line):
            joined[-1] = _line(before.first, line.last, line.unpaid, line.rate)
        else:
            joined.append(line)
    return joined


def _continues(before: InterestLine, line: InterestLine) -> bool:
    return (before.rate, before.unpaid, before.last + _DAY) == (line.rate, line.unpaid, line.first)
