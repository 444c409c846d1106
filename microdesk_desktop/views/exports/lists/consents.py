"""The log of consents of an export."""

from collections.abc import Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.exports.content import ListColumn, text_column
from microdesk_desktop.views.privacy.consents import ConsentRow, moment_words


def consent_columns() -> Sequence[ListColumn[ConsentRow]]:
    """Who agreed to which text, when, how, and when it was taken back."""
    return (
        text_column(tr("Accord"), lambda row: row.what, 30),
        text_column(tr("Texte"), lambda row: row.text, 26),
        text_column(tr("Empreinte du texte"), lambda row: row.whole_digest, 24),
        text_column(tr("Qui"), lambda row: row.who, 12),
        text_column(tr("Donné"), lambda row: moment_words(row.given_at), 17),
        text_column(tr("Comment"), lambda row: row.way, 20),
        text_column(tr("Retiré"), lambda row: dates.moment(row.withdrawn_at) if row.withdrawn_at else "", 17),
        text_column(tr("Retiré comment"), lambda row: row.withdrawn_way, 20),
    )
