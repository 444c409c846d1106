"""The amounts of a forecast in an export."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.views.dashboard.outlook.forecast_rows import ForecastRow
from microdesk_desktop.views.dashboard.outlook.forecast_words import certainty_word, expected_reason
from microdesk_desktop.views.exports.content import ListColumn, amount_column, currency_column, day_column, text_column


def forecast_columns() -> Sequence[ListColumn[ForecastRow]]:
    """The amounts that a figure of the forecast adds up."""
    return (
        day_column(tr("Vers le"), lambda row: row.expected.on),
        text_column(tr("Client ou fournisseur"), lambda row: visible(row.expected.party), 26),
        text_column(tr("Objet"), lambda row: visible(row.expected.label), 32),
        text_column(tr("Pourquoi"), lambda row: expected_reason(row.expected), 30),
        text_column(tr("Certitude"), lambda row: certainty_word(row.expected.certainty), 10),
        amount_column(tr("Montant"), lambda row: row.expected.amount),
        currency_column(tr("Devise"), lambda row: row.expected.amount.currency),
    )
