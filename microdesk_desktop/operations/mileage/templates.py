"""Keep and remove trips to repeat."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.trips import Journey
from microdesk_desktop.operations.mileage.journeys import checked_journey
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.mileage.templates import add_template, delete_template, load_templates


def keep_template(session: Session, journey: Journey, template_id: int | None = None) -> ChangeResult:
    """Keep a trip to repeat; one that is there already is not kept twice. Raises as `checked_journey`."""
    template = Journey(
        origin=journey.origin,
        destination=journey.destination,
        tenths=journey.tenths,
        purpose=journey.purpose,
        client_id=journey.client_id,
        vehicle_id=journey.vehicle_id,
        is_return=journey.is_return,
    )

    def write(writer: Writer) -> tuple[int, bool]:
        tidy = checked_journey(writer, template)
        known = [id_ for id_, each in load_templates(writer).items() if each == tidy]
        return (known[0], False) if known else (add_template(writer, tidy, template_id), True)

    saved, is_new = session.write(write)
    return ChangeResult(
        changes=Changes.MILEAGE,
        id=saved,
        undo=(lambda session: remove_template(session, saved)) if is_new else None,
    )


def remove_template(session: Session, template_id: int) -> ChangeResult:
    """Remove a template; trips made of it stay. Raises UNKNOWN_TEMPLATE when it is not there."""

    def write(writer: Writer) -> Journey:
        before = load_templates(writer).get(template_id)
        if before is None:
            raise KnownError(ErrorCode.UNKNOWN_TEMPLATE)
        delete_template(writer, template_id)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.MILEAGE, undo=lambda session: keep_template(session, before, template_id))
