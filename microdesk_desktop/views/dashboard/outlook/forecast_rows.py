"""The amounts that make up one figure of the forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import total_by_currency
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.open_documents import load_open_documents
from microdesk_desktop.views.dashboard.outlook.forecast import (
    Expected,
    expected_documents,
    load_expected_series,
    load_usual_expenses,
)
from microdesk_desktop.views.dashboard.outlook.owed import Aside, load_aside
from microdesk_desktop.views.dashboard.outlook.owed_words import expected_duties
from microdesk_desktop.views.messages.values import sums_text


@dataclass(frozen=True, slots=True)
class ForecastQuery:
    """A figure to explain: what is expected of a flow in a span of days."""

    flow: Flow
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """One amount of the figure; `id` is its place in the list."""

    id: int
    expected: Expected


def load_other_expected(reader: Reader, aside: Aside, today: date) -> Sequence[Expected]:
    """All that is expected but open documents, which the dashboard adds up in the database."""
    return [
        *load_expected_series(reader, today),
        *load_usual_expenses(reader, today),
        *expected_duties(aside, today),
    ]


def load_forecast_rows(reader: Reader, query: ForecastQuery, today: date) -> list[ForecastRow]:
    """The amounts that the figure adds up, the earliest first."""
    documents: Iterable[Expected] = ()
    if query.flow is Flow.RECEIVED:
        documents = expected_documents(load_open_documents(reader, today), today)
    found = (
        each
        for each in (*documents, *load_other_expected(reader, load_aside(reader, today), today))
        if each.flow is query.flow
    )
    ordered = sorted((each for each in found if max(each.on, today) in query.span), key=lambda each: each.on)
    return [ForecastRow(id=number, expected=each) for number, each in enumerate(ordered, 1)]


def forecast_row_words(rows: Sequence[ForecastRow]) -> str:
    """« 3 302,50 € en 5 montants »."""
    amounts = ntr("{total} en {count} montant", "{total} en {count} montants", len(rows))
    total = total_by_currency(row.expected.amount for row in rows)
    return amounts.format(total=sums_text(total), count=counts.count(len(rows)))
