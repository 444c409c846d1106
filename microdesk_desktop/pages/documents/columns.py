"""The columns that the lists of documents share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.records.document_words import (
    credit_states,
    document_kind,
    document_state,
    document_states,
    document_tone,
    rest_text,
)
from microdesk_desktop.views.records.rows import InvoiceRow


def client_column(header: str, detail: Callable[[InvoiceRow], str]) -> Column[InvoiceRow]:
    """The client of a document, with a line below."""
    return Column(
        header=header,
        text=lambda row: row.client,
        kind=CellKind.WHO,
        detail=detail,
        share=3,
        sort_key=lambda row: (fold(row.client), row.number),
    )


def number_and_kind(row: InvoiceRow) -> str:
    """« F-2026-0040 · acompte »; what a draft is about, whose state is beside it."""
    if row.draft_id is not None:
        return " · ".join(filter(None, (document_kind(row), row.subject)))
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
        sort_key=lambda row: (row.issued_on, row.number),
        gives_way=3,
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
        sort_key=lambda row: (row.due_on or date.max, row.number),
        gives_way=2,
    )


def total_column() -> Column[InvoiceRow]:
    """The total, with taxes."""
    return Column(
        header=tr("Total"),
        text=lambda row: money.amount(row.total_cents, row.currency),
        kind=CellKind.AMOUNT,
        sort_key=lambda row: row.total_cents,
    )


def settlement_columns() -> Sequence[Column[InvoiceRow]]:
    """The total of a document with what remains of it in part, and its state."""
    return (
        replace(total_column(), detail=rest_text, sample=tr("reste {amount}").format(amount="10 000,00 €")),
        Column(
            header=tr("État"),
            text=document_state,
            kind=CellKind.CHIP,
            tone=document_tone,
            sort_key=document_state,
            gives_way=1,
            sample="\n".join((*document_states().values(), *credit_states().values())),
        ),
    )
