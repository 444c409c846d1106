"""The accounts as `bank accounts` lists them, and the account that a user names there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.accounts.names import AccountName
from microdesk_desktop.store.bank.accounts import Account, load_accounts, load_known_names
from microdesk_desktop.store.bank.listing import count_by_account
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.accounts import account_titles, balance_text


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account, its name among the others, where its transactions come from, and how many there are."""

    account: Account
    title: str
    source: str
    count: int


def load_account_rows(reader: Reader) -> Sequence[AccountRow]:
    """Every account, the connected one first."""
    accounts, numbers = load_accounts(reader), count_by_account(reader)
    titles = account_titles(accounts)
    return [
        AccountRow(
            account=each,
            title=titles[each.id],
            source="connection" if each.is_connected else "files",
            count=numbers.get(each.id, 0),
        )
        for each in accounts
    ]


def account_line(row: AccountRow) -> str:
    """« 2 · Qonto •••• 0001 · EUR · 1 250,00 € le 20/11/2026 · 31 opérations »."""
    account = row.account
    number = account.iban or account.number or ""
    rows = ntr("{count} opération", "{count} opérations", row.count).format(count=counts.count(row.count))
    unconnected = tr("plus synchronisé") if account.was_connected else tr("relevés")
    source = tr("connecté") if account.is_connected else unconnected
    parts = (str(account.id), row.title, number, account.currency, source, balance_text(account), rows)
    return " · ".join(filter(None, parts))


def account_named(reader: Reader, *, text: str) -> int:
    """The id of the account that the user names by its id, IBAN or number. Raises ACCOUNT_NOT_FOUND (account)."""
    names: Mapping[int, Sequence[AccountName]] = load_known_names(reader)
    if text.isascii() and text.isdecimal() and int(text) in names:
        return int(text)
    given = AccountName(text)
    found = [id_ for id_, known in names.items() if any(given.is_same(name) for name in known)]
    if len(found) != 1:
        raise KnownError(ErrorCode.ACCOUNT_NOT_FOUND, account=text)
    return found[0]
