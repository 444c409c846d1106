"""The columns of the requests, and the tones of their states."""

from collections.abc import Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.privacy.requests import RequestState
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.privacy.requests.rows import RequestRow
from microdesk_desktop.views.privacy.requests.words import SOON_DAYS, kind_words, left_text, name_text, state_words

TONES = {
    RequestState.OPEN: Tone.NEUTRAL,
    RequestState.LATE: Tone.DANGER,
    RequestState.ANSWERED: Tone.POSITIVE,
    RequestState.REFUSED: Tone.NEUTRAL,
}
LONGEST_DAY = "28 septembre 2026"


def requests_columns() -> Sequence[Column[RequestRow]]:
    """Who asks, what for, when it came, and by when it must be answered."""
    return (
        Column(
            header=tr("Demande"),
            text=lambda row: visible(name_text(row)),
            detail=lambda row: kind_words()[row.request.kind],
            kind=CellKind.WHO,
            share=3,
            sort_key=lambda row: fold(row.name),
        ),
        Column(
            header=tr("Reçue le"),
            text=lambda row: dates.long_day(row.request.received_on),
            kind=CellKind.MUTED,
            sample=LONGEST_DAY,
            sort_key=lambda row: row.request.received_on,
            gives_way=1,
        ),
        Column(
            header=tr("Échéance"),
            text=lambda row: dates.long_day(row.request.due_on),
            detail=left_text,
            kind=CellKind.MUTED,
            sample=tr("répondue le {day}").format(day=LONGEST_DAY),
            sort_key=lambda row: row.request.due_on,
        ),
        Column(
            header=tr("État"),
            text=lambda row: state_words()[row.state],
            kind=CellKind.CHIP,
            tone=_tone,
            sample=max(state_words().values(), key=len),
            sort_key=lambda row: row.state,
        ),
    )


def _tone(row: RequestRow) -> Tone:
    """An answer that is due within days asks for attention."""
    is_soon = row.state is RequestState.OPEN and row.days_left <= SOON_DAYS
    return Tone.ATTENTION if is_soon else TONES[row.state]
