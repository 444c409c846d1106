"""`privacy statement`: read a version, agree to the one in force, or take that back."""

import argparse

from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.privacy.consents import ConsentWay
from microdesk_desktop.operations.vault.exists import vault_exists
from microdesk_desktop.views.privacy.statement import (
    current_privacy_version,
    load_privacy_statement,
    load_statement_state,
    privacy_versions,
    statement_json,
)


def register(commands: Subparsers) -> None:
    """Declare `privacy statement`."""
    parser = add_command(
        commands, "statement", tr("Lire la déclaration de confidentialité, l'accepter ou retirer son accord"), _show
    )
    parser.set_defaults(answers_statement=True)
    answer = parser.add_mutually_exclusive_group()
    answer.add_argument("--accept", action="store_true", help=tr("accepter la version en vigueur"))
    answer.add_argument("--withdraw", action="store_true", help=tr("retirer votre accord"))
    answer.add_argument(
        "--version",
        type=_version,
        default=current_privacy_version(),
        metavar=tr("DATE"),
        help=tr("lire cette version : {dates}").format(dates=", ".join(privacy_versions())),
    )


def _version(text: str) -> str:
    if text not in privacy_versions():
        known = ", ".join(privacy_versions())
        raise argparse.ArgumentTypeError(tr("« {text} » n'est pas l'une de {known}").format(text=text, known=known))
    return text


def _show(context: Context) -> Result:
    arguments = context.arguments
    if arguments.accept or arguments.withdraw:
        return _answer(context)
    statement = load_privacy_statement(arguments.version)
    # The text needs no open vault, which is opened only when no question must be asked for it.
    is_open = context.given_passphrase() is not None and vault_exists(context.profile)
    state = context.session().read(load_statement_state) if is_open else None
    return Result(value=statement_json(statement, state), text=[statement.text])


def _answer(context: Context) -> Result:
    from microdesk_desktop.operations.privacy.consents import accept_statement, withdraw_statement

    session = context.session()
    if context.arguments.accept:
        accept_statement(session, language(), ConsentWay.COMMAND)
        text = tr("Votre accord est noté.")
    else:
        withdraw_statement(session, ConsentWay.COMMAND)
        text = tr("Votre accord est retiré. Tout reste utilisable ici ; aucune connexion ne s'ouvre plus.")
    state = session.read(load_statement_state)
    return Result(value=statement_json(load_privacy_statement(), state), text=[text])
