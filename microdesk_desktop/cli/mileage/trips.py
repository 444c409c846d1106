"""`mileage add`, `edit`, `list`, `remove`, `templates`: trips, and those to repeat."""

from dataclasses import replace
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.mileage.arguments import tenths, year
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, iso_day, row_id
from microdesk_desktop.domain.mileage.trips import Journey, Trip
from microdesk_desktop.operations.mileage.named import client_named, usual_vehicle, vehicle_named
from microdesk_desktop.operations.mileage.templates import keep_template, remove_template
from microdesk_desktop.operations.mileage.trips import put_trip, remove_trips
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.mileage.json import template_json, trip_json
from microdesk_desktop.views.mileage.rows import TripRow, load_template_rows, load_trip_row, load_trip_rows
from microdesk_desktop.views.mileage.words import km_text, removed_text, template_line, trip_line, trips_count


def register(commands: Subparsers) -> None:
    """Declare what changes and lists trips."""
    parser = add_command(commands, "add", tr("Ajouter un trajet"), _add)
    parser.add_argument("--template", type=row_id, metavar=tr("ID"), help=tr("modèle dont il reprend le reste"))
    _register_facts(parser)
    parser = add_command(commands, "edit", tr("Corriger un trajet"), _edit)
    _add_trip(parser)
    _register_facts(parser)
    parser = add_command(commands, "list", tr("Lister les trajets"), _list)
    parser.add_argument("--year", type=year, metavar=tr("ANNÉE"), help=tr("cette année seulement"))
    parser = add_command(commands, "remove", tr("Supprimer des trajets"), _remove)
    add_trips(parser)
    actions = add_command(
        commands, "templates", tr("Lister les trajets à répéter, en garder ou en retirer un"), _templates
    )
    choice = actions.add_mutually_exclusive_group()
    choice.add_argument("--keep", type=row_id, metavar=tr("TRAJET"), help=tr("trajet dont faire un modèle"))
    choice.add_argument("--remove", type=row_id, metavar=tr("ID"), help=tr("modèle à retirer"))


def add_trips(parser: Parser) -> None:
    """Declare the trips that a command is about."""
    help_text = tr("identifiants que donne « mileage list »")
    parser.add_argument("trips", type=row_id, nargs="+", metavar=tr("TRAJET"), help=help_text)


def trip_of(session: Session, trip_id: int | None) -> TripRow:
    """The row of a trip. Raises UNKNOWN_TRIP when there is none of this id."""
    row = session.read(lambda reader: load_trip_row(reader, trip_id or 0))
    if row is None:
        raise KnownError(ErrorCode.UNKNOWN_TRIP)
    return row


def _add_trip(parser: Parser) -> None:
    parser.add_argument("trip", type=row_id, metavar=tr("TRAJET"), help=tr("identifiant que donne « mileage list »"))


def _register_facts(parser: Parser) -> None:
    parser.add_argument("--date", type=iso_day, metavar=tr("DATE"), help=tr("jour du trajet, aujourd'hui par défaut"))
    parser.add_argument("--from", dest="origin", metavar=tr("LIEU"), help=tr("départ, en vos mots"))
    parser.add_argument("--to", dest="destination", metavar=tr("LIEU"), help=tr("arrivée, en vos mots"))
    parser.add_argument("--km", type=tenths, metavar=tr("KM"), help=tr("kilomètres d'un seul sens"))
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--return", dest="is_return", action="store_true", default=None, help=tr("aller et retour"))
    ways.add_argument("--one-way", dest="is_return", action="store_false", help=tr("aller seulement"))
    parser.add_argument("--purpose", metavar=tr("MOTIF"), help=tr("motif"))
    parser.add_argument("--client", metavar=tr("CLIENT"), help=tr("client, par son nom ou son identifiant"))
    parser.add_argument("--vehicle", metavar=tr("VÉHICULE"), help=tr("véhicule, par son nom ou son identifiant"))


def _add(context: Context) -> Result:
    session, given = context.session(), context.arguments
    start = _start(session, given)
    return _saved(session, put_trip(session, _with_facts(session, start, given)).id)


def _edit(context: Context) -> Result:
    session, given = context.session(), context.arguments
    trip = trip_of(session, given.trip).trip
    return _saved(session, put_trip(session, _with_facts(session, trip, given), given.trip).id)


def _start(session: Session, given: Any) -> Trip:
    """A trip of today, as its template has it, else empty, with the usual vehicle."""
    today = session.clock.today()
    if given.template is None:
        vehicle_id = session.read(usual_vehicle) if given.vehicle is None else None
        return Trip(on=today, origin="", destination="", tenths=0, vehicle_id=vehicle_id)
    found = [row.journey for row in session.read(load_template_rows) if row.id == given.template]
    if not found:
        raise KnownError(ErrorCode.UNKNOWN_TEMPLATE)
    return trip_on(found[0], today)


def trip_on(journey: Journey, on: Any) -> Trip:
    """The trip that a template makes on a day."""
    return Trip(
        on=on,
        origin=journey.origin,
        destination=journey.destination,
        tenths=journey.tenths,
        purpose=journey.purpose,
        client_id=journey.client_id,
        vehicle_id=journey.vehicle_id,
        is_return=journey.is_return,
    )


def _with_facts(session: Session, trip: Trip, given: Any) -> Trip:
    """The trip with what was given on the command line."""
    facts = {
        "on": given.date,
        "origin": given.origin,
        "destination": given.destination,
        "tenths": given.km,
        "is_return": given.is_return,
        "purpose": given.purpose,
    }
    if given.client is not None:
        facts["client_id"] = session.read(lambda reader: client_named(reader, given.client))
    if given.vehicle is not None:
        facts["vehicle_id"] = session.read(lambda reader: vehicle_named(reader, given.vehicle))
    return replace(trip, **{name: value for name, value in facts.items() if value is not None})


def _saved(session: Session, trip_id: int | None) -> Result:
    row = trip_of(session, trip_id)
    return Result(value=trip_json(row), text=[trip_line(row)])


def _list(context: Context) -> Result:
    rows = context.session().read(lambda reader: load_trip_rows(reader, context.arguments.year))
    if not rows:
        return Result(value=[], text=[tr("Aucun trajet.")])
    total = tr("{count}, {distance}").format(
        count=trips_count(len(rows)), distance=km_text(sum(row.trip.driven for row in rows))
    )
    return Result(value=[trip_json(row) for row in rows], text=[*map(trip_line, rows), total])


def _remove(context: Context) -> Result:
    session, ids = context.session(), list(dict.fromkeys(context.arguments.trips))
    remove_trips(session, ids)
    return Result(value={"removed": ids}, text=[removed_text(len(ids))])


def _templates(context: Context) -> Result:
    session, given = context.session(), context.arguments
    if given.keep is not None:
        keep_template(session, trip_of(session, given.keep).trip)
    if given.remove is not None:
        remove_template(session, given.remove)
    rows = session.read(load_template_rows)
    text = [template_line(row) for row in rows] or [tr("Aucun trajet à répéter.")]
    return Result(value=[template_json(row) for row in rows], text=text)
