"""Create a vault where there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.files.atomic import sync_file
from microdesk_desktop.base.i18n import language
from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.privacy.consents import AgreedText, ConsentWay, Subject
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.company import checked
from microdesk_desktop.operations.vault.open_header import OpenedHeader
from microdesk_desktop.operations.vault.passphrase.strength import require_strength
from microdesk_desktop.operations.vault.unlock import open_session
from microdesk_desktop.privacy.statement import text_digest
from microdesk_desktop.store.database import Database, Writer
from microdesk_desktop.store.privacy.consents import add_consent
from microdesk_desktop.store.vault.company import create_company
from microdesk_desktop.vault.header import Header
from microdesk_desktop.vault.header_copies import write_copies
from microdesk_desktop.vault.keyring import BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import new_header
from microdesk_desktop.vault.lock import ProfileLock, harden_profile
from microdesk_desktop.vault.places import DATABASE_NAME, discard_staging, install, new_staging
from microdesk_desktop.vault.slots import Cost, calibrated_cost


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVault:
    """The session of a new vault, and its recovery key, which is shown once and stored nowhere."""

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
    keyring: Callable[[], BackEnd] = system_back_end,
) -> NewVault:
    """Create the vault; `privacy_version` is the version of the privacy statement that its owner accepted, in the
    language of the interface.

    Raises VAULT_EXISTS when the folder holds a vault or a part of one, WEAK_PASSPHRASE, INVALID_VALUE (field: name,
    siret), DISK_FULL, READ_ONLY or BUSY, and then leaves no vault.
    """
    require_strength(passphrase, [company.name])
    company = checked(company, "name", "siret")
    harden_process()
    harden_profile(profile)
    clock = clock or SystemClock()
    header, data_key, recovery_key = new_header(passphrase, cost or calibrated_cost())
    lock = ProfileLock(profile)
    try:
        _install(profile, header, data_key, company, privacy_version, clock)
        opened = OpenedHeader(header=header, data_key=data_key, healed_from=None)
        session = open_session(lock, profile, opened, clock, Keyring(keyring))
    except BaseException:
        lock.release()
        raise
    return NewVault(session=session, recovery_key=recovery_key)


def _install(
    profile: Path, header: Header, data_key: bytes, company: Company, privacy_version: str, clock: Clock
) -> None:
    staging = new_staging(profile)
    try:
        _make_database(staging / DATABASE_NAME, data_key, company, privacy_version, clock)
        write_copies(staging, header)
        install(profile)
    finally:
        discard_staging(profile)


def _make_database(path: Path, data_key: bytes, company: Company, privacy_version: str, clock: Clock) -> None:
    now = clock.now()
    shown = language()
    text = AgreedText(version=privacy_version, digest=text_digest(privacy_version, shown), language=shown)

    def fill(writer: Writer) -> None:
        create_company(writer, company, adult_declared_at=now)
        add_consent(writer, Subject.STATEMENT, text, now, ConsentWay.CREATION)

    database = Database.create(path, data_key)
    try:
        database.write(fill)
    finally:
        database.close()
    sync_file(path)
