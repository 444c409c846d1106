"""The amounts that make up one figure of the dashboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import Money, total_by_currency
from microdesk_desktop.domain.records.cash import CashLine, Flow
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.cash import load_cash_lines
from microdesk_desktop.views.messages.values import sums_text


@dataclass(frozen=True, slots=True)
class CashQuery:
    """A figure to explain: a flow in a span of days."""

    flow: Flow
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRow:
    """One amount of the figure; `id` is its place in the list, as one document may be paid several times."""

    id: int
    line: CashLine


def load_cash_rows(reader: Reader, query: CashQuery, today: date) -> list[CashRow]:
    """The amounts that the figure adds up, latest first; nothing that is dated after today counts yet."""
    span = Span(query.span.since, min(query.span.until, today))
    return [CashRow(id=number, line=line) for number, line in enumerate(load_cash_lines(reader, query.flow, span), 1)]


def cash_words(rows: Sequence[CashRow]) -> str:
    """« 10 335,00 € en 16 montants »."""
    amounts = ntr("{total} en {count} montant", "{total} en {count} montants", len(rows))
    return amounts.format(total=sums_text(cash_total(rows)), count=counts.count(len(rows)))


def cash_total(rows: Sequence[CashRow]) -> Sequence[Money]:
    """What the amounts add up to, per currency."""
    return total_by_currency(Money(row.line.cents, row.line.currency) for row in rows)
