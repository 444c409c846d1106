"""`lookup company|address|vat`: what a public register answers, asked because the user asks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands
from microdesk_desktop.domain.lookups import Found, LookupAddresses, LookupService
from microdesk_desktop.operations.records.lookups import (
    look_up_addresses,
    look_up_companies,
    look_up_vat_number,
    use_registers,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.records.lookups import (
    address_found_json,
    address_found_words,
    company_found_json,
    company_words,
    destination_words,
    kept_words,
    vat_check_json,
    vat_words,
)

T = TypeVar("T")


def register(subparsers: Subparsers) -> None:
    """Declare `lookup` and its commands."""
    commands = add_commands(add_command(subparsers, "lookup", tr("Chercher dans un registre public")))
    for name, service, title, words, act in (
        ("company", LookupService.COMPANIES, tr("Chercher une entreprise"), tr("nom, SIREN ou SIRET"), _company),
        ("address", LookupService.ADDRESSES, tr("Chercher une adresse"), tr("rue, code postal, ville"), _address),
        ("vat", LookupService.VAT, tr("Vérifier un numéro de TVA"), tr("numéro de TVA, avec son pays"), _vat),
    ):
        parser = add_command(commands, name, f"{title}. {destination_words(service)}", act)
        parser.add_argument("text", metavar=tr("TEXTE"), help=words)
        parser.add_argument("--base-url", metavar="URL", help=tr("autre adresse, pour un essai"))


def _company(context: Context) -> Result:
    return _asked(context, LookupService.COMPANIES, look_up_companies, company_found_json, company_words)


def _address(context: Context) -> Result:
    return _asked(context, LookupService.ADDRESSES, look_up_addresses, address_found_json, address_found_words)


def _vat(context: Context) -> Result:
    return _asked(context, LookupService.VAT, look_up_vat_number, vat_check_json, vat_words)


def _asked(
    context: Context,
    service: LookupService,
    ask: Callable[[Session, str, Job], Found[T]],
    as_json: Callable[[T], Mapping[str, Any]],
    words: Callable[[T], str],
) -> Result:
    session, arguments = context.session(), context.arguments
    if arguments.base_url:
        use_registers(session, replace(LookupAddresses(), **{service.value: arguments.base_url.rstrip("/")}))
    found = ask(session, arguments.text, context.job)
    value = {"date": found.on.isoformat(), "kept": found.is_kept, "results": [as_json(each) for each in found.items]}
    return Result(value=value, text=[*map(words, found.items), *filter(None, (kept_words(found),))])
