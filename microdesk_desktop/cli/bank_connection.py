"""`bank providers|provider|institutions|connect|sync|status|disconnect`: the account that a provider reads."""

from collections.abc import Iterator
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli.consent import ConsentTerminal
from microdesk_desktop.cli.context import Context, Subparsers
from microdesk_desktop.cli.output import Result
from microdesk_desktop.operations.bank.connect import connect, institutions
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import next_allowed, sync
from microdesk_desktop.views.bank.json import attributed_json, merge_json, state_json
from microdesk_desktop.views.bank.providers import ProviderView, list_providers, load_providers, provider_json
from microdesk_desktop.views.bank.rows import load_bank_state


def register(verbs: Subparsers) -> None:
    """Declare the verbs of the connection below `bank`."""
    _register_provider(verbs)
    parser = verbs.add_parser("institutions", help=tr("Lister les banques qu'un partenaire sait joindre"))
    parser.add_argument("--provider", required=True, choices=[each.name for each in list_providers()])
    parser.add_argument("--country", default="FR")
    parser.add_argument("--search", default="")
    parser.set_defaults(run=_institutions)
    parser = verbs.add_parser("connect", help=tr("Connecter un compte, avec votre accord donné à votre banque"))
    parser.add_argument("--provider", required=True, choices=[each.name for each in list_providers()])
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
    verbs.add_parser("providers", help=tr("Ce que chaque partenaire bancaire demande")).set_defaults(run=_providers)
    provider = verbs.add_parser("provider", help=tr("Vos clés chez un partenaire bancaire"))
    actions = provider.add_subparsers(required=True)
    setting = actions.add_parser("set", help=tr("Enregistrer vos clés dans le trousseau du système"))
    names = setting.add_subparsers(required=True, dest="provider", metavar="PROVIDER")
    for each in list_providers():
        parser = names.add_parser(each.name, help=each.title, description=each.title)
        parser.add_argument("--base-url", default=each.base_url)
        for key in each.keys:
            # A secret is read from a file: other programs see the arguments of a command.
            parser.add_argument(key.option, dest=f"key_{key.name}", type=Path if key.is_secret else str, help=key.label)
        parser.set_defaults(run=_set_provider)


def _providers(_: Context) -> Result:
    found = list_providers()
    text = [line for each in found for line in _provider_lines(each)]
    return Result(value=[provider_json(each) for each in found], text=text)


def _provider_lines(provider: ProviderView) -> Iterator[str]:
    yield f"{provider.name} · {provider.title} · {provider.base_url}"
    if provider.warning:
        yield f"  {provider.warning}"
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
    return Result(
        value={"provider": arguments.provider, "base_url": arguments.base_url, "secrets": sorted(keys)},
        text=[tr("Clés enregistrées dans le trousseau du système.")],
    )


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
    if not any(each.is_chosen and each.name == arguments.provider for each in session.read(load_providers)):
        raise KnownError(ErrorCode.CREDENTIALS_MISSING)
    terminal = ConsentTerminal(context.job, is_json=arguments.json, opens_browser=not arguments.no_browser)
    connection = connect(
        session,
        arguments.institution,
        announce=terminal.announce,
        choose_account=terminal.choose,
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
