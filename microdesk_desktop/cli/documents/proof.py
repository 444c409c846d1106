"""`documents verify` and `documents close`: that nothing was changed, and the totals of what is over."""

from datetime import date

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import KNOWN, OK, Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.documents.seal.closing import close_periods
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.views.documents.chain import chain_json, chain_lines


def register(commands: Subparsers) -> None:
    """Declare the commands."""
    add_command(commands, "verify", tr("Vérifier que rien n'a changé depuis l'émission"), _verify)
    parser = add_command(commands, "close", tr("Clôturer les jours, les mois et les années terminés"), _close)
    parser.add_argument(
        "--until", type=date.fromisoformat, metavar=tr("DATE"), help=tr("dernier jour à clôturer, hier par défaut")
    )


def _verify(context: Context) -> Result:
    report = verify_documents(context.session())
    return Result(value=chain_json(report), text=chain_lines(report), code=KNOWN if report.flaws else OK)


def _close(context: Context) -> Result:
    closed = close_periods(context.session(), context.arguments.until)
    count = ntr("{count} clôture ajoutée.", "{count} clôtures ajoutées.", len(closed)).format(count=len(closed))
    return Result(value={"closed": closed}, text=[*closed, count])
