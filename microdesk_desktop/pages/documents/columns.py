"""The columns that the lists of documents share."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.records.document_words import (
    credit_states,
    document_kind,
    document_state,
    document_states,
    document_tone,
)
from microdesk_desktop.views.records.rows import InvoiceRow


def number_and_kind(row: InvoiceRow) -> str:
    """« F-2026-0040 · acompte »."""
    return " · ".join(filter(None, (row.number, document_kind(row))))


def day_column(header: str, today: date) -> Column[InvoiceRow]:
    """The day of issue."""
    return Column(
        header=header,
        text=lambda row: dates.short_day(row.issued_on),
        detail=lambda row: dates.year_unless(row.issued_on, today),
        kind=CellKind.MUTED,
        sample=max(header, "28/08", key=len),
        spoken=lambda row: dates.long_day(row.issued_on),
    )


def due_column(header: str, today: date) -> Column[InvoiceRow]:
    """The day until which a document is to be paid, or a quote is valid."""
    return Column(
        header=header,
        text=lambda row: dates.short_day(row.due_on) if row.due_on else "—",
        detail=lambda row: dates.year_unless(row.due_on, today) if row.due_on else "",
        kind=CellKind.MUTED,
        sample=header,
        spoken=lambda row: dates.long_day(row.due_on) if row.due_on else "",
    )


def total_column() -> Column[InvoiceRow]:
    """The total, with taxes."""
    return Column(
        header=tr("Total"), text=lambda row: money.amount(row.total_cents, row.currency), kind=CellKind.AMOUNT
    )


def settlement_columns() -> Sequence[Column[InvoiceRow]]:
    """What remains of a document that money settles, and its state."""
    return (
        Column(
            header=tr("Reste dû"),
            text=lambda row: money.amount(row.remaining_cents, row.currency) if row.remaining_cents else "—",
            kind=CellKind.AMOUNT,
        ),
        Column(
            header=tr("État"),
            text=document_state,
            kind=CellKind.CHIP,
            tone=document_tone,
            sample=max((*document_states().values(), *credit_states().values()), key=len),
        ),
    )
