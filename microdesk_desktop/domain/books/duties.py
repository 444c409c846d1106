"""What a business declares or pays by a day: its turnover, VAT, services to the EU, income, and the local tax (CFE)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.calendar.spans import Span

_YEAR = timedelta(days=365)


class DutyKind(StrEnum):
    """The kinds of duties, by their names on the command line."""

    TURNOVER = "turnover"
    """Turnover and contributions, to URSSAF (CSS art. L. 613-8)."""
    VAT = "vat"
    """The return « CA3 » (CGI art. 287)."""
    EU_SERVICES = "eu_services"
    """The « déclaration européenne de services » (CGI art. 289 B)."""
    INCOME_RETURN = "income_return"
    """The form 2042-C-PRO."""
    LOCAL_TAX = "local_tax"
    """The « cotisation foncière des entreprises » (CGI art. 1447), which is paid and not declared."""
    FLAT_TAX = "flat_tax"
    """The option for the « versement libératoire » of the next year (CGI art. 151-0)."""


class DutyState(StrEnum):
    """Where a duty stands on a day."""

    UPCOMING = "upcoming"
    """What it is about is not over."""
    DUE = "due"
    LATE = "late"
    DONE = "done"
    EARLIER = "earlier"
    """It was due before this vault began, and nobody noted it here as done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty: what it is about, and when it may be done.

    `name` is that of its period (« 2026-T4 », « 2026-11 », « 2026 »), `periods` those of which it is made: several for
    the first declaration of a business. `opens_on` is the first day on which it can be done. `due_on` is the last one,
    and where that differs by business the first that it may be, until `due_until`; None where no table knows it.
    `confidence` is that of the day: H, M or L.
    """

    kind: DutyKind
    name: str
    span: Span
    opens_on: date
    due_on: date | None
    source: str
    confidence: str
    due_until: date | None = None
    periods: tuple[DeclaredPeriod, ...] = ()


def state_of(duty: Duty, today: date, *, is_done: bool, asked_from: date) -> DutyState:
    """Where a duty stands today; those that were due before `asked_from` are asked for no more.

    One whose last day is not known is asked for during a year.
    """
    if is_done:
        return DutyState.DONE
    if today < duty.opens_on:
        return DutyState.UPCOMING
    last = duty.due_until or duty.due_on
    if last is None:
        is_asked = asked_from <= duty.opens_on and today < duty.opens_on + _YEAR
        return DutyState.DUE if is_asked else DutyState.EARLIER
    if today <= last:
        return DutyState.DUE
    return DutyState.LATE if last >= asked_from else DutyState.EARLIER
