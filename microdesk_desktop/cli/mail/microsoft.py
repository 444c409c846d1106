"""`mail add-microsoft`: connect a mailbox of Microsoft 365 with an application of the user's organisation."""

import sys

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.cli.consent import ConsentTerminal
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.mail.connection.add_microsoft import add_microsoft
from microdesk_desktop.views.mail.accounts import account_json
from microdesk_desktop.views.mail.connection.microsoft import microsoft_steps


def register(commands: Subparsers) -> None:
    """Declare the command below `mail`."""
    text = tr("Connecter une boîte Microsoft 365, avec votre accord donné à Microsoft")
    parser = add_command(commands, "add-microsoft", text, _add)
    parser.epilog = " ".join(f"{number}. {step}" for number, step in enumerate(microsoft_steps(), 1))
    parser.add_argument("--address", required=True, metavar=tr("ADRESSE"), help=tr("adresse de la boîte"))
    parser.add_argument("--client-id", required=True, metavar="ID", help=tr("identifiant de votre application"))
    parser.add_argument("--no-browser", action="store_true", help=tr("écrire l'adresse sans ouvrir le navigateur"))


def _add(context: Context) -> Result:
    arguments = context.arguments
    terminal = ConsentTerminal(context.job, stream=sys.stderr, opens_browser=not arguments.no_browser)
    account = add_microsoft(
        context.session(), arguments.address, arguments.client_id, announce=terminal.announce, job=context.job
    ).account
    done = tr("{address} est connectée.").format(address=visible(account.address))
    return Result(value=account_json(account), text=[done])
