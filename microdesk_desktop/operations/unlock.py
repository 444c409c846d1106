"""Open the vault with the passphrase, the recovery key, or what the keyring remembers."""

from collections.abc import Callable
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session, open_session
from microdesk_desktop.store.database import Database
from microdesk_desktop.vault.keyring_doors import Keyring, system_keyring
from microdesk_desktop.vault.keys import (
    DATABASE_NAME,
    Header,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery_key,
    read_header,
)
from microdesk_desktop.vault.lock import ProfileLock, harden_process, tighten_files
from microdesk_desktop.vault.tokens import TokenStore

KEYRING_NAME = "vault.key"


def unlock(
    profile: Path, passphrase: str, *, clock: Clock | None = None, keyring: Callable[[], Keyring] = system_keyring
) -> Session:
    """Open with the passphrase. Raises VAULT_MISSING, VAULT_DAMAGED, WRONG_PASSPHRASE, VAULT_FROM_FUTURE or BUSY."""
    return _open(profile, lambda header: open_with_passphrase(header, passphrase), clock, keyring)


def unlock_with_recovery_key(
    profile: Path, recovery_key: str, *, clock: Clock | None = None, keyring: Callable[[], Keyring] = system_keyring
) -> Session:
    """Open with the recovery key. Raises what `unlock` raises, WRONG_RECOVERY_KEY for a wrong one."""
    return _open(profile, lambda header: open_with_recovery_key(header, recovery_key), clock, keyring)


def unlock_with_keyring(
    profile: Path, *, clock: Clock | None = None, keyring: Callable[[], Keyring] = system_keyring
) -> Session | None:
    """Open with what the user allowed the keyring to remember; None when it remembers nothing usable."""
    header = read_header(profile)
    if "keyring" not in header["slots"]:
        return None
    try:
        secret = TokenStore(header["vault"], keyring).get(KEYRING_NAME)
        data_key = open_with_keyring(header, bytes.fromhex(secret)) if secret else None
    except (KnownError, ValueError):
        return None
    return _open(profile, lambda _: data_key, clock, keyring) if data_key else None


def _open(
    profile: Path, data_key: Callable[[Header], bytes], clock: Clock | None, keyring: Callable[[], Keyring]
) -> Session:
    harden_process()
    header = read_header(profile)
    key = data_key(header)
    lock = ProfileLock(profile)
    try:
        tighten_files(profile)
        database = Database.open(profile / DATABASE_NAME, key)
    except BaseException:
        lock.release()
        raise
    return open_session(profile, database, TokenStore(header["vault"], keyring), clock or SystemClock(), lock)
