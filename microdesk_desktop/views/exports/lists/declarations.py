"""The duties of an export."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.books.declarations.duties import DutyRow
from microdesk_desktop.views.books.declarations.words import duty_period, kind_words, state_text
from microdesk_desktop.views.exports.content import ListColumn, day_column, text_column


def declaration_columns() -> Sequence[ListColumn[DutyRow]]:
    """Each duty with its days and where it stands."""
    return (
        text_column(tr("Échéance"), lambda row: kind_words(row.duty.kind), 28),
        text_column(tr("Période"), lambda row: duty_period(row.duty), 24),
        day_column(tr("À faire avant"), lambda row: row.duty.due_until or row.duty.due_on),
        day_column(tr("Faite le"), lambda row: row.done_on),
        text_column(tr("État"), lambda row: state_text(row.duty, row.state), 14),
    )
