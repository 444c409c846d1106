"""Open the vault with the passphrase, the recovery key, or what the keyring remembers."""

from collections.abc import Callable
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.back_up import keep_before_migration
from microdesk_desktop.store.database import Database
from microdesk_desktop.vault.keyring import PROMPT_S, BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import (
    Header,
    keyring_entry,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery_key,
    read_header,
)
from microdesk_desktop.vault.lock import ProfileLock, harden_process, harden_profile
from microdesk_desktop.vault.places import DATABASE_NAME, discard_partials, finish_install, vault_exists
from microdesk_desktop.vault.slots import derived

TOKEN_NAMES = "token names"


def unlock(
    profile: Path,
    passphrase: str,
    *,
    clock: Clock | None = None,
    keyring: Callable[[], BackEnd] = system_back_end,
) -> Session:
    """Open with the passphrase.

    Raises VAULT_MISSING, VAULT_DAMAGED, VAULT_FROM_FUTURE, WRONG_PASSPHRASE, BUSY, DISK_FULL or READ_ONLY,
    and then leaves the vault as it was.
    """
    return open_vault(profile, lambda header: open_with_passphrase(header, passphrase), clock, Keyring(keyring))


def unlock_with_recovery_key(
    profile: Path,
    recovery_key: str,
    *,
    clock: Clock | None = None,
    keyring: Callable[[], BackEnd] = system_back_end,
) -> Session:
    """Open with the recovery key. Raises what `unlock` raises, WRONG_RECOVERY_KEY for a wrong one."""
    return open_vault(profile, lambda header: open_with_recovery_key(header, recovery_key), clock, Keyring(keyring))


def unlock_with_keyring(
    profile: Path, *, clock: Clock | None = None, keyring: Callable[[], BackEnd] = system_back_end
) -> Session | None:
    """Open with what the user let the keyring remember; None when it remembers nothing usable.

    A keyring that was lost, changed or locked is no error: the passphrase is there for that.
    Raises what `unlock` raises of the vault itself.
    """
    if not vault_exists(profile):
        return None
    header = read_header(profile)
    data_key = _remembered(header, Keyring(keyring, deadline_s=PROMPT_S))
    return open_vault(profile, lambda _: data_key, clock, Keyring(keyring)) if data_key else None


def open_vault(profile: Path, find_key: Callable[[Header], bytes], clock: Clock | None, keyring: Keyring) -> Session:
    """The session of the profile's vault, under the key found in its header. Raises what `unlock` raises."""
    if not vault_exists(profile):
        raise KnownError(ErrorCode.VAULT_MISSING)
    harden_process()
    lock = ProfileLock(profile)
    try:
        finish_install(profile)
        discard_partials(profile)
        harden_profile(profile)
        header = read_header(profile)
        return session_under(lock, profile, header, find_key(header), clock or SystemClock(), keyring)
    except BaseException:
        lock.release()
        raise


def session_under(
    lock: ProfileLock, profile: Path, header: Header, data_key: bytes, clock: Clock, keyring: Keyring
) -> Session:
    """The session of a vault whose lock is held; its close releases the lock."""
    database = Database.open(
        profile / DATABASE_NAME, data_key, copy_first=lambda old: keep_before_migration(profile, old)
    )
    return Session(
        profile=profile,
        database=database,
        names_key=derived(data_key, TOKEN_NAMES, header["vault"]),
        keyring=keyring,
        clock=clock,
        lock=lock,
    )


def _remembered(header: Header, keyring: Keyring) -> bytes | None:
    entry = keyring_entry(header)
    if entry is None:
        return None
    try:
        secret = keyring.read(entry)
        return open_with_keyring(header, secret) if secret else None
    except KnownError:
        return None
