"""The columns of the trips."""

from collections.abc import Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.mileage.rows import TripRow, TripState
from microdesk_desktop.views.mileage.words import km_text, spoken_way, state_words, way_text

TONES = {TripState.OPEN: Tone.NEUTRAL, TripState.DRAFTED: Tone.ATTENTION, TripState.INVOICED: Tone.POSITIVE}


def trip_columns() -> Sequence[Column[TripRow]]:
    """When in the year, from where to where and why, for whom, with what, how far, and whether it is invoiced again."""
    return (
        Column(
            header=tr("Date"),
            text=lambda row: dates.short_day(row.trip.on),
            spoken=lambda row: dates.long_day(row.trip.on),
            kind=CellKind.MUTED,
            sample="28/08",
            sort_key=lambda row: row.trip.on,
        ),
        Column(
            header=tr("Trajet"),
            text=lambda row: way_text(row.trip),
            detail=lambda row: visible(row.trip.purpose),
            spoken=lambda row: ", ".join(filter(None, (spoken_way(row.trip), visible(row.trip.purpose)))),
            kind=CellKind.WHO,
            share=3,
            sort_key=lambda row: fold(f"{row.trip.origin} {row.trip.destination}"),
        ),
        Column(
            header=tr("Client"),
            text=lambda row: visible(row.client) or "—",
            detail=lambda row: visible(row.vehicle),
            kind=CellKind.MUTED,
            share=2,
            sort_key=lambda row: fold(row.client),
            gives_way=2,
        ),
        Column(
            header=tr("Refacturation"),
            text=lambda row: row.number or state_words()[row.state],
            kind=CellKind.CHIP,
            tone=lambda row: TONES[row.state],
            sample=max((*state_words().values(), "F-2026-0001"), key=len),
            sort_key=lambda row: row.state,
            gives_way=1,
        ),
        Column(
            header=tr("Distance"),
            text=lambda row: km_text(row.trip.driven),
            kind=CellKind.AMOUNT,
            sort_key=lambda row: row.trip.driven,
        ),
    )
