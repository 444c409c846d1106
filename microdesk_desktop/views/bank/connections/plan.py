"""What disconnecting the bank would erase, and what may stay, in numbers and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.store.bank.accounts import load_file_accounts
from microdesk_desktop.store.bank.connection import load_connection
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.account_list import load_account_rows
from microdesk_desktop.views.bank.connections.listed import rows_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """The accounts by their names, and the numbers of their transactions.

    `file_accounts` are fed by statement files alone, and may stay where another account is connected: there are none
    otherwise. `access_stays` is the way for the user to end the access at the provider, or empty.
    """

    accounts: Sequence[str]
    transactions: int
    file_accounts: Sequence[str]
    file_transactions: int
    rules: int
    access_stays: str = ""


def load_erasure_plan(reader: Reader) -> ErasurePlan:
    """What there is to erase, and what may stay."""
    rows = load_account_rows(reader)
    connection = load_connection(reader)
    may_stay = {each.id for each in load_file_accounts(reader)} if connection is not None else set()
    going = [each for each in rows if each.account.id not in may_stay]
    staying = [each for each in rows if each.account.id in may_stay]
    return ErasurePlan(
        accounts=[each.title for each in going],
        transactions=sum(each.count for each in going),
        file_accounts=[each.title for each in staying],
        file_transactions=sum(each.count for each in staying),
        rules=len(load_rules(reader)),
        access_stays=access_stays_text(connection.provider) if connection is not None else "",
    )


def access_stays_text(provider: str) -> str:
    """How the user ends the access at this provider; empty where a disconnect ends it."""
    info = PROVIDERS.get(provider)
    return info.access_stays() if info is not None and info.access_stays is not None else ""


def plan_text(plan: ErasurePlan) -> str:
    """What goes whatever the user chooses to keep, and what always stays."""
    if plan.access_stays:
        going, with_rows = (
            tr("vos clés"),
            tr("{transactions} de {accounts}, même venues de relevés, avec les soldes et vos clés"),
        )
    else:
        going = tr("l'accord et vos clés")
        with_rows = tr("{transactions} de {accounts}, même venues de relevés, avec les soldes, l'accord et vos clés")
    if plan.accounts:
        going = with_rows.format(transactions=rows_text(plan.transactions), accounts=listed(plan.accounts))
    sentences = (
        tr("Sont effacés sans retour, jusque dans les sauvegardes de MicroDesk : {going}.").format(going=going),
        tr("Restent tels quels : factures, recettes, dépenses et leurs règlements déjà enregistrés."),
        plan.access_stays,
    )
    return " ".join(filter(None, sentences))


def keep_files_text(plan: ErasurePlan) -> str:
    """« Garder les 14 opérations venues de vos fichiers »."""
    return ntr(
        "Garder l'opération venue de vos fichiers",
        "Garder les {count} opérations venues de vos fichiers",
        plan.file_transactions,
    ).format(count=counts.count(plan.file_transactions))


def keep_files_hint(plan: ErasurePlan) -> str:
    """Which accounts these are, and what becomes of them otherwise."""
    text = tr("{accounts} : aucun service bancaire ne les a fournies. Décochez pour les effacer aussi.")
    return text.format(accounts=listed(plan.file_accounts))


def keep_rules_text(plan: ErasurePlan) -> str:
    """« Garder mes 3 règles »."""
    return ntr("Garder ma règle", "Garder mes {count} règles", plan.rules).format(count=counts.count(plan.rules))


def kept_text(transactions: int) -> str:
    """What a disconnect has left in the vault; empty for nothing."""
    if not transactions:
        return ""
    text = ntr(
        "L'opération venue de vos fichiers est gardée.",
        "Les {count} opérations venues de vos fichiers sont gardées.",
        transactions,
    )
    return text.format(count=counts.count(transactions))
