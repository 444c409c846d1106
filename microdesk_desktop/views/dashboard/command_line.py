"""The dashboard outside of the window: as JSON (decimal strings, ISO dates) and as lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_before, year_of
from microdesk_desktop.domain.money import EUR, Money, format_decimal
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.views.books.json import thresholds_json
from microdesk_desktop.views.books.words import card_title, thresholds_lines
from microdesk_desktop.views.dashboard.figures import Balances, Before, Dashboard, FlowSums
from microdesk_desktop.views.dashboard.outlook.left import Left
from microdesk_desktop.views.dashboard.outlook_lines import (
    aside_json,
    aside_lines,
    forecast_json,
    forecast_lines,
    left_json,
    left_lines,
)
from microdesk_desktop.views.dashboard.words import (
    balance_words,
    differences,
    due_words,
    late_words,
    span_name,
)

Json = Mapping[str, object]


def dashboard_json(dashboard: Dashboard, chosen: Span) -> Json:
    """The stable shape of `dashboard`: each sum is an amount with its currency, and none is listed where it is zero."""
    month, year = month_of(dashboard.today), year_of(dashboard.today)
    late = [each for each in dashboard.due if each.late_documents]
    return {
        "today": dashboard.today.isoformat(),
        "month": _span_json(month, dashboard.spans[month]),
        "year": _span_json(year, dashboard.spans[year]),
        "period": _span_json(chosen, dashboard.spans[chosen]),
        "year_before": {
            name: _before_json(dashboard.before.get(span), dashboard.left)
            for name, span in (("month", month), ("year", year), ("period", chosen))
        },
        "months": [_month_json(each, flows, dashboard.left) for each, flows in dashboard.months.items()],
        "to_collect": [{**_sum_json(each.total), "documents": each.documents} for each in dashboard.due],
        "late": [{**_sum_json(each.late), "documents": each.late_documents} for each in late],
        "aside": aside_json(dashboard.aside),
        "left": {
            name: left_json(dashboard.left.get(span))
            for name, span in (("month", month), ("year", year), ("period", chosen))
        },
        "forecast": forecast_json(dashboard.forecast),
        "balance": _balance_json(dashboard.balances),
        "thresholds": thresholds_json(dashboard.thresholds, dashboard.outlooks),
    }


def dashboard_lines(dashboard: Dashboard, chosen: Span) -> Sequence[str]:
    """The three periods, what is due and late, the balance, then the months and the ceilings of the turnover."""
    today, due = dashboard.today, dashboard.due
    wanted = dict.fromkeys((month_of(today), year_of(today), chosen))
    return [
        *(line for span in wanted for line in _compared_lines(dashboard, span)),
        _line(tr("À encaisser"), [each.total for each in due], due_words(due)),
        _line(tr("En retard"), [each.late for each in due if each.late.cents], late_words(due)),
        *aside_lines(dashboard.aside),
        *(line for span in wanted for line in left_lines(dashboard.left, span, dashboard.before.get(span), today)),
        _line(tr("Solde"), dashboard.balances.sums, balance_words(dashboard.balances)),
        tr("Par mois"),
        *(f"  {_span_line(month, flows, today)}" for month, flows in dashboard.months.items()),
        *forecast_lines(dashboard.forecast),
        card_title(dashboard.thresholds),
        *(f"  {line}" for line in thresholds_lines(dashboard.thresholds, dashboard.outlooks)),
    ]


def _span_json(span: Span, flows: FlowSums) -> Json:
    """`from` is None for a span without a beginning."""
    return {
        "from": None if span.since == date.min else span.since.isoformat(),
        "until": span.until.isoformat(),
        "received": [_sum_json(each) for each in flows[Flow.RECEIVED]],
        "spent": [_sum_json(each) for each in flows[Flow.SPENT]],
        "difference": [_sum_json(each) for each in differences(flows)],
    }


def _month_json(month: Span, flows: FlowSums, left: Mapping[Span, Left]) -> Json:
    """A month with what is left of it, and of the same month of the year before."""
    before = year_before(month)
    return {
        **_span_json(month, flows),
        "left": left_json(left.get(month)),
        "left_year_before": left_json(left.get(before)) if before is not None else None,
    }


def _before_json(before: Before | None, left: Mapping[Span, Left]) -> Json | None:
    """The same days a year before, up to the day of today, and the whole of them; None where there is no such day."""
    if before is None:
        return None
    return {
        "same_days": {**_span_json(before.days, before.flows), "left": left_json(left.get(before.days))},
        "whole": {**_span_json(before.whole, before.whole_flows), "left": left_json(left.get(before.whole))},
    }


def _sum_json(each: Money) -> Json:
    return {"amount": format_decimal(each.cents), "currency": each.currency}


def _balance_json(balances: Balances) -> Json:
    return {
        "amounts": [_sum_json(each) for each in balances.sums],
        "since": balances.since.isoformat() if balances.since else None,
        "accounts": balances.accounts,
        "unknown": balances.unknown,
    }


def _compared_lines(dashboard: Dashboard, span: Span) -> Iterator[str]:
    yield _span_line(span, dashboard.spans[span], dashboard.today)
    before = dashboard.before.get(span)
    if before is not None:
        yield f"  {_span_line(before.days, before.flows, dashboard.today)}"
        if before.whole != before.days:
            yield f"  {_span_line(before.whole, before.whole_flows, dashboard.today)}"


def _span_line(span: Span, flows: FlowSums, today: date) -> str:
    return tr("{period} : encaissé {received}, dépensé {spent}, différence {difference}").format(
        period=span_name(span, today),
        received=_sums(flows[Flow.RECEIVED]),
        spent=_sums(flows[Flow.SPENT]),
        difference=_sums(differences(flows)),
    )


def _line(name: str, sums: Sequence[Money], detail: str) -> str:
    text = tr("{name} : {amount}").format(name=name, amount=_sums(sums))
    return f"{text} · {detail}" if detail else text


def _sums(sums: Sequence[Money]) -> str:
    return " ; ".join(money.amount(each.cents, each.currency) for each in sums) or money.amount(0, EUR)
