"""`privacy …`: what the vault holds about whom, and the rights of these people."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.privacy import (
    choices,
    consents,
    erase,
    export,
    inventory,
    network,
    processing_register,
    requests,
    retention,
    statement,
)
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands


def register(subparsers: Subparsers) -> None:
    """Declare `privacy` and its subcommands."""
    commands = add_commands(add_command(subparsers, "privacy", tr("Les droits des personnes que le coffre connaît")))
    inventory.register(commands)
    processing_register.register(commands)
    statement.register(commands)
    consents.register(commands)
    choices.register(commands)
    erase.register(commands)
    export.register(commands)
    requests.register(commands)
    retention.register(commands)
    network.register(commands)
