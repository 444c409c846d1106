"""Create a vault where there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.company import Company
from microdesk_desktop.operations.session import Session, open_session
from microdesk_desktop.store.company import save_company
from microdesk_desktop.store.database import Database
from microdesk_desktop.vault.keyring_doors import Keyring, system_keyring
from microdesk_desktop.vault.keys import DATABASE_NAME, header_exists, new_header, write_header
from microdesk_desktop.vault.lock import ProfileLock, harden_process
from microdesk_desktop.vault.slots import Cost, calibrated_cost
from microdesk_desktop.vault.tokens import TokenStore


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVault:
    """The session of a vault just created, and the recovery key, which is shown once and kept nowhere."""

    session: Session
    recovery_key: str


def create_vault(
    profile: Path,
    passphrase: str,
    company: Company,
    *,
    privacy_version: str,
    cost: Cost | None = None,
    clock: Clock | None = None,
    keyring: Callable[[], Keyring] = system_keyring,
) -> NewVault:
    """Create the vault; its owner has declared being an adult and accepted this version of the privacy statement.

    Raises VAULT_EXISTS when anything of a vault is there, DISK_FULL, READ_ONLY or BUSY.
    """
    harden_process()
    clock = clock or SystemClock()
    lock = ProfileLock(profile)
    try:
        if header_exists(profile):
            raise KnownError(ErrorCode.VAULT_EXISTS)
        header, data_key, recovery_key = new_header(passphrase, cost or calibrated_cost())
        database = Database.create(profile / DATABASE_NAME, data_key)
        now = clock.now()
        database.write(
            lambda writer: save_company(writer, company, privacy_version=privacy_version, accepted_at=now)
        )
        write_header(profile, header)
    except BaseException:
        lock.release()
        raise
    tokens = TokenStore(header["vault"], keyring)
    return NewVault(session=open_session(profile, database, tokens, clock, lock), recovery_key=recovery_key)
