"""`books close`: the lines of the books are validated until a day."""

from datetime import date

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.books.close import close_books


def register(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "close", tr("Clôturer les livres : leurs lignes ne changent plus"), _close)
    parser.add_argument(
        "--until",
        type=date.fromisoformat,
        required=True,
        metavar=tr("DATE"),
        help=tr("dernier jour à clôturer, au plus tard hier"),
    )


def _close(context: Context) -> Result:
    until = context.arguments.until
    validated = close_books(context.session(), until)
    text = ntr("{count} ligne validée.", "{count} lignes validées.", validated).format(count=validated)
    return Result(value={"until": until.isoformat(), "validated": validated}, text=[text])
