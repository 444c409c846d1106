"""`privacy erase`: the scopes that can be erased, one function each."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.privacy import erase_scopes as scopes
from microdesk_desktop.cli.privacy.erase_supplier import erase_one_supplier
from microdesk_desktop.cli.usage import Subparsers, add_command


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A scope: `erase` gets what follows the colon, empty without one; `metavar` shows which forms are accepted."""

    metavar: str
    erase: Callable[[Context, str], Result]
    is_named: Callable[[str], bool]


SCOPES: Mapping[str, Scope] = {
    "bank": Scope(metavar="bank", erase=scopes.erase_bank, is_named=scopes.is_whole),
    "mail": Scope(metavar="mail[:ID|ADDRESS]", erase=scopes.erase_mail, is_named=scopes.is_anything),
    "trips": Scope(metavar="trips", erase=scopes.erase_mileage, is_named=scopes.is_whole),
    "client": Scope(metavar="client:ID", erase=scopes.erase_one_client, is_named=scopes.is_number),
    "supplier": Scope(metavar="supplier:NAME", erase=erase_one_supplier, is_named=bool),
    "all": Scope(metavar="all", erase=scopes.erase_all, is_named=scopes.is_whole),
}


def register(commands: Subparsers) -> None:
    """Declare `privacy erase`."""
    text = tr("Effacer un module, une boîte, un client ou un fournisseur sauf ce que la loi oblige à garder, ou tout")
    parser = add_command(commands, "erase", text, _erase)
    forms = "|".join(scope.metavar for scope in SCOPES.values())
    parser.add_argument("--scope", type=_scope, required=True, metavar=forms, help=tr("ce qui est à effacer"))
    agreed = parser.add_mutually_exclusive_group(required=True)
    agreed.add_argument("--yes", action="store_true", help=tr("confirmer l'effacement"))
    agreed.add_argument(
        "--preview", action="store_true", help=tr("montrer ce qui partirait et resterait, sans rien faire")
    )


def _scope(text: str) -> tuple[Scope, str]:
    """The scope, and what it names: `client:12`."""
    kind, colon, named = text.partition(":")
    scope = SCOPES.get(kind)
    if scope is None or bool(colon) != bool(named) or not scope.is_named(named):
        known = ", ".join(each.metavar for each in SCOPES.values())
        refused = tr("« {text} » ne convient pas, choix possibles : {known}").format(text=text, known=known)
        raise argparse.ArgumentTypeError(refused)
    return scope, named


def _erase(context: Context) -> Result:
    scope: Scope
    scope, named = context.arguments.scope
    return scope.erase(context, named)
