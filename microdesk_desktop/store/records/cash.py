"""The money that came in and was spent, as sums per day and as lines; see `domain/records/cash.py` for what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.cash import CashLine, Flow
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import TO_CONFIRM_IDS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """One part of a flow, as SQL: the tables of its sums, what they lack for its lines, and its columns."""

    tables: str
    on: str
    cents: str
    kind: TargetKind
    target_id: str
    more_tables: str = ""

    @property
    def currency(self) -> str:
        return KINDS[self.kind].currency


_SOURCES: Mapping[Flow, Sequence[_Source]] = {
    Flow.RECEIVED: (
        _Source(
            kind=TargetKind.INVOICE,
            tables="payment JOIN document ON document.id = payment.target_id",
            more_tables=KINDS[TargetKind.INVOICE].join,
            on="payment.paid_on",
            cents="payment.amount_cents",
            target_id="document.id",
        ),
        _Source(
            kind=TargetKind.RECEIPT,
            tables="receipt",
            on="receipt.received_on",
            cents="receipt.amount_cents",
            target_id="receipt.id",
        ),
    ),
    Flow.SPENT: (
        _Source(
            kind=TargetKind.EXPENSE,
            tables=f"(SELECT * FROM expense WHERE id NOT IN ({TO_CONFIRM_IDS})) AS expense",
            on="expense.spent_on",
            cents="expense.amount_cents",
            target_id="expense.id",
        ),
    ),
}


def load_cash_by_day(reader: Reader, flow: Flow, span: Span) -> list[tuple[date, Money]]:
    """What the flow adds up to on each day and in each currency; a day may occur several times."""
    return [
        (date.fromisoformat(on), Money(cents, currency))
        for source in _SOURCES[flow]
        for on, currency, cents in reader.iterate(
            f"SELECT {source.on}, {source.currency}, sum({source.cents}) FROM {source.tables}"
            f" WHERE {source.on} BETWEEN ? AND ? GROUP BY 1, 2",
            _days(span),
        )
    ]


def load_cash_lines(reader: Reader, flow: Flow, span: Span) -> list[CashLine]:
    """The amounts of the flow, each with what explains it, latest first."""
    lines = [line for source in _SOURCES[flow] for line in _lines(reader, source, span)]
    return sorted(lines, key=lambda line: (line.on, line.target_id), reverse=True)


def _lines(reader: Reader, source: _Source, span: Span) -> list[CashLine]:
    kind = KINDS[source.kind]
    return reader.rows_as(
        CashLine,
        f"SELECT {source.on} AS \"on\", '{source.kind}' AS kind, {source.target_id} AS target_id,"
        f" {kind.party} AS party, {kind.label} AS label, {kind.reference} AS reference, {source.cents} AS cents,"
        f" {source.currency} AS currency, {kind.document_type} AS document_type"
        f" FROM {source.tables}{source.more_tables} WHERE {source.on} BETWEEN ? AND ?",
        _days(span),
    )


def _days(span: Span) -> tuple[str, str]:
    return span.since.isoformat(), span.until.isoformat()
