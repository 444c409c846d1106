"""The figures of the dashboard: what came in and was spent in three periods and by month, what is due, the balance."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from microdesk_desktop.domain.calendar.spans import Span, last_months, month_of, year_before, year_of
from microdesk_desktop.domain.money import EUR, Money, total_by_currency
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.cash import load_cash_by_day
from microdesk_desktop.store.records.open_documents import OpenSum, load_open_sums
from microdesk_desktop.views.books.outlook import Outlooks, load_outlooks
from microdesk_desktop.views.books.thresholds import Thresholds, load_thresholds
from microdesk_desktop.views.dashboard.due import Due, due_of
from microdesk_desktop.views.dashboard.first_steps import Checklist, load_checklist
from microdesk_desktop.views.dashboard.outlook.forecast import Forecast, forecast_of
from microdesk_desktop.views.dashboard.outlook.forecast_rows import load_other_expected
from microdesk_desktop.views.dashboard.outlook.left import Left, load_left
from microdesk_desktop.views.dashboard.outlook.owed import Aside, load_aside
from microdesk_desktop.views.dashboard.outlook.owed_words import expected_duties

MONTHS = 12
Sums = tuple[Money, ...]
FlowSums = Mapping[Flow, Sums]
"""What each flow adds up to, one sum per currency; a sum of zero is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """What the accounts hold, per currency; `since` is the oldest day on which one of these balances was read.

    `unknown` accounts have no known balance, and are not in the sums.
    """

    sums: Sums
    since: date | None
    unknown: int
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a span is compared with: the same days a year before, up to the day of today, and the whole of them."""

    days: Span
    flows: FlowSums
    whole: Span
    whole_flows: FlowSums


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """All that the dashboard shows; `spans` are this month, this year and the chosen one, as far as today.

    `before` has what each of them is compared with, none for one without a beginning. `left` is what is left in euros
    of each of them, of what they are compared with, and of each of `months` and the same month of the year before; none
    of one that is too long. `years` are the months of this year and of the one before, whole.
    `forecast` is what is owed, until `with_usual` adds what comes again, which takes as long to find as all the rest.
    """

    today: date
    spans: Mapping[Span, FlowSums]
    before: Mapping[Span, Before]
    left: Mapping[Span, Left]
    months: Mapping[Span, FlowSums]
    years: Mapping[Span, FlowSums]
    due: Sequence[Due]
    aside: Aside
    open_sums: Sequence[OpenSum]
    forecast: Forecast
    outlooks: Outlooks
    balances: Balances
    checklist: Checklist
    thresholds: Thresholds


def load_dashboard(reader: Reader, today: date, chosen: Span) -> Dashboard:
    """Read every figure; nothing that is dated after today counts yet."""
    wanted, months = (month_of(today), year_of(today), chosen), last_months(today, MONTHS)
    years = last_months(date(today.year, 12, 1), 2 * MONTHS)
    first = min(
        years[0].since, *(each.since for span in (*wanted, *months) for each in (span, year_before(span) or span))
    )
    by_day = {flow: _Days(load_cash_by_day(reader, flow, Span(first, today))) for flow in Flow}
    open_sums = load_open_sums(reader, today)
    thresholds = load_thresholds(reader, today)
    aside = load_aside(reader, today)
    spans = {span: _sums(by_day, span) for span in wanted}
    before = {span: each for span in wanted if (each := _before(by_day, span, today)) is not None}
    compared = {
        *wanted,
        *(days for each in before.values() for days in (each.days, each.whole)),
        *(each for month in months for each in (month, year_before(month) or month)),
    }
    return Dashboard(
        today=today,
        spans=spans,
        left=load_left(reader, {span: _euros(_sums(by_day, span)) for span in compared}, today),
        before=before,
        months={month: _sums(by_day, month) for month in months},
        years={month: _sums(by_day, month) for month in years},
        due=due_of(open_sums),
        aside=aside,
        open_sums=open_sums,
        forecast=forecast_of(open_sums, expected_duties(aside, today), today),
        outlooks=load_outlooks(reader, thresholds, open_sums),
        balances=_load_balances(reader),
        checklist=load_checklist(reader),
        thresholds=thresholds,
    )


def with_usual(reader: Reader, shown: Dashboard) -> Dashboard:
    """The dashboard whose forecast also has the documents and expenses that come again."""
    others = load_other_expected(reader, shown.aside, shown.today)
    return replace(shown, forecast=forecast_of(shown.open_sums, others, shown.today))


class _Days:
    """Sums by day in the order of their days, of which a span is cut out without looking at the others."""

    def __init__(self, sums: Sequence[tuple[date, Money]]) -> None:
        ordered = sorted(sums, key=lambda each: each[0])
        self._days = [on for on, _ in ordered]
        self._sums = [each for _, each in ordered]

    def total(self, span: Span) -> Sums:
        """What the days of a span add up to, per currency."""
        return total_by_currency(self._sums[bisect_left(self._days, span.since) : bisect_right(self._days, span.until)])


def _sums(by_day: Mapping[Flow, _Days], span: Span) -> FlowSums:
    return {flow: days.total(span) for flow, days in by_day.items()}


def _euros(flows: FlowSums) -> tuple[int, int]:
    received, spent = (sum(each.cents for each in flows[flow] if each.currency == EUR) for flow in Flow)
    return received, spent


def _before(by_day: Mapping[Flow, _Days], span: Span, today: date) -> Before | None:
    whole = year_before(span)
    until = year_before(Span(today, today))
    if whole is None or until is None:
        return None
    days = Span(whole.since, min(whole.until, until.until)) if span.until >= today else whole
    return Before(days=days, flows=_sums(by_day, days), whole=whole, whole_flows=_sums(by_day, whole))


def _load_balances(reader: Reader) -> Balances:
    accounts = load_accounts(reader)
    known = [each.balance for each in accounts if each.balance is not None]
    return Balances(
        sums=total_by_currency(Money(each.amount_cents, each.currency) for each in known),
        since=min((each.on for each in known if each.on is not None), default=None),
        unknown=len(accounts) - len(known),
        accounts=len(accounts),
    )
