"""The register of requests of an export."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.exports.content import Kind, ListColumn, day_column, text_column
from microdesk_desktop.views.privacy.requests.rows import RequestRow
from microdesk_desktop.views.privacy.requests.words import (
    delay_words,
    kind_words,
    name_text,
    refusal_words,
    state_words,
    way_words,
)


def request_columns() -> Sequence[ListColumn[RequestRow]]:
    """Each request with what proves its answer."""
    return (
        ListColumn[RequestRow](header=tr("Demande"), value=lambda row: row.id, kind=Kind.NUMBER, width=8),
        text_column(tr("Droit"), lambda row: kind_words()[row.request.kind], 14),
        text_column(tr("Personne"), name_text, 28),
        day_column(tr("Reçue le"), lambda row: row.request.received_on),
        text_column(tr("Par"), lambda row: way_words()[row.request.way], 14, is_printed=False),
        day_column(tr("Échéance"), lambda row: row.request.due_on),
        day_column(tr("Délai annoncé le"), lambda row: row.request.extended_on),
        text_column(tr("Motif du délai"), _delay, 24, is_printed=False),
        text_column(tr("État"), lambda row: state_words()[row.state], 12),
        day_column(tr("Répondue le"), lambda row: row.request.answer.on if row.request.answer else None),
        text_column(tr("Réponse par"), _answered_by, 14),
        text_column(tr("Motif du refus"), _refusal, 30),
    )


def _delay(row: RequestRow) -> str:
    return delay_words()[row.request.delay] if row.request.delay else ""


def _answered_by(row: RequestRow) -> str:
    return way_words()[row.request.answer.way] if row.request.answer else ""


def _refusal(row: RequestRow) -> str:
    answer = row.request.answer
    return refusal_words()[answer.refusal] if answer and answer.refusal else ""
