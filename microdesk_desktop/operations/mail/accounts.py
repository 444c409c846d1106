"""The mail accounts of the vault, and their secrets in the keyring.

keep:  secrets ─▶ keyring      account ─▶ vault      a former account of the address ─▶ its secrets are deleted
       └ interrupted before the account is in the vault: the next opening deletes them (`operations/vault/due_erasures`)
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import mail_account_module, mail_secrets
from microdesk_desktop.operations.vault.erasure import is_being_erased
from microdesk_desktop.store.mail.accounts import load_accounts, save_account
from microdesk_desktop.vault.tokens import TokenStore

_ID_BYTES = 8


class AccountSecrets:
    """The secrets of one account; what an account that is being removed would keep is refused."""

    def __init__(self, tokens: TokenStore, account_id: str) -> None:
        self._tokens = tokens
        self._prefix = mail_secrets(account_id)
        self._since = tokens.erasures

    def get(self, name: str) -> str | None:
        """The secret; None when there is none. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        return self._tokens.get(self._prefix + name)

    def put(self, name: str, secret: str) -> None:
        """Keep a secret. Raises CREDENTIALS_MISSING once the account is being removed, and as `get` does."""
        self._tokens.put(self._prefix + name, secret, since=self._since)

    def delete(self, name: str) -> None:
        """Delete a secret, if it is there. Raises as `get` does."""
        self._tokens.delete(self._prefix + name)


def new_account_id() -> str:
    """A random id, which reveals nothing where it names a file."""
    return secrets.token_hex(_ID_BYTES)


def list_accounts(session: Session) -> list[Account]:
    """The accounts, in the order in which they were added, without those that are being removed."""
    return [
        account
        for account in session.read(load_accounts)
        if not is_being_erased(session, mail_account_module(account.id))
    ]


def find_account(session: Session, account_id: str) -> Account:
    """The account of this id. Raises MAIL_ACCOUNT_UNKNOWN."""
    for account in list_accounts(session):
        if account.id == account_id:
            return account
    raise KnownError(ErrorCode.MAIL_ACCOUNT_UNKNOWN)


def named_account(session: Session, name: str | None) -> Account:
    """The account of this id or address; without a name the only one.

    Raises MAIL_ACCOUNT_UNKNOWN, or MAIL_ACCOUNT_UNCLEAR (`accounts`: their addresses) where none is named of several.
    """
    accounts = list_accounts(session)
    if name is None and len(accounts) > 1:
        raise KnownError(ErrorCode.MAIL_ACCOUNT_UNCLEAR, accounts=tuple(each.address for each in accounts))
    for account in accounts:
        if name is None or name == account.id or name.casefold() == account.address.casefold():
            return account
    raise KnownError(ErrorCode.MAIL_ACCOUNT_UNKNOWN)


def keep_account(session: Session, account: Account, kept: Mapping[str, str]) -> None:
    """Keep an account whose id is new, with its secrets by their names; it replaces one with the same address.

    On any failure the former one stays as it was. Raises KEYRING_UNAVAILABLE, KEYRING_LOCKED, DISK_FULL or
    READ_ONLY.
    """
    with session.erasure_lock:
        former = [each for each in list_accounts(session) if each.address.casefold() == account.address.casefold()]
        try:
            for name, secret in kept.items():
                session.tokens.put(mail_secrets(account.id) + name, secret)
            now = session.clock.now()
            session.write(lambda writer: save_account(writer, account, now))
        except BaseException:
            _delete_secrets(session, account)
            raise
        for each in former:
            session.mailboxes.drop(each.id)
            _delete_secrets(session, each)


def _delete_secrets(session: Session, account: Account) -> None:
    """Delete the secrets of an account that is not in the vault; what the keyring refuses, the next opening deletes."""
    with suppress(KnownError):
        session.tokens.delete_all(mail_secrets(account.id))
