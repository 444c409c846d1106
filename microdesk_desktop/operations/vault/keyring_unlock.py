"""Let the system's keyring open the vault instead of the passphrase, or stop it."""

import secrets

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.keys import (
    Header,
    keyring_entry,
    open_with_passphrase,
    read_header,
    with_keyring,
    without_keyring,
    write_header,
)


def remembers(session: Session) -> bool:
    """Whether the user lets the keyring open this vault."""
    return keyring_entry(read_header(session.profile)) is not None


def remember(session: Session, passphrase: str) -> None:
    """Let the keyring open the vault from now on.

    Raises WRONG_PASSPHRASE, KEYRING_UNAVAILABLE or KEYRING_LOCKED, and then changes nothing.
    """
    former = read_header(session.profile)
    data_key = open_with_passphrase(former, passphrase)
    entry, secret = secrets.token_hex(16), secrets.token_hex(32)
    # The header names the entry before the keyring holds it: no secret is ever out of reach of an erasure.
    write_header(session.profile, with_keyring(former, data_key, entry, secret))
    try:
        session.keyring.write(entry, secret)
    except KnownError:
        write_header(session.profile, former)
        raise
    _erase_entry(session, former)


def forget(session: Session) -> None:
    """Let only the passphrase and the recovery key open the vault.

    Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED when the keyring keeps its secret, which opens nothing any more.
    """
    header = read_header(session.profile)
    write_header(session.profile, without_keyring(header))
    _erase_entry(session, header)


def _erase_entry(session: Session, header: Header) -> None:
    entry = keyring_entry(header)
    if entry is not None:
        session.keyring.erase(entry)
