"""Unlock with the system keyring instead of the passphrase: allow it, or stop allowing it."""

import secrets

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.header import Header
from microdesk_desktop.vault.keys import (
    keyring_entry,
    open_with_passphrase,
    with_keyring,
    without_keyring,
)


def remembers(session: Session) -> bool:
    """Whether the user allows the keyring to open this vault."""
    return keyring_entry(session.header.current) is not None


def back_end_name(session: Session) -> str:
    """The name of the keyring's back end, such as « SecretService »; empty where none works here."""
    try:
        return session.keyring.name
    except KnownError:
        return ""


def remember(session: Session, passphrase: str) -> None:
    """Add a slot to the header that a new random secret opens, and store that secret in the keyring.

    Raises WRONG_PASSPHRASE, KEYRING_UNAVAILABLE or KEYRING_LOCKED, and then changes nothing.
    """
    former = session.header.current
    data_key = open_with_passphrase(former, passphrase)
    entry, secret = secrets.token_hex(16), secrets.token_hex(32)
    # The header names the entry before the keyring has it, so that a kill leaves no secret that nothing refers to.
    session.header.replace(with_keyring(former, data_key, entry, secret))
    try:
        session.keyring.write(entry, secret)
    except KnownError:
        session.header.replace(former)
        raise
    _erase_entry(session, former)


def forget(session: Session) -> None:
    """Remove the keyring's slot from the header, and its secret from the keyring.

    Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED when the secret could not be erased; it opens nothing any more.
    """
    header = session.header.current
    session.header.replace(without_keyring(header))
    _erase_entry(session, header)


def _erase_entry(session: Session, header: Header) -> None:
    entry = keyring_entry(header)
    if entry is not None:
        session.keyring.erase(entry)
