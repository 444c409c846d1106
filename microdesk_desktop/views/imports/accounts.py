"""The accounts that a statement may go to, by name."""

from collections.abc import Mapping

from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.accounts import account_titles


def load_account_titles(reader: Reader) -> Mapping[int, str]:
    """The name of each stored account by its id, all different."""
    return account_titles(load_accounts(reader))
