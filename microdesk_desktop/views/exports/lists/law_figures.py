"""The figures of law of an export."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.books.declarations.words import confidence_words
from microdesk_desktop.views.books.law_figures.figures import LawFigure
from microdesk_desktop.views.exports.content import Kind, ListColumn, text_column


def law_figure_columns() -> Sequence[ListColumn[LawFigure]]:
    """Each figure with its validity and its source; the value is a text, since figures are of many kinds."""
    return (
        text_column(tr("Sujet"), lambda row: row.subject, 30),
        text_column(tr("Chiffre"), lambda row: row.name, 40),
        text_column(tr("Valeur"), lambda row: row.value, 14),
        text_column(tr("Validité"), lambda row: row.validity, 26),
        text_column(tr("Fiabilité"), lambda row: confidence_words(row.confidence.value), 12),
        text_column(tr("Source"), lambda row: row.source, 50),
        ListColumn[LawFigure](header=tr("État au"), value=lambda row: row.checked, kind=Kind.DAY, width=11),
    )
