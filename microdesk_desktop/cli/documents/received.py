"""`documents receive|confirm|reject`: a file from a supplier becomes an expense, which is confirmed or set aside."""

from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.documents.received.confirm import confirm, received_id, reject
from microdesk_desktop.operations.documents.received.receive import receive
from microdesk_desktop.views.documents.received.json import received_json, received_lines
from microdesk_desktop.views.vault.company import load_company


def register(commands: Subparsers) -> None:
    """Declare the three commands."""
    parser = add_command(commands, "receive", tr("Recevoir la facture d'un fournisseur, à vérifier"), _receive)
    parser.add_argument(
        "file", type=Path, metavar=tr("FICHIER"), help=tr("facture électronique (PDF ou XML), PDF simple ou image")
    )
    parser.add_argument("--again", action="store_true", help=tr("la garder même si elle est déjà là"))
    for name, help_text, act in (
        ("confirm", tr("Confirmer une facture reçue"), _confirm),
        ("reject", tr("Écarter une facture reçue, avec son fichier"), _reject),
    ):
        parser = add_command(commands, name, help_text, act)
        parser.add_argument("reference", metavar=tr("RÉFÉRENCE"), help=tr("référence de la dépense"))


def _receive(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    received = receive(session, arguments.file, context.job, again=arguments.again)
    run_attribution(session, context.job)
    parts = (received.reference, received.content, received.twins, session.read(load_company))
    return Result(value=received_json(*parts), text=received_lines(*parts))


def _confirm(context: Context) -> Result:
    session, reference = context.session(), context.arguments.reference
    expense_id = session.read(lambda reader: received_id(reader, reference))
    confirm(session, expense_id)
    return Result(value={"reference": reference, "state": "confirmed"}, text=[tr("Facture vérifiée.")])


def _reject(context: Context) -> Result:
    session, reference = context.session(), context.arguments.reference
    reject(session, session.read(lambda reader: received_id(reader, reference)))
    return Result(value={"reference": reference, "state": "rejected"}, text=[tr("Facture écartée, avec son fichier.")])
