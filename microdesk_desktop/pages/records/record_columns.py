"""The columns that the lists of receipts and of expenses share."""

from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import record_detail, record_party, record_state, record_states, record_tone


def day_column(today: date) -> Column[RecordRow]:
    """The day of the record, with its year when it is not the current one."""
    return Column(
        header=tr("Date"),
        text=lambda row: dates.short_day(row.record.on),
        detail=lambda row: dates.year_unless(row.record.on, today),
        kind=CellKind.MUTED,
        sample="28/08",
        spoken=lambda row: dates.long_day(row.record.on),
        sort_key=lambda row: row.record.on,
    )


def party_column(header: str) -> Column[RecordRow]:
    """The client or the supplier, and what the record is for."""
    return Column(
        header=header,
        text=lambda row: record_party(row.record) or tr("À indiquer"),
        kind=CellKind.WHO,
        detail=lambda row: record_detail(row.record),
        share=3,
        sort_key=lambda row: fold(record_party(row.record)),
    )


def amount_column() -> Column[RecordRow]:
    """The amount as the account sees it."""
    return Column(
        header=tr("Montant"),
        text=lambda row: money.amount(row.record.signed_cents, row.currency, signed=True),
        kind=CellKind.AMOUNT,
        sort_key=lambda row: row.record.signed_cents,
    )


def state_column() -> Column[RecordRow]:
    """Whether the bank has shown the record."""
    return Column(
        header=tr("Banque"),
        text=record_state,
        kind=CellKind.CHIP,
        tone=record_tone,
        sample=max(record_states(), key=len),
        gives_way=4,
    )
