"""The tables of a client's page: its documents and its payments."""

from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.documents.columns import (
    day_column,
    due_column,
    number_and_kind,
    settlement_columns,
)
from microdesk_desktop.views.records.client_story import ClientPayment
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import payment_origin


def documents_table(today: date) -> Table[InvoiceRow]:
    """The documents of a client."""
    columns = (
        day_column(tr("Émis le"), today),
        Column[InvoiceRow](
            header=tr("Document"), text=number_and_kind, kind=CellKind.WHO, detail=lambda row: row.subject
        ),
        due_column(tr("Échéance"), today),
        *settlement_columns(),
    )
    return Table(tr("Documents de ce client"), columns, EmptyState("file-text", tr("Aucun document pour ce client.")))


def payments_table(today: date) -> Table[ClientPayment]:
    """The payments of a client's documents."""
    columns = (
        Column[ClientPayment](
            header=tr("Date"),
            text=lambda row: dates.short_day(row.payment.on),
            detail=lambda row: dates.year_unless(row.payment.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.payment.on),
        ),
        Column[ClientPayment](
            header=tr("Document"), text=lambda row: row.document.number if row.document else "—", sample="F-2026-00000"
        ),
        Column[ClientPayment](
            header=tr("Origine"), text=lambda row: payment_origin(row.payment), kind=CellKind.MUTED, gives_way=1
        ),
        Column[ClientPayment](
            header=tr("Montant"),
            text=lambda row: money.amount(row.amount.cents, row.amount.currency),
            kind=CellKind.AMOUNT,
        ),
    )
    return Table(tr("Paiements de ce client"), columns, EmptyState("coins", tr("Aucun paiement pour l'instant.")))
