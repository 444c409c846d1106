"""The columns that the lists of receipts and of expenses share."""

from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import record_state, record_states, record_tone


def day_column(today: date) -> Column[RecordRow]:
    """The day of the record, with its year when it is not the current one."""
    return Column(
        header=tr("Date"),
        text=lambda row: dates.short_day(row.record.on),
        detail=lambda row: dates.year_unless(row.record.on, today),
        kind=CellKind.MUTED,
        sample="28/08",
        spoken=lambda row: dates.long_day(row.record.on),
    )


def reference_column() -> Column[RecordRow]:
    """The record's reference in the books."""
    return Column(
        header=tr("Référence"), text=lambda row: row.record.reference, kind=CellKind.MUTED, sample="D-2026-00000"
    )


def amount_column() -> Column[RecordRow]:
    """The amount as the account sees it."""
    return Column(
        header=tr("Montant"),
        text=lambda row: money.amount(row.record.signed_cents, EUR, signed=True),
        kind=CellKind.AMOUNT,
    )


def state_column() -> Column[RecordRow]:
    """Whether the bank has shown the record."""
    return Column(
        header=tr("Banque"),
        text=record_state,
        kind=CellKind.CHIP,
        tone=record_tone,
        sample=max(record_states(), key=len),
    )
