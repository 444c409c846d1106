"""`mail labels|choose-folder`: the folders of a mailbox, and what they are for."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.operations.mail.accounts import named_account
from microdesk_desktop.operations.mail.conversations.folder_roles import CHOSEN, choose_folder, missing_roles
from microdesk_desktop.operations.mail.conversations.listing import list_folders, named_folder
from microdesk_desktop.views.mail.conversations.folder_roles import chosen_text, missing_text
from microdesk_desktop.views.mail.conversations.rows import folder_json, folder_line


def register(commands: Subparsers) -> None:
    """Declare the commands of the folders below `mail`."""
    labels = add_command(commands, "labels", tr("Lister les dossiers ou libellés d'une boîte"), _labels)
    text = tr("Désigner le dossier des messages envoyés, des brouillons ou de la corbeille")
    choosing = add_command(commands, "choose-folder", text, _choose)
    roles = [role.value for role in CHOSEN]
    choosing.add_argument("role", choices=roles, metavar=tr("RÔLE"), help=tr("à quoi sert le dossier : %(choices)s"))
    choosing.add_argument("folder", metavar=tr("DOSSIER"), help=tr("identifiant que donne « mail labels », ou nom"))
    for parser in (labels, choosing):
        parser.add_argument(
            "--account", metavar=tr("BOÎTE"), help=tr("son adresse, ou son identifiant, s'il y en a plusieurs")
        )


def _labels(context: Context) -> Result:
    session = context.session()
    account = named_account(session, context.arguments.account)
    folders = list_folders(session, account.id, context.job)
    hint = tr("Pour le désigner : microdesk mail choose-folder {role} DOSSIER")
    missing = [f"{missing_text(role)} {hint.format(role=role.value)}" for role in missing_roles(folders)]
    return Result(
        value=[folder_json(each) for each in folders], text=[*(folder_line(each) for each in folders), *missing]
    )


def _choose(context: Context) -> Result:
    session, wanted = context.session(), context.arguments
    account = named_account(session, wanted.account)
    folder = named_folder(list_folders(session, account.id, context.job), wanted.folder)
    role = Role(wanted.role)
    chosen = choose_folder(session, account.id, role, folder.key, context.job)
    found = next(each for each in chosen.folders if each.key == folder.key)
    return Result(value=folder_json(found), text=[chosen_text(role, found)])
