"""The figures of the dashboard: what came in and was spent in three periods and by month, what is due, the balance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.money import Money, total_by_currency
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.spans import Span, last_months, month_of, year_of
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.cash import Due, load_cash_by_day, load_due
from microdesk_desktop.views.books.thresholds import Thresholds, load_thresholds
from microdesk_desktop.views.dashboard.first_steps import Checklist, load_checklist

__all__ = ["Due"]

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
class Dashboard:
    """All that the dashboard shows; `spans` are this month, this year and the chosen one, as far as today."""

    today: date
    spans: Mapping[Span, FlowSums]
    months: Mapping[Span, FlowSums]
    due: Sequence[Due]
    balances: Balances
    checklist: Checklist
    thresholds: Thresholds

    @property
    def currencies(self) -> Sequence[str]:
        """The currencies of the twelve months, euros first."""
        return [each.currency for each in total_by_currency(_without_sign(self.months))]


def load_dashboard(reader: Reader, today: date, chosen: Span) -> Dashboard:
    """Read every figure; nothing that is dated after today counts yet."""
    months, wanted = last_months(today, MONTHS), (month_of(today), year_of(today), chosen)
    first = min(months[0].since, *(span.since for span in wanted))
    by_day = {flow: load_cash_by_day(reader, flow, Span(first, today)) for flow in Flow}
    return Dashboard(
        today=today,
        spans={span: _sums(by_day, span) for span in wanted},
        months={month: _sums(by_day, month) for month in months},
        due=load_due(reader, today),
        balances=_load_balances(reader),
        checklist=load_checklist(reader),
        thresholds=load_thresholds(reader, today),
    )


def _sums(by_day: Mapping[Flow, Sequence[tuple[date, Money]]], span: Span) -> FlowSums:
    return {flow: total_by_currency(each for on, each in days if on in span) for flow, days in by_day.items()}


def _without_sign(months: Mapping[Span, FlowSums]) -> list[Money]:
    """Every sum as a positive one, so that none of them cancels another out."""
    sums = (each for flows in months.values() for flow in flows.values() for each in flow)
    return [Money(abs(each.cents), each.currency) for each in sums]


def _load_balances(reader: Reader) -> Balances:
    accounts = load_accounts(reader)
    known = [each.balance for each in accounts if each.balance is not None]
    return Balances(
        sums=total_by_currency(Money(each.amount_cents, each.currency) for each in known),
        since=min((each.on for each in known if each.on is not None), default=None),
        unknown=len(accounts) - len(known),
        accounts=len(accounts),
    )
