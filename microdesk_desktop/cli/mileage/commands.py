"""`mileage …`: trips, vehicles, templates, the report of a year, and what is invoiced again."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.mileage import invoice, report, trips, vehicles
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands


def register(subparsers: Subparsers) -> None:
    """Declare `mileage` and its subcommands."""
    text = tr("Vos kilomètres professionnels : trajets, barème de l'année, refacturation")
    commands = add_commands(add_command(subparsers, "mileage", text))
    trips.register(commands)
    report.register(commands)
    invoice.register(commands)
    vehicles.register(commands)
