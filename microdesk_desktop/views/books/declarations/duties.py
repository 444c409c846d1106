"""The duties of the business as a list: which, by when, and where each stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.books.declarations.calendar import (
    eu_services_duties,
    reverse_charge_duties,
    turnover_duties,
    vat_duties,
    yearly_duties,
)
from microdesk_desktop.domain.books.declared import Declared
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod, period_holding, period_named
from microdesk_desktop.domain.books.duties import Duty, DutyKind, DutyState, state_of
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company
from microdesk_desktop.store.books.declarations import (
    load_declared,
    load_first_day,
    load_noted,
    load_vault_start,
)
from microdesk_desktop.store.books.eu_services import load_eu_service_days
from microdesk_desktop.store.books.reverse_charge import load_reverse_charge_days
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company

_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
_OPEN = (DutyState.LATE, DutyState.DUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One duty; `id` is its place in the list, `key` identifies it: « turnover:2026-T4 ».

    `is_certain` is whether the company is known to have it: one whose start is not known may be too young.
    """

    id: int
    duty: Duty
    state: DutyState
    done_on: date | None
    is_certain: bool = True

    @property
    def key(self) -> str:
        return key_of(self.duty.kind, self.duty.name)


def key_of(kind: DutyKind, name: str) -> str:
    """The key of a duty, as pages and the queue name it."""
    return f"{kind}:{name}"


def load_duty_rows(reader: Reader, today: date, *, is_recent: bool = False) -> Sequence[DutyRow]:
    """All duties up to today: what is to be done first, then what comes, then what was done, the latest first.

    `is_recent` leaves out what takes long to read and is not asked for any more: documents and purchases of more than
    a year ago, and what was before the vault where the start of the business is not known.
    """
    company = load_company(reader)
    vault_start = load_vault_start(reader)
    since = company.created_on or (vault_start if is_recent else _first_day(reader, vault_start))
    read = Span(max(since, today - _YEAR) if is_recent else since, today)
    duties = [
        *turnover_duties(company, since, today),
        *vat_duties(company, since, today),
        *reverse_charge_duties(company, load_reverse_charge_days(reader, read)),
        *eu_services_duties(load_eu_service_days(reader, read)),
        *yearly_duties(company, since, today),
    ]
    asked_from = _asked_from(company, vault_start)
    standing = Standing(reader)
    found = []
    for duty in duties:
        done_on = standing.done_on(duty)
        state = state_of(duty, today, is_done=done_on is not None, asked_from=asked_from)
        found.append((duty, state, done_on))
    ordered = sorted(found, key=lambda each: _order(each[0], each[1]))
    return [
        DutyRow(
            id=number,
            duty=duty,
            state=state,
            done_on=done_on,
            is_certain=duty.kind is not DutyKind.LOCAL_TAX or company.created_on is not None,
        )
        for number, (duty, state, done_on) in enumerate(ordered, 1)
    ]


def _first_day(reader: Reader, vault_start: date) -> date:
    """The earliest day of which anything is known."""
    return min(load_first_day(reader) or vault_start, vault_start)


def _asked_from(company: Company, vault_start: date) -> date:
    """The day from which what is due is asked for.

    That is when the vault was made, or where the start of the business is known, the last period that was over then:
    nobody else may have noted whether it was declared.
    """
    if company.created_on is None:
        return vault_start
    return period_holding(vault_start, company.declares).first


def _order(duty: Duty, state: DutyState) -> tuple[int, int, str]:
    last = (duty.due_on or duty.opens_on.replace(month=12, day=31)).toordinal()
    if state in _OPEN:
        return 0, last, duty.kind
    if state is DutyState.UPCOMING:
        return 1, last, duty.kind
    return 2, -last, duty.kind


class Standing:
    """What was declared and noted so far."""

    def __init__(self, reader: Reader) -> None:
        self._declared = {kind: load_declared(reader, kind) for kind in (DutyKind.TURNOVER, DutyKind.VAT)}
        self._noted = load_noted(reader)

    def done_on(self, duty: Duty) -> date | None:
        """The last day on which a part of the duty was declared; None unless all of it was."""
        declared = self._declared.get(duty.kind)
        if declared is None:
            return self._noted.get((duty.kind, duty.name))
        days = [_day_of(declared, each) for each in duty.periods]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None


def _day_of(declared: Mapping[str, Declared], period: DeclaredPeriod) -> date | None:
    """The day on which a period was declared, as itself or in parts of another rhythm; None unless all of it was."""
    if period.name in declared:
        return declared[period.name].on
    of_other_rhythm = [each for each in declared.values() if ("T" in each.period) is not ("T" in period.name)]
    spans = {period_named(each.period).span: each.on for each in of_other_rhythm}
    touching = {span: on for span, on in spans.items() if _overlaps(span, period.span)}
    covered = {day for span in touching for day in _days(span)}
    return max(touching.values()) if touching and covered.issuperset(_days(period.span)) else None


def _overlaps(one: Span, other: Span) -> bool:
    return one.since <= other.until and other.since <= one.until


def _days(span: Span) -> Iterator[date]:
    day = span.since
    while day <= span.until:
        yield day
        day += _DAY
