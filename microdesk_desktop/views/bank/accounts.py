"""The accounts of the vault in words: their names, all different, and their balances."""

from collections import Counter
from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.store.bank.accounts import Account

# More balances, each with its bank's name, do not fit in one line.
BALANCES_IN_A_LINE = 2


def account_name(account: Account) -> str:
    """The bank and the last digits, « Crédit Agricole •••• 4021 »; empty for an account that no file names."""
    number = account.iban or account.number or ""
    end = f"•••• {number[-4:]}" if number else ""
    return " ".join(filter(None, (one_line(account.institution_name), end)))


def account_titles(accounts: Sequence[Account]) -> Mapping[int, str]:
    """The name of each account by its id, all different: « Crédit Agricole •••• 4021 », « Compte 2 »."""
    ranks = {account_id: rank for rank, account_id in enumerate(sorted(each.id for each in accounts), 1)}
    names = {each.id: account_name(each) or tr("Compte {number}").format(number=ranks[each.id]) for each in accounts}
    by_currency = _distinct(names, {each.id: each.currency for each in accounts})
    return _distinct(by_currency, {each.id: str(ranks[each.id]) for each in accounts})


def balance_text(account: Account) -> str:
    """« 1 250,00 € le 24/11/2026 »; empty while no balance is known."""
    if account.balance is None:
        return ""
    amount = money.amount(account.balance.amount_cents, account.balance.currency)
    on = account.balance.on
    return tr("{amount} le {day}").format(amount=amount, day=dates.typed_day(on)) if on else amount


def account_choices(accounts: Sequence[Account]) -> Sequence[tuple[int | None, str, str]]:
    """All accounts, then each by its id, with its name and its balance."""
    titles = account_titles(accounts)
    return [
        (None, tr("Tous les comptes"), ""),
        *((account.id, titles[account.id], balance_text(account)) for account in accounts),
    ]


def accounts_text(accounts: Sequence[Account]) -> str:
    """Each account's own balance, never their sum: « Crédit Agricole •••• 4021 : 1 250,00 € · Qonto : 80,00 € »."""
    known = [each for each in accounts if each.balance is not None]
    if not known or len(accounts) > BALANCES_IN_A_LINE:
        return ntr("{count} compte", "{count} comptes", len(accounts)).format(count=len(accounts))
    titles = account_titles(accounts)
    return " · ".join(
        tr("{account} : {amount}").format(
            account=titles[each.id], amount=money.amount(each.balance.amount_cents, each.balance.currency)
        )
        for each in known
        if each.balance is not None
    )


def _distinct(titles: Mapping[int, str], marks: Mapping[int, str]) -> Mapping[int, str]:
    """The titles, with its mark after each one that several accounts share."""
    count = Counter(titles.values())
    return {id_: f"{title} ({marks[id_]})" if count[title] > 1 else title for id_, title in titles.items()}
