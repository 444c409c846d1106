"""`bank provider|institutions|connect|sync|status|disconnect`: the account that a provider reads."""

import argparse
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli.context import Context, Subparsers
from microdesk_desktop.cli.output import Result
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.operations.bank.connect import connect, institutions
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import next_allowed, sync
from microdesk_desktop.store.bank.connections import load_provider
from microdesk_desktop.views.bank.json import attributed_json, merge_json, state_json
from microdesk_desktop.views.bank.rows import load_bank_state

_SECRET_FILES = {name: f"{name}_file" for name in ("secret_key", "client_secret", "private_key")}
_SECRETS = ("secret_id", "client_id", "application_id")


def register(verbs: Subparsers) -> None:
    """Declare the verbs of the connection below `bank`."""
    _register_provider(verbs)
    parser = verbs.add_parser("institutions", help=tr("Lister les banques qu'un partenaire sait joindre"))
    parser.add_argument("--provider", required=True, choices=sorted(PROVIDERS))
    parser.add_argument("--country", default="FR")
    parser.add_argument("--search", default="")
    parser.set_defaults(run=_institutions)
    parser = verbs.add_parser("connect", help=tr("Connecter un compte, avec votre accord donné à votre banque"))
    parser.add_argument("--provider", required=True, choices=sorted(PROVIDERS))
    parser.add_argument("--institution", required=True)
    parser.add_argument("--account", metavar="IBAN")
    parser.add_argument("--no-browser", action="store_true")
    parser.set_defaults(run=_connect)
    verbs.add_parser("sync", help=tr("Synchroniser maintenant et attribuer")).set_defaults(run=_sync)
    parser = verbs.add_parser("status", help=tr("Connexion, solde, fin du consentement, prochaine requête permise"))
    parser.set_defaults(run=_status)
    parser = verbs.add_parser("disconnect", help=tr("Retirer l'accord et effacer tout ce qui vient de la banque"))
    parser.add_argument("--yes", action="store_true", required=True)
    parser.set_defaults(run=_disconnect)


def _register_provider(verbs: Subparsers) -> None:
    provider = verbs.add_parser("provider", help=tr("Vos clés chez un partenaire bancaire"))
    actions = provider.add_subparsers(required=True)
    parser = actions.add_parser("set", help=tr("Enregistrer vos clés dans le trousseau du système"))
    parser.add_argument("provider", choices=sorted(PROVIDERS))
    parser.add_argument("--base-url")
    for option in _SECRETS:
        parser.add_argument(f"--{option.replace('_', '-')}")
    for option in _SECRET_FILES.values():
        parser.add_argument(f"--{option.replace('_', '-')}", type=Path)
    parser.set_defaults(run=_set_provider)


def _set_provider(context: Context) -> Result:
    arguments = context.arguments
    secrets = {name: value for name in _SECRETS if (value := getattr(arguments, name))}
    secrets |= {name: _content(path) for name, option in _SECRET_FILES.items() if (path := getattr(arguments, option))}
    base_url = arguments.base_url or PROVIDERS[arguments.provider].default_url
    set_provider(context.session(), arguments.provider, base_url, secrets)
    return Result(
        value={"provider": arguments.provider, "base_url": base_url, "secrets": sorted(secrets)},
        text=[tr("Clés enregistrées dans le trousseau du système.")],
    )


def _content(path: Path) -> str:
    """The whole of a secret's file: a private key has many lines. Raises FILE_NOT_FOUND or FILE_UNREADABLE."""
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except FileNotFoundError:
        raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(path)) from None
    except (OSError, UnicodeDecodeError):
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=str(path)) from None


def _institutions(context: Context) -> Result:
    arguments = context.arguments
    found = institutions(
        context.session(), arguments.provider, arguments.country, search=arguments.search, job=context.job
    )
    return Result(
        value=[
            {"id": each.id, "name": each.name, "bic": each.bic, "max_consent_days": each.max_consent_days}
            for each in found
        ],
        text=[f"{each.id}  {each.name}" for each in found],
    )


def _connect(context: Context) -> Result:
    arguments, session = context.arguments, context.session()
    chosen = session.read(load_provider)
    if chosen is None or chosen[0] != arguments.provider:
        raise KnownError(ErrorCode.CREDENTIALS_MISSING)
    connection = connect(
        session,
        arguments.institution,
        open_browser=lambda url: _show(url, arguments),
        choose_account=_choose,
        job=context.job,
        wanted_iban=arguments.account,
    )
    return Result(
        value={
            "institution": connection.institution_name,
            "iban": connection.iban,
            "consent_expires": connection.expires_at.isoformat(),
        },
        text=[tr("{bank} est connectée.").format(bank=connection.institution_name)],
    )


def _show(url: str, arguments: argparse.Namespace) -> None:
    stream = sys.stderr if arguments.json else sys.stdout
    print(tr("Donnez votre accord à cette adresse :"), file=stream)
    print(url, file=stream, flush=True)
    if not arguments.no_browser:
        webbrowser.open(url)


def _choose(accounts: Sequence[AccountChoice]) -> AccountChoice:
    """The only account, or the one picked on the terminal; without a terminal, several are an error that lists them."""
    if len(accounts) == 1:
        return accounts[0]
    listing = ", ".join(account.iban or account.name or account.id for account in accounts)
    if not sys.stdin.isatty():
        raise KnownError(ErrorCode.ACCOUNT_AMBIGUOUS, accounts=listing)
    for position, account in enumerate(accounts, 1):
        print(f"{position}. {account.iban or account.id}  {account.name or ''}", file=sys.stderr)
    print(tr("Numéro du compte à suivre :"), file=sys.stderr, end=" ", flush=True)
    answer = sys.stdin.readline().strip()
    if not answer.isdigit() or not 0 < int(answer) <= len(accounts):
        raise KnownError(ErrorCode.ACCOUNT_AMBIGUOUS, accounts=listing)
    return accounts[int(answer) - 1]


def _sync(context: Context) -> Result:
    report = sync(context.session(), context.job)
    added = ntr("{count} opération ajoutée", "{count} opérations ajoutées", report.merge.added)
    attributed = ntr("{count} attribuée", "{count} attribuées", report.attributed.attributed)
    return Result(
        value={**merge_json(report.merge), "attribution": attributed_json(report.attributed)},
        text=[
            f"{added.format(count=report.merge.added)}, {attributed.format(count=report.attributed.attributed)}.",
        ],
    )


def _status(context: Context) -> Result:
    session = context.session()
    state = session.read(load_bank_state)
    value = state_json(state, next_allowed(session))
    return Result(value=value, text=[f"{name}: {shown}" for name, shown in value.items()])


def _disconnect(context: Context) -> Result:
    report = disconnect(context.session(), context.job)
    text = (
        tr("La banque est déconnectée et ses données sont effacées.")
        if report.revoked
        else tr("Les données de la banque sont effacées ; le partenaire n'a pas pu être prévenu.")
    )
    return Result(value={"revoked": report.revoked, "erased": True}, text=[text])
