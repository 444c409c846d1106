"""The trips of an export, and the report of a year as a table."""

from collections.abc import Sequence
from decimal import Decimal

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.views.exports.content import (
    Kind,
    ListColumn,
    ListContent,
    day_column,
    rows_in_memory,
    text_column,
)
from microdesk_desktop.views.mileage.report import Report
from microdesk_desktop.views.mileage.rows import TripRow
from microdesk_desktop.views.mileage.words import km_decimal, km_text, state_text, trips_count


def trip_columns() -> Sequence[ListColumn[TripRow]]:
    """Where from, where to, what for, for whom, how far."""
    return (
        day_column(tr("Date"), lambda row: row.trip.on),
        text_column(tr("Départ"), lambda row: visible(row.trip.origin), 22),
        text_column(tr("Arrivée"), lambda row: visible(row.trip.destination), 22),
        text_column(
            tr("Aller-retour"), lambda row: tr("oui") if row.trip.is_return else tr("non"), 6, is_printed=False
        ),
        text_column(tr("Motif"), lambda row: visible(row.trip.purpose), 24),
        text_column(tr("Client"), lambda row: visible(row.client), 20),
        text_column(tr("Véhicule"), lambda row: visible(row.vehicle), 16),
        ListColumn(
            header=tr("Kilomètres"), value=lambda row: Decimal(km_decimal(row.trip.driven)), kind=Kind.NUMBER, width=9
        ),
        text_column(tr("Refacturation"), state_text, 18, is_printed=False),
    )


def report_content(report: Report) -> ListContent[TripRow]:
    """The trips of a report, the earliest first."""
    return ListContent(
        title=tr("Kilomètres {year}").format(year=report.scope.year),
        columns=trip_columns(),
        total=len(report.rows),
        chunks=rows_in_memory(report.rows),
        count=trips_count(len(report.rows)),
        totals=km_text(report.tenths),
    )
