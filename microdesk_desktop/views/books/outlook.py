"""Where the gauges of the ceilings get at this pace, by the turnover of twelve months and what clients still owe."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from microdesk_desktop.books.thresholds.ceilings import Ceiling, Scope
from microdesk_desktop.books.thresholds.gauges import Cashed, counted
from microdesk_desktop.books.thresholds.pace import WINDOW_DAYS, Amounts, Outlook, outlook_of, pace_of
from microdesk_desktop.books.turnover import Group, usual_group
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.open_documents import OpenSum
from microdesk_desktop.views.books.thresholds import Thresholds
from microdesk_desktop.views.books.turnover import load_turnover

Outlooks = Mapping[tuple[Ceiling, Scope], Outlook]
"""By ceiling and scope; nothing for a gauge that was passed, or whose history is too short."""


def load_outlooks(reader: Reader, thresholds: Thresholds, open_sums: Sequence[OpenSum]) -> Outlooks:
    """Read the turnover of the last twelve months, and carry each gauge on to the end of its year."""
    cashed = _last_days(reader, thresholds)
    usual = usual_group(thresholds.company)
    found = {}
    for ceiling, gauges in thresholds.gauges.items():
        for gauge in gauges:
            pace = pace_of(_by_day(cashed, ceiling, gauge.scope), thresholds.today)
            outlook = outlook_of(gauge, pace, _due(open_sums, gauge.scope, usual), thresholds.today)
            if outlook is not None:
                found[ceiling, gauge.scope] = outlook
    return found


def _last_days(reader: Reader, thresholds: Thresholds) -> Cashed:
    """What came in day by day; read apart by year, as the days of an earlier year are else added up."""
    today, company = thresholds.today, thresholds.company
    first = date(today.year, 1, 1)
    since = today - timedelta(days=WINDOW_DAYS - 1)
    before = load_turnover(reader, company, Span(since, first - timedelta(days=1))) if since < first else {}
    return {**before, **load_turnover(reader, company, Span(first, today))}


def _by_day(cashed: Cashed, ceiling: Ceiling, scope: Scope) -> Amounts:
    return [
        (date.fromisoformat(on), cents)
        for year in cashed.values()
        for on, cents in zip(year.days, counted(year, ceiling, scope), strict=True)
    ]


def _due(open_sums: Sequence[OpenSum], scope: Scope, usual: Group | None) -> Amounts:
    """What is due in euros of one scope, without VAT; a document that also sells goods counts in the total alone."""
    return [
        (each.due_on, each.turnover_cents)
        for each in open_sums
        if each.currency == EUR and not each.is_late and (scope is Scope.TOTAL or _is_service(each, usual))
    ]


def _is_service(each: OpenSum, usual: Group | None) -> bool:
    return usual is Group.SERVICES if each.sells_goods is None else not each.sells_goods
