"""`mail accounts|settings|add-imap|remove`: which mailboxes are connected, and how one can be."""

import argparse
from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.cli.context import Context, first_line
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.operations.mail.accounts import list_accounts, named_account
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings, add_imap
from microdesk_desktop.operations.mail.connection.bridge import certificate_in, with_certificate
from microdesk_desktop.operations.mail.connection.settings import find_settings
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.views.mail.accounts import account_json, account_line, removal_text
from microdesk_desktop.views.mail.connection.providers import settings_json, settings_lines

_SECURITIES = [each.value for each in Security]
_HIGHEST_PORT = 65_535


def register(commands: Subparsers) -> None:
    """Declare the commands of the accounts below `mail`."""
    add_command(commands, "accounts", tr("Lister les boîtes connectées"), _accounts)
    text = tr("Trouver les serveurs d'une adresse, et ce que sa messagerie demande")
    parser = add_command(commands, "settings", text, _settings)
    parser.add_argument("address", metavar=tr("ADRESSE"), help=tr("adresse de la boîte"))
    _register_add_imap(commands)
    text = tr("Retirer une boîte, et tout ce que MicroDesk en sait ; vos messages restent sur leur serveur")
    parser = add_command(commands, "remove", text, _remove)
    parser.add_argument("account", metavar=tr("BOÎTE"), help=tr("son adresse, ou son identifiant"))
    parser.add_argument("--yes", action="store_true", required=True, help=tr("confirmer le retrait"))


def _register_add_imap(commands: Subparsers) -> None:
    parser = add_command(commands, "add-imap", tr("Connecter une boîte par IMAP et SMTP"), _add_imap)
    parser.add_argument("--address", required=True, metavar=tr("ADRESSE"), help=tr("adresse de la boîte"))
    parser.add_argument("--user", required=True, metavar=tr("NOM"), help=tr("identifiant, souvent l'adresse entière"))
    # The password is read from a file: other programs see the arguments of a command.
    parser.add_argument(
        "--password-file",
        type=Path,
        required=True,
        metavar=tr("FICHIER"),
        help=tr("fichier dont la première ligne est le mot de passe"),
    )
    for protocol, server in (("imap", tr("serveur qui reçoit")), ("smtp", tr("serveur qui envoie"))):
        parser.add_argument(f"--{protocol}-host", required=True, metavar=tr("SERVEUR"), help=server)
        parser.add_argument(f"--{protocol}-port", type=_port, required=True, metavar=tr("PORT"), help=tr("son port"))
        parser.add_argument(
            f"--{protocol}-security", choices=_SECURITIES, required=True, help=tr("son chiffrement, jamais aucun")
        )
    parser.add_argument(
        "--certificate-file",
        type=Path,
        metavar=tr("FICHIER"),
        help=tr("certificat qu'exporte un programme de cet ordinateur, comme Proton Mail Bridge : le seul accepté"),
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= _HIGHEST_PORT):
        raise argparse.ArgumentTypeError(tr("« {text} » n'est pas un port").format(text=text))
    return int(text)


def _accounts(context: Context) -> Result:
    accounts = list_accounts(context.session())
    return Result(value=[account_json(each) for each in accounts], text=[account_line(each) for each in accounts])


def _settings(context: Context) -> Result:
    found = find_settings(context.session(), context.arguments.address, context.job)
    if found is None:
        unknown = tr("Ni MicroDesk ni ce domaine n'indiquent de serveurs : demandez-les à votre messagerie.")
        return Result(value=None, text=[unknown])
    return Result(value=settings_json(found), text=settings_lines(found))


def _add_imap(context: Context) -> Result:
    wanted = context.arguments
    settings = ImapSettings(
        address=wanted.address, user=wanted.user, imap=_server(wanted, "imap"), smtp=_server(wanted, "smtp")
    )
    if wanted.certificate_file is not None:
        settings = with_certificate(settings, certificate_in(wanted.certificate_file))
    account = add_imap(context.session(), settings, first_line(wanted.password_file), context.job)
    done = tr("{address} est connectée ; son mot de passe est dans le trousseau du système.")
    return Result(value=account_json(account), text=[done.format(address=visible(account.address))])


def _server(wanted: argparse.Namespace, protocol: str) -> Server:
    host, port, security = (getattr(wanted, f"{protocol}_{name}") for name in ("host", "port", "security"))
    return Server(host=host, port=port, security=Security(security))


def _remove(context: Context) -> Result:
    session = context.session()
    account = named_account(session, context.arguments.account)
    report = remove_account(session, account.id, context.job)
    left = list(report.erasure.left)
    return Result(
        value={
            "id": account.id,
            "address": account.address,
            "revoked": report.revoked,
            "erased": not left,
            **({"left": left} if left else {}),
        },
        text=[removal_text(account, report.erasure)],
        code=PARTLY if left else OK,
    )
