"""All that the page of trips reads at once, and the drafts that trips may be added to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from microdesk_desktop.views.mileage.rows import (
    FormChoices,
    TemplateRow,
    TripRow,
    load_form_choices,
    load_template_rows,
    load_trip_rows,
)
from microdesk_desktop.views.mileage.years import MileageYear, load_mileage_year


@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePageFacts:
    """The trips of a year with what they come to, the trips to repeat, the vehicles, and what forms propose."""

    rows: Sequence[TripRow]
    year: MileageYear
    templates: Sequence[TemplateRow]
    vehicles: Sequence[tuple[int, Vehicle]]
    choices: FormChoices


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A draft of an invoice in euros that a line of kilometres may be added to."""

    id: int
    client_id: int
    text: str


def load_mileage_page(reader: Reader, year: int, today: date) -> MileagePageFacts:
    """What the page shows of a year."""
    return MileagePageFacts(
        rows=load_trip_rows(reader, year),
        year=load_mileage_year(reader, year, today),
        templates=load_template_rows(reader),
        vehicles=list(load_vehicles(reader).items()),
        choices=load_form_choices(reader),
    )


def load_open_drafts(reader: Reader) -> Sequence[OpenDraft]:
    """The drafts of invoices in euros for a known client, the latest first."""
    found = []
    for draft_id, form, changed_at in load_drafts(reader):
        draft = read_form(json.loads(form))
        fits = draft.type is DocumentType.INVOICE and draft.currency == EUR and not draft.takes_amount
        if fits and draft.client_id is not None:
            subject = draft.subject or next((line.label for line in draft.lines), "") or tr("sans ligne")
            text = tr("Brouillon du {day} : {subject}").format(
                day=dates.typed_day(changed_at.astimezone().date()), subject=visible(subject)
            )
            found.append(OpenDraft(id=draft_id, client_id=draft.client_id, text=text))
    return found
