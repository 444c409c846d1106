"""The recurring documents of an export."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.views.documents.recurring.series import SeriesRow, rhythm_text, state_words
from microdesk_desktop.views.exports.content import ListColumn, amount_column, currency_column, day_column, text_column


def recurring_columns() -> Sequence[ListColumn[SeriesRow]]:
    """Each series with what comes next."""
    return (
        text_column(tr("Client"), lambda row: visible(row.client), 28),
        text_column(tr("Libellé"), lambda row: visible(row.label), 36),
        text_column(tr("Rythme"), lambda row: rhythm_text(row.series.rhythm), 20),
        day_column(tr("Premier jour"), lambda row: row.series.rhythm.start),
        day_column(tr("Prochain"), lambda row: row.next_day),
        text_column(tr("État"), lambda row: state_words()[row.state], 10),
        amount_column(tr("Montant TTC"), lambda row: row.amount),
        currency_column(tr("Devise"), lambda row: row.amount.currency if row.amount else ""),
    )
