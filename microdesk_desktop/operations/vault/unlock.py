"""Open the vault with the passphrase or with the secret in the system keyring."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.align import align_backups
from microdesk_desktop.operations.vault.backups.leftovers import remove_leftovers
from microdesk_desktop.operations.vault.backups.make import keep_before_migration
from microdesk_desktop.operations.vault.due_erasures import finish_erasures
from microdesk_desktop.operations.vault.open_header import OpenedHeader, open_header
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.documents.payment_facts import touched_documents
from microdesk_desktop.store.records.turnover import touched_days
from microdesk_desktop.store.vault.generation import load_generation, save_generation
from microdesk_desktop.vault.header import generation_of, header_key, is_sealed
from microdesk_desktop.vault.header_copies import KeptHeader, OpeningReport, read_copies
from microdesk_desktop.vault.keyring import PROMPT_TIMEOUT_S, BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import keyring_entry, open_with_keyring, open_with_passphrase
from microdesk_desktop.vault.lock import ProfileLock, harden_profile
from microdesk_desktop.vault.places import (
    DATABASE_NAME,
    discard_partials,
    finish_install,
    require_none_erased,
    vault_exists,
)
from microdesk_desktop.vault.slots import derive_key

TOKEN_NAMES = "token names"
# What prevents the count of an opening, but not the opening: a damaged page is named by the operation that needs it.
_UNCOUNTED = (ErrorCode.DISK_FULL, ErrorCode.DISK_FAILED, ErrorCode.READ_ONLY, ErrorCode.VAULT_DAMAGED)


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
    with opening(profile) as lock:
        opened = open_header(profile, "passphrase", lambda header: open_with_passphrase(header, passphrase))
        return open_session(lock, profile, opened, clock or SystemClock(), Keyring(keyring))


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
    secret = _secret_in_keyring(profile, Keyring(keyring, deadline_s=PROMPT_TIMEOUT_S))
    if not secret:
        return None
    with opening(profile) as lock:
        try:
            opened = open_header(profile, "keyring", lambda header: open_with_keyring(header, secret))
        except KnownError as error:
            if error.code is not ErrorCode.KEYRING_MISMATCH:
                raise
            lock.release()
            return None
        return open_session(lock, profile, opened, clock or SystemClock(), Keyring(keyring))


@contextmanager
def opening(profile: Path) -> Iterator[ProfileLock]:
    """Hold the profile's lock while its vault is opened.

    The lock stays held after the block, for the session; it is released when the block raises.
    Raises VAULT_MISSING, BUSY, DISK_FULL or READ_ONLY, EVERYTHING_UNFINISHED where everything is being erased.
    """
    require_none_erased(profile)
    if not vault_exists(profile):
        raise KnownError(ErrorCode.VAULT_MISSING)
    harden_process()
    lock = ProfileLock(profile)
    try:
        finish_install(profile)
        discard_partials(profile)
        harden_profile(profile)
        yield lock
    except BaseException:
        lock.release()
        raise


def open_session(lock: ProfileLock, profile: Path, opened: OpenedHeader, clock: Clock, keyring: Keyring) -> Session:
    """The session of a vault whose lock is held; closing it releases the lock.

    An erasure that was interrupted is finished first; `Session.erasures` holds what it did and what it could not do.
    Raises VAULT_DAMAGED, VAULT_FROM_FUTURE, DISK_FULL or READ_ONLY.
    """
    vault_id, data_key = opened.header["vault"], opened.data_key
    database = Database.open(
        profile / DATABASE_NAME,
        data_key,
        copy_first=lambda old: keep_before_migration(profile, opened.header, old, clock),
    )
    try:
        header = KeptHeader(profile, opened.header, header_key(data_key, vault_id))
        is_latest = _count_opening(database, header)
    except BaseException:
        database.close()
        raise
    session = Session(
        profile=profile,
        database=database,
        header=header,
        names_key=derive_key(data_key, TOKEN_NAMES, vault_id),
        keyring=keyring,
        clock=clock,
        lock=lock,
        opening=OpeningReport(
            healed_from=opened.healed_from,
            is_healed=opened.healed_from is None or header.is_intact(),
            is_latest=is_latest,
        ),
    )
    try:
        _complete_noted(session)
        remove_leftovers(session)
        finish_erasures(session)
        align_backups(session)
    except BaseException:
        session.close()
        raise
    return session


def _count_opening(database: Database, header: KeptHeader) -> bool:
    """Count this opening in the database, then in the header; returns whether the database had counted as far.

    Writing the header heals its copies. A kill in between leaves the database ahead, which no put-back file does. An
    older database counts no further until the user accepts it, so that it is named at each opening. A vault that
    cannot be written to, or whose count is damaged, opens all the same.
    """
    in_header, is_latest = generation_of(header.current), True
    try:
        counted = database.read(load_generation)
        is_latest, generation = counted >= in_header, max(counted, in_header) + 1
        if not is_sealed(header.current):
            # A header without a seal is believed only while the database has counted nothing: it is sealed first.
            header.replace(header.current, generation=counted)
        if is_latest:
            database.write(lambda writer: save_generation(writer, generation))
            database.checkpoint()  # so that a WAL that is removed later does not make the database look put back
        header.replace(header.current, generation=generation)
    except KnownError as error:
        if error.code not in _UNCOUNTED:
            raise
        with suppress(KnownError):
            header.heal()
    return is_latest


def _complete_noted(session: Session) -> None:
    """Seal and add up the payments that a step of the schema noted; where nothing can be written, the next does."""
    try:
        if session.read(lambda reader: bool(touched_documents(reader) or touched_days(reader))):
            session.write(lambda _writer: None)
    except KnownError as error:
        if error.code not in _UNCOUNTED:
            raise


def _secret_in_keyring(profile: Path, keyring: Keyring) -> str | None:
    entry = next(filter(None, map(keyring_entry, read_copies(profile))), None)
    if entry is None:
        return None
    try:
        return keyring.read(entry)
    except KnownError:
        return None
