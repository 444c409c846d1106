"""`bank providers|provider|institutions|connect|sync|status|disconnect`: the account that a provider reads."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.consent import ConsentTerminal
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.operations.bank.connect import connect, institutions
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import next_allowed, sync
from microdesk_desktop.views.bank.connections.account_switch import load_left_out
from microdesk_desktop.views.bank.connections.erasure import disconnect_text, left_text, load_left
from microdesk_desktop.views.bank.connections.head import load_bank_head
from microdesk_desktop.views.bank.connections.providers import (
    ProviderView,
    list_providers,
    load_providers,
    provider_json,
)
from microdesk_desktop.views.bank.connections.state import connected_text, state_lines
from microdesk_desktop.views.bank.connections.ways import terms_lines
from microdesk_desktop.views.bank.json import attributed_json, merge_json, state_json
from microdesk_desktop.views.bank.reports import sync_text


def register(commands: Subparsers) -> None:
    """Declare the commands of the connection below `bank`."""
    _register_provider(commands)
    providers = [each.name for each in list_providers()]
    parser = add_command(commands, "institutions", tr("Lister les banques d'un service bancaire"), _institutions)
    parser.add_argument("--provider", required=True, choices=providers, help=tr("service bancaire"))
    parser.add_argument("--country", default="FR", metavar=tr("PAYS"), help=tr("code à deux lettres, FR par défaut"))
    parser.add_argument("--search", default="", metavar=tr("TEXTE"), help=tr("partie du nom"))
    parser = add_command(commands, "connect", tr("Connecter un compte, avec votre accord donné à la banque"), _connect)
    parser.add_argument("--provider", required=True, choices=providers, help=tr("service bancaire"))
    parser.add_argument(
        "--institution", required=True, metavar=tr("ID"), help=tr("identifiant que donne « bank institutions »")
    )
    parser.add_argument("--account", metavar="IBAN", help=tr("compte à suivre, s'il y en a plusieurs"))
    parser.add_argument("--no-browser", action="store_true", help=tr("écrire l'adresse sans ouvrir le navigateur"))
    add_command(commands, "sync", tr("Synchroniser maintenant et rattacher les opérations"), _sync)
    add_command(commands, "status", tr("Connexion, solde, fin de l'accord, prochaine synchronisation"), _status)
    text = tr("Retirer l'accord et effacer tout ce qui vient de la banque")
    parser = add_command(commands, "disconnect", text, _disconnect)
    parser.add_argument("--yes", action="store_true", required=True, help=tr("confirmer l'effacement"))
    parser.add_argument("--keep-rules", action="store_true", help=tr("garder les règles, avec leurs mots"))
    help_files = tr("garder les comptes que seuls des fichiers alimentent")
    parser.add_argument("--keep-files", action="store_true", help=help_files)


def _register_provider(commands: Subparsers) -> None:
    add_command(commands, "providers", tr("Ce que chaque service bancaire demande"), _providers)
    actions = add_commands(add_command(commands, "provider", tr("Vos clés auprès d'un service bancaire")))
    setting = add_command(actions, "set", tr("Enregistrer vos clés dans le trousseau du système"))
    names = setting.add_subparsers(required=True, dest="provider", metavar=tr("SERVICE"))
    for each in list_providers():
        parser = add_command(names, each.name, each.title, _set_provider)
        parser.add_argument("--base-url", default=each.base_url, metavar="URL", help=tr("autre adresse, pour un essai"))
        for key in each.keys:
            # A secret is read from a file: other programs see the arguments of a command.
            parser.add_argument(
                key.option,
                dest=f"key_{key.name}",
                type=Path if key.is_secret else str,
                metavar=tr("FICHIER") if key.is_secret else tr("TEXTE"),
                help=key.label,
            )


def _providers(_: Context) -> Result:
    found = list_providers()
    file_first = tr("Sans aucun service : microdesk bank import FICHIER, avec un relevé de votre banque.")
    text = [file_first, *(line for each in found for line in _provider_lines(each))]
    return Result(value=[provider_json(each) for each in found], text=text)


def _provider_lines(provider: ProviderView) -> Iterator[str]:
    yield f"{provider.name} · {provider.title} · {provider.base_url}"
    for sentence in filter(None, (provider.warning, *terms_lines(provider.name))):
        yield f"  {sentence}"
    for number, step in enumerate(provider.steps, 1):
        yield f"  {number}. {step}"
    for address in provider.return_addresses:
        yield "  " + tr("Adresse de retour à y enregistrer : {address}").format(address=address)
    for key in provider.keys:
        yield f"  {key.option}  {key.label}"


def _set_provider(context: Context) -> Result:
    arguments = context.arguments
    keys = {
        name.removeprefix("key_"): value for name, value in vars(arguments).items() if name.startswith("key_") and value
    }
    set_provider(context.session(), arguments.provider, arguments.base_url, keys)
    saved = tr("Clés enregistrées dans le trousseau du système.")
    return Result(
        value={"provider": arguments.provider, "base_url": arguments.base_url, "secrets": sorted(keys)},
        text=[saved if keys else tr("Service choisi ; aucune clé n'est donnée.")],
    )


def _institutions(context: Context) -> Result:
    arguments = context.arguments
    found = institutions(
        context.session(), arguments.provider, arguments.country, search=arguments.search, job=context.job
    )
    return Result(
        value=[
            {"id": each.id, "name": each.name, "bic": each.bic, "max_consent_days": each.max_consent_days or None}
            for each in found
        ],
        text=[f"{each.id}  {each.name}" for each in found],
    )


def _connect(context: Context) -> Result:
    arguments, session = context.arguments, context.session()
    if not any(each.is_chosen and each.name == arguments.provider for each in session.read(load_providers)):
        raise KnownError(ErrorCode.CREDENTIALS_MISSING)
    stream = sys.stderr if arguments.json else sys.stdout
    terminal = ConsentTerminal(context.job, stream=stream, opens_browser=not arguments.no_browser)

    def choose(accounts: Sequence[AccountChoice]) -> AccountChoice:
        return terminal.choose(accounts, session.read(partial(load_left_out, accounts=accounts)))

    try:
        connection = connect(
            session,
            arguments.institution,
            announce=terminal.announce,
            choose_account=choose,
            job=context.job,
            wanted_iban=arguments.account,
        )
    except Cancelled:
        if not terminal.unanswered:
            raise
        raise KnownError(ErrorCode.CONSENT_TIMEOUT, address=terminal.unanswered) from None
    return Result(
        value={
            "institution": connection.institution_name,
            "iban": connection.iban,
            "consent_expires": connection.expires_at.isoformat() if connection.expires_at else None,
        },
        text=[connected_text(connection)],
    )


def _sync(context: Context) -> Result:
    report = sync(context.session(), context.job)
    return Result(
        value={**merge_json(report.merge), "attribution": attributed_json(report.attributed)},
        text=[sync_text(report)],
    )


def _status(context: Context) -> Result:
    session = context.session()
    head = session.read(load_bank_head)
    allowed, left = next_allowed(session), load_left(session.profile)
    return Result(
        value={**state_json(head.state, allowed), "erasing": left},
        text=[*([left_text(left)] if left else []), *state_lines(head, allowed, session.clock.now())],
    )


def _disconnect(context: Context) -> Result:
    wanted = context.arguments
    erasure = disconnect(
        context.session(), context.job, keeps_rules=wanted.keep_rules, keeps_files=wanted.keep_files
    ).erasure
    left = list(erasure.left)
    return Result(
        value={
            "revoked": erasure.is_informed,
            "erased": not left,
            **({"left": left} if left else {}),
            **({"kept": erasure.kept_transactions} if wanted.keep_files else {}),
        },
        text=[disconnect_text(erasure)],
        code=PARTLY if left else OK,
    )
