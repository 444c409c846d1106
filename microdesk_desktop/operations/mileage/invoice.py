"""Invoice trips again: they become a line of a new draft, or of one that is open, in one transaction."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.form import write_form
from microdesk_desktop.documents.mileage_line import disbursement_line, mileage_line
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.surroundings import client_id_of
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.drafts import add_draft, delete_draft, save_draft
from microdesk_desktop.store.mileage.settings import save_price
from microdesk_desktop.store.mileage.trips import load_linked, load_trips_of, save_trip
from microdesk_desktop.store.records.clients import load_client

HIGHEST_PRICE = 1_000_000_000
"""Millionths: a thousand euros for a kilometre is a slip."""
HIGHEST_DISBURSEMENT = 10_000_000
"""Cents: a hundred thousand euros of tolls are one too."""
_CHANGES = Changes.MILEAGE | Changes.DOCUMENTS
Kept = Sequence[tuple[int, Trip]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """To whom trips are charged, and how: `price` is that of one kilometre, in millionths, without tax.

    `disbursement_cents` are tolls and the like that the user paid for the client, on their written order and with a
    receipt in their name; 0 without any.
    """

    client_id: int
    price: int
    disbursement_cents: int = 0


def invoice_trips(
    session: Session, trip_ids: Collection[int], charge: Charge, draft_id: int | None = None
) -> ChangeResult:
    """Put trips into a new draft of an invoice for the client, or into an open one of theirs; returns the draft's id.

    The price is remembered. Trips that name no client are theirs from now on. What was disbursed has a line apart.
    Raises UNKNOWN_TRIP, TRIP_INVOICED (`trips`) for those that a draft or a document invoices already,
    TRIP_OF_OTHER_CLIENT (`trips`), CLIENT_NOT_FOUND (`client`), INVALID_VALUE (`field`: unit_price, disbursement, or
    draft for one of another client, type or currency), UNKNOWN_TARGET for a draft that is not there.
    """
    client_id = charge.client_id
    if not 0 < charge.price <= HIGHEST_PRICE:
        raise KnownError(ErrorCode.INVALID_VALUE, part="trip price", field="unit_price")
    if not 0 <= charge.disbursement_cents <= HIGHEST_DISBURSEMENT:
        raise KnownError(ErrorCode.INVALID_VALUE, field="disbursement")
    at = session.clock.now()

    def write(writer: Writer) -> tuple[int, Draft | None, Kept]:
        trips = _require_open(writer, trip_ids, client_id)
        client = load_client(writer, client_id)
        if client is None:
            raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
        before = _require_open_draft(writer, draft_id, client_id) if draft_id is not None else None
        lines = _lines([trip for _, trip in trips], charge, client.language)
        draft = before or Draft(type=DocumentType.INVOICE, client_id=client_id)
        form = json.dumps(write_form(replace(draft, lines=(*draft.lines, *lines))), ensure_ascii=False)
        if draft_id is None:
            kept_as = add_draft(writer, form, at)
        else:
            kept_as = draft_id
            save_draft(writer, draft_id, form, at)
        for trip_id, trip in trips:
            save_trip(writer, replace(trip, client_id=client_id, draft_id=kept_as, document_id=None), trip_id)
        save_price(writer, charge.price)
        return kept_as, before, trips

    kept_as, before, trips = session.write(write)
    return ChangeResult(
        changes=_CHANGES,
        id=kept_as,
        undo=lambda session: _take_out(session, kept_as, before, trips, charge),
    )


def _lines(trips: Sequence[Trip], charge: Charge, language: str) -> Sequence[DraftLine]:
    """The kilometres, and what was disbursed for the client."""
    lines = [mileage_line(trips, charge.price, language)]
    return [*lines, disbursement_line(charge.disbursement_cents, language)] if charge.disbursement_cents else lines


def _take_out(session: Session, draft_id: int, before: Draft | None, trips: Kept, charge: Charge) -> ChangeResult:
    """The draft and the trips as they were; a draft that was made for the trips goes."""

    def write(writer: Writer) -> None:
        require_draft(writer, draft_id)
        if before is None:
            delete_draft(writer, draft_id)
        else:
            save_draft(writer, draft_id, json.dumps(write_form(before), ensure_ascii=False), session.clock.now())
        for trip_id, trip in trips:
            save_trip(writer, trip, trip_id)

    session.write(write)
    ids = [trip_id for trip_id, _ in trips]
    return ChangeResult(
        changes=_CHANGES,
        undo=lambda session: invoice_trips(session, ids, charge, draft_id if before is not None else None),
    )


def _require_open(reader: Reader, trip_ids: Collection[int], client_id: int) -> Kept:
    """The trips, the earliest first, of which none is invoiced again and none is another client's."""
    trips = load_trips_of(reader, trip_ids)
    if not trips or len(trips) != len(set(trip_ids)):
        raise KnownError(ErrorCode.UNKNOWN_TRIP)
    linked = load_linked(reader, trip_ids)
    if linked:
        raise KnownError(ErrorCode.TRIP_INVOICED, trips=tuple(map(str, sorted(linked))))
    others = [trip_id for trip_id, trip in trips if trip.client_id not in (None, client_id)]
    if others:
        raise KnownError(ErrorCode.TRIP_OF_OTHER_CLIENT, trips=tuple(map(str, others)))
    return trips


def _require_open_draft(reader: Reader, draft_id: int, client_id: int) -> Draft:
    draft = require_draft(reader, draft_id)
    if not takes_trips(draft) or client_id_of(reader, draft) != client_id:
        raise KnownError(ErrorCode.INVALID_VALUE, part="trip draft", field="draft")
    return draft


def takes_trips(draft: Draft) -> bool:
    """Whether a line of kilometres may be added: to an invoice in euros that does not stand for a part of a quote."""
    return draft.type is DocumentType.INVOICE and draft.currency == EUR and not draft.takes_amount
