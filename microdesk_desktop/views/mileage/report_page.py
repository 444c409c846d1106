"""The report of a year as a page to print, in the user's language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.complete import seller_of
from microdesk_desktop.documents.render.formats import Formats
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.parties import footer_text, seller_texts
from microdesk_desktop.documents.render.words import words_of
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.mileage.report import Part, Report, Scope, load_report, share_text
from microdesk_desktop.views.mileage.rows import TripRow
from microdesk_desktop.views.mileage.words import (
    amount_text,
    explanation,
    km_text,
    no_deduction_text,
    source_text,
    trips_count,
    vehicle_name,
    vehicle_text,
    way_text,
    whole_year_text,
)


def load_report_page(reader: Reader, scope: Scope, today: date) -> Page:
    """The texts of the printed report of a year."""
    return report_page(load_report(reader, scope), load_company(reader), today)


def report_page(report: Report, company: Company, today: date) -> Page:
    """The texts of a printed report."""
    words, seller = words_of(language()), seller_of(company)
    formats = Formats(language=language(), currency=EUR, words=words)
    printed = tr("édité le {day}").format(day=dates.long_day(today))
    return {
        "is_mileage": True,
        "language": language(),
        "words": words,
        "title": tr("Kilomètres {year}").format(year=report.scope.year),
        "number": "",
        "seller": seller_texts(seller, words, formats),
        "scope": " · ".join(_scope_parts(report)),
        "vehicles": {
            "name": tr("Par véhicule"),
            "heads": [tr("Véhicule"), tr("Distance"), tr("Barème")],
            "rows": [_vehicle(part) for part in report.parts],
        },
        "clients": {
            "name": tr("Par client"),
            "heads": [tr("Client"), tr("Trajets"), tr("Distance")],
            "rows": _clients(report),
        },
        "trips": {
            "name": tr("Trajets"),
            "heads": [tr("Date"), tr("Trajet"), tr("Motif"), tr("Client"), tr("Distance")],
            "rows": [_trip(row) for row in report.rows],
        },
        "notes": _notes(report),
        "footer": f"{footer_text(seller, words)} · {printed}",
        "payment": None,
    }


def _scope_parts(report: Report) -> Sequence[str]:
    """What narrows the report, how many trips it has, how far."""
    vehicle = vehicle_name(report.parts[0].whole) if report.scope.vehicle_id is not None and report.parts else ""
    client = report.clients[0].name if report.scope.client_id is not None and report.clients else ""
    parts = (one_line(client), vehicle, trips_count(len(report.rows)), km_text(report.tenths))
    return [part for part in parts if part]


def _vehicle(part: Part) -> Mapping[str, Any]:
    whole = part.whole
    share = share_text(part) if part.tenths != whole.tenths else ""
    lines = (vehicle_text(whole.vehicle) if whole.vehicle else "", explanation(whole), share)
    return {
        "name": vehicle_name(whole),
        "lines": [line for line in lines if line],
        "distance": km_text(whole.tenths),
        "amount": amount_text(whole),
    }


def _clients(report: Report) -> Sequence[Sequence[str]]:
    """What each client comes to; nothing where one client narrows the report, or none is named."""
    if report.scope.client_id is not None or all(each.client_id is None for each in report.clients):
        return []
    return [
        [one_line(each.name) or tr("Sans client"), counts.count(each.trips), km_text(each.tenths)]
        for each in report.clients
    ]


def _trip(row: TripRow) -> Sequence[str]:
    return [
        dates.typed_day(row.trip.on),
        way_text(row.trip),
        one_line(row.trip.purpose),
        one_line(row.client),
        km_text(row.trip.driven),
    ]


def _notes(report: Report) -> Sequence[str]:
    """What the amounts are and are not, with their sources."""
    sources = dict.fromkeys(source_text(amount) for amount in report.amounts)
    return [whole_year_text(), no_deduction_text(), *sources]
