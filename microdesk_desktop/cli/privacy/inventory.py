"""`privacy inventory`: all that MicroDesk holds, with its count, why, on which basis, until when and where."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.views.privacy.inventory.rows import inventory_json, inventory_lines, load_inventory_rows


def register(commands: Subparsers) -> None:
    """Declare `privacy inventory`."""
    add_command(commands, "inventory", tr("Tout ce que MicroDesk garde, et pourquoi, où, jusqu'à quand"), _inventory)


def _inventory(context: Context) -> Result:
    session = context.session()
    beside, today = list_beside(session), session.clock.today()
    rows = session.read(lambda reader: load_inventory_rows(reader, beside, today))
    return Result(value=inventory_json(rows), text=inventory_lines(rows))
