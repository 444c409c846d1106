"""`company show|set`: the business, seen and corrected."""

import argparse
from typing import Any

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.company_keys import KEYS, attribute_of, value_of
from microdesk_desktop.operations.vault.company import put_company, set_vat_regime
from microdesk_desktop.views.vault.company import company_json, company_lines, load_company


class _Once(argparse.Action):
    """Collects the changes by key; refuses a key that is given twice."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        changes = dict[str, str]()
        for key, text in values:
            if key in changes:
                raise argparse.ArgumentError(self, tr("{key} est donné deux fois").format(key=key))
            changes[key] = text
        setattr(namespace, self.dest, changes)


def register(subparsers: Subparsers) -> None:
    """Declare `company` and its commands."""
    commands = add_commands(add_command(subparsers, "company", tr("Votre entreprise")))
    add_command(commands, "show", tr("Montrer ce que MicroDesk sait de votre entreprise"), _show)
    parser = add_command(commands, "set", tr("Corriger ce que MicroDesk sait de votre entreprise"), _set)
    keys = tr("ce qui change, parmi {keys} ; rien après = pour effacer").format(keys=", ".join(KEYS))
    parser.add_argument("changes", nargs="+", type=_change, action=_Once, metavar=tr("CHAMP=VALEUR"), help=keys)


def _show(context: Context) -> Result:
    session = context.session()
    company, today = session.read(load_company), session.clock.today()
    return Result(value=company_json(company, today), text=company_lines(company, today))


def _set(context: Context) -> Result:
    changes = {key: value_of(key, text) for key, text in context.arguments.changes.items()}
    regime = changes.pop("vat_regime", None)
    if changes:
        put_company(context.session(), {attribute_of(key): value for key, value in changes.items()})
    if isinstance(regime, VatRegime):
        set_vat_regime(context.session(), regime)
    return _show(context)


def _change(text: str) -> tuple[str, str]:
    key, is_there, value = text.partition("=")
    if not is_there:
        raise argparse.ArgumentTypeError(tr("écrivez CHAMP=VALEUR, comme « city=Nantes »"))
    if key not in KEYS:
        known = ", ".join(KEYS)
        raise argparse.ArgumentTypeError(
            tr("« {value} » ne convient pas, choix possibles : {known}").format(value=key, known=known)
        )
    return key, value
