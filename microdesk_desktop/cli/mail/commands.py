"""`mail …`: the user's mailboxes."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.mail import accounts, folders, gmail, letters, microsoft, send
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands


def register(subparsers: Subparsers) -> None:
    """Declare `mail` and its commands."""
    commands = add_commands(add_command(subparsers, "mail", tr("Vos boîtes mail")))
    gmail.register(commands)
    microsoft.register(commands)
    accounts.register(commands)
    folders.register(commands)
    letters.register(commands)
    send.register(commands)
