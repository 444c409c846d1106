"""Open the vault with the passphrase or with the secret in the system keyring."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.process import harden_process
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.back_up import keep_before_migration
from microdesk_desktop.operations.vault.erasure import finish_erasures
from microdesk_desktop.operations.vault.leftovers import remove_leftovers
from microdesk_desktop.store.database import Database
from microdesk_desktop.vault.keyring import PROMPT_TIMEOUT_S, BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import (
    Header,
    keyring_entry,
    open_with_keyring,
    open_with_passphrase,
    read_header,
)
from microdesk_desktop.vault.lock import ProfileLock, harden_profile
from microdesk_desktop.vault.places import DATABASE_NAME, discard_partials, finish_install, vault_exists
from microdesk_desktop.vault.slots import derive_key

TOKEN_NAMES = "token names"


def unlock(
    profile: Path,
    passphrase: str,
    *,
    clock: Clock | None = None,
    keyring: Callable[[], BackEnd] = system_back_end,
) -> Session:
    """Open with the passphrase. `keyring` makes the back end, on first use.

    Raises VAULT_MISSING, VAULT_DAMAGED, VAULT_FROM_FUTURE, WRONG_PASSPHRASE, BUSY, DISK_FULL or READ_ONLY,
    and then leaves the vault as it was.
    """
    with opening(profile) as (lock, header):
        data_key = open_with_passphrase(header, passphrase)
        return open_session(lock, profile, header, data_key, clock or SystemClock(), Keyring(keyring))


def unlock_with_keyring(
    profile: Path, *, clock: Clock | None = None, keyring: Callable[[], BackEnd] = system_back_end
) -> Session | None:
    """Open with the secret in the keyring; None when the user did not allow it, or the keyring has no usable secret.

    A keyring that was lost, changed or locked is no error: the passphrase still opens the vault.
    Raises what `unlock` raises, except WRONG_PASSPHRASE.
    """
    if not vault_exists(profile):
        return None
    # Before the lock is taken: the keyring may prompt for a minute.
    data_key = _key_from_keyring(read_header(profile), Keyring(keyring, deadline_s=PROMPT_TIMEOUT_S))
    if data_key is None:
        return None
    with opening(profile) as (lock, header):
        return open_session(lock, profile, header, data_key, clock or SystemClock(), Keyring(keyring))


@contextmanager
def opening(profile: Path) -> Iterator[tuple[ProfileLock, Header]]:
    """Hold the profile's lock while its vault is opened; gives the lock and the vault's header.

    The lock stays held after the block, for the session; it is released when the block raises.
    Raises VAULT_MISSING, VAULT_DAMAGED, VAULT_FROM_FUTURE, BUSY, DISK_FULL or READ_ONLY.
    """
    if not vault_exists(profile):
        raise KnownError(ErrorCode.VAULT_MISSING)
    harden_process()
    lock = ProfileLock(profile)
    try:
        finish_install(profile)
        discard_partials(profile)
        harden_profile(profile)
        yield lock, read_header(profile)
    except BaseException:
        lock.release()
        raise


def open_session(
    lock: ProfileLock, profile: Path, header: Header, data_key: bytes, clock: Clock, keyring: Keyring
) -> Session:
    """The session of a vault whose lock is held; closing it releases the lock.

    An erasure that was interrupted is finished first; `Session.erasures` holds what it did and what it could not do.
    Raises VAULT_DAMAGED, VAULT_FROM_FUTURE, DISK_FULL or READ_ONLY.
    """
    database = Database.open(
        profile / DATABASE_NAME, data_key, copy_first=lambda old: keep_before_migration(profile, old, clock)
    )
    session = Session(
        profile=profile,
        database=database,
        names_key=derive_key(data_key, TOKEN_NAMES, header["vault"]),
        keyring=keyring,
        clock=clock,
        lock=lock,
    )
    try:
        remove_leftovers(session)
        finish_erasures(session)
    except BaseException:
        session.close()
        raise
    return session


def _key_from_keyring(header: Header, keyring: Keyring) -> bytes | None:
    entry = keyring_entry(header)
    if entry is None:
        return None
    try:
        secret = keyring.read(entry)
        return open_with_keyring(header, secret) if secret else None
    except KnownError:
        return None
