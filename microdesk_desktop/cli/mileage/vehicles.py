"""`mileage vehicles`, `vehicle add|remove`, `settings`."""

from argparse import ArgumentTypeError

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands, one_of, row_id
from microdesk_desktop.domain.mileage.keeping import KEPT_YEARS, Keeping
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind
from microdesk_desktop.operations.mileage.named import vehicle_named
from microdesk_desktop.operations.mileage.settings import set_keeping
from microdesk_desktop.operations.mileage.vehicles import put_vehicle, remove_vehicle
from microdesk_desktop.views.mileage.json import vehicle_json
from microdesk_desktop.views.mileage.settings import load_kept, load_vehicle_list
from microdesk_desktop.views.mileage.words import keeping_text, vehicle_line

_NEVER = "never"


def register(commands: Subparsers) -> None:
    """Declare what changes and lists vehicles, and how long trips are kept."""
    add_command(commands, "vehicles", tr("Lister les véhicules"), _list)
    actions = add_commands(add_command(commands, "vehicle", tr("Ajouter ou retirer un véhicule")))
    parser = add_command(actions, "add", tr("Ajouter un véhicule"), _add)
    parser.add_argument("name", metavar=tr("NOM"), help=tr("nom du véhicule, en vos mots"))
    parser.add_argument(
        "--kind", type=one_of(VehicleKind), choices=list(VehicleKind), default=VehicleKind.CAR, help=tr("type")
    )
    help_power = tr("puissance fiscale, rubrique P.6 de la carte grise ; inutile pour un cyclomoteur")
    parser.add_argument("--power", type=row_id, default=0, metavar="CV", help=help_power)
    parser.add_argument("--electric", action="store_true", help=tr("électrique"))
    parser.add_argument("--registration", default="", metavar=tr("PLAQUE"), help=tr("immatriculation"))
    parser = add_command(actions, "remove", tr("Retirer un véhicule sans trajet"), _remove)
    parser.add_argument("vehicle", metavar=tr("VÉHICULE"), help=tr("véhicule, par son nom ou son identifiant"))
    parser = add_command(
        commands, "settings", tr("Montrer ou choisir combien de temps les trajets sont gardés"), _settings
    )
    years = ", ".join(map(str, KEPT_YEARS))
    help_keep = tr("années gardées après la fin de celle du trajet : {years} ou never").format(years=years)
    parser.add_argument("--keep", type=_keeping, metavar=tr("ANNÉES"), help=help_keep)


def _keeping(text: str) -> Keeping:
    """The type of an argument that is how long trips are kept."""
    known = {str(years): Keeping(years) for years in KEPT_YEARS} | {_NEVER: Keeping(None)}
    if text not in known:
        refused = tr("« {value} » ne convient pas, choix possibles : {known}")
        raise ArgumentTypeError(refused.format(value=text, known=", ".join(known)))
    return known[text]


def _list(context: Context) -> Result:
    vehicles = context.session().read(load_vehicle_list)
    text = [vehicle_line(id_, vehicle) for id_, vehicle in vehicles] or [tr("Aucun véhicule.")]
    return Result(value=[vehicle_json(id_, vehicle) for id_, vehicle in vehicles], text=text)


def _add(context: Context) -> Result:
    given, session = context.arguments, context.session()
    vehicle = Vehicle(
        name=given.name,
        kind=given.kind,
        power=given.power,
        is_electric=given.electric,
        registration=given.registration,
    )
    saved = put_vehicle(session, vehicle).id
    return _shown(context, saved)


def _remove(context: Context) -> Result:
    session, named = context.session(), context.arguments.vehicle
    vehicle_id = session.read(lambda reader: vehicle_named(reader, named))
    remove_vehicle(session, vehicle_id)
    return Result(value={"removed": vehicle_id}, text=[tr("Véhicule retiré.")])


def _shown(context: Context, vehicle_id: int | None) -> Result:
    found = [(id_, each) for id_, each in context.session().read(load_vehicle_list) if id_ == vehicle_id]
    return Result(value=vehicle_json(*found[0]), text=[vehicle_line(*found[0])])


def _settings(context: Context) -> Result:
    session = context.session()
    if context.arguments.keep is not None:
        set_keeping(session, context.arguments.keep)
    kept = session.read(lambda reader: load_kept(reader, session.clock.today()))
    return Result(
        value={"kept_years": kept.keeping.years, "to_erase": kept.due},
        text=[keeping_text(kept.keeping), *kept.due_lines],
    )
