"""`books`: the legal books, printed, exported, closed."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.books import close, euros, registers
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands


def register(subparsers: Subparsers) -> None:
    """Declare `books` and its commands."""
    commands = add_commands(add_command(subparsers, "books", tr("Le livre des recettes et le registre des achats")))
    registers.register(commands)
    close.register(commands)
    euros.register(commands)
