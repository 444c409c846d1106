"""`mail add-gmail`: connect a Gmail mailbox with the user's own client."""

import sys
from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.consent import ConsentTerminal
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.views.mail.accounts import account_json
from microdesk_desktop.views.mail.connection.gmail import added_lines, gmail_steps


def register(commands: Subparsers) -> None:
    """Declare the command below `mail`."""
    parser = add_command(commands, "add-gmail", tr("Connecter une boîte Gmail, avec votre accord donné à Google"), _add)
    parser.epilog = " ".join(f"{number}. {step}" for number, step in enumerate(gmail_steps(), 1))
    parser.add_argument(
        "--client-file", type=Path, required=True, metavar=tr("FICHIER"), help=tr("fichier JSON de votre client Google")
    )
    parser.add_argument("--base-url", metavar="URL", help=tr("adresse sur cet ordinateur, pour un essai"))
    parser.add_argument("--no-browser", action="store_true", help=tr("écrire l'adresse sans ouvrir le navigateur"))


def _add(context: Context) -> Result:
    arguments = context.arguments
    terminal = ConsentTerminal(context.job, stream=sys.stderr, opens_browser=not arguments.no_browser)
    added = add_gmail(
        context.session(),
        arguments.client_file,
        announce=terminal.announce,
        job=context.job,
        base_url=arguments.base_url,
    )
    ends_at = added.ends_at.isoformat() if added.ends_at else None
    return Result(
        value={**account_json(added.account), "ends_at": ends_at}, text=added_lines(added.account, added.ends_at)
    )
