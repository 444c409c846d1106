"""`mail send`: a message from a file leaves through one of the user's mailboxes."""

from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command, one_of
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.operations.mail.accounts import named_account
from microdesk_desktop.operations.mail.compose.send import send_file
from microdesk_desktop.views.mail.composer.sent import sent_json, sent_lines


def register(commands: Subparsers) -> None:
    """Declare `mail send`."""
    parser = add_command(commands, "send", tr("Envoyer un message préparé dans un fichier"), _send)
    parser.add_argument(
        "file", type=Path, metavar=tr("FICHIER"), help=tr("message complet (.eml), destinataires compris")
    )
    parser.add_argument(
        "--nature",
        type=one_of(Nature),
        choices=list(Nature),
        default=Nature.COMMERCIAL,
        help=tr("ce qu'est le message : un document ou une relance, un échange courant, ou tout autre message"),
    )
    parser.add_argument(
        "--account", metavar=tr("BOÎTE"), help=tr("son adresse, ou son identifiant, s'il y en a plusieurs")
    )


def _send(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    account = named_account(session, arguments.account)
    sent = send_file(session, account.id, arguments.file, context.job, nature=arguments.nature)
    return Result(value=sent_json(sent), text=list(sent_lines(sent)), code=PARTLY if sent.refused else OK)
