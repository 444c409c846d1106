"""Restore a backup into a new folder; never overwrites a vault."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.room import require_room
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.examine import examine_backup
from microdesk_desktop.operations.vault.backups.make import reporter
from microdesk_desktop.store.backup import unpack, unpacked_size
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.encrypted_file import looks_encrypted
from microdesk_desktop.vault.header import is_authentic, is_sealed
from microdesk_desktop.vault.header_copies import read_header, write_copies
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.vault.lock import FILE_NAME, ProfileLock, harden_profile
from microdesk_desktop.vault.places import (
    DATABASE_NAME,
    discard_staging,
    holds_only_staging,
    install,
    new_staging,
    vault_exists,
)


def restore(backup: Path, profile: Path, passphrase: str | None = None, job: Job | None = None) -> Path:
    """Restore a backup into the profile, or into a new folder beside it when it has a vault; returns the folder.

    With the passphrase that opened the vault on the day of the backup, every page is checked first; without it, only
    what can be known without the key: the archive, the header, the size and the look of the database.
    Raises FILE_NOT_FOUND, BACKUP_DAMAGED, VAULT_FROM_FUTURE, WRONG_PASSPHRASE, DISK_FULL, READ_ONLY, BUSY or Cancelled,
    and then leaves nothing.
    """
    job = job or Job()
    harden_process()
    size = unpacked_size(backup)
    with _target_of(profile) as target:
        require_room(target, size)
        staging = new_staging(target)
        try:
            unpack(backup, staging, reporter(job, "restore"))
            with _damage_of(backup):
                _check(staging, passphrase)
            job.checkpoint()
            install(target)
        finally:
            discard_staging(target)
    return target


def restore_beside(session: Session, backup: Path, passphrase: str | None, job: Job) -> Path:
    """Restore a backup beside the open vault, which stays as it is; returns the new folder.

    One of this vault is first checked whole with its key, any other one needs its passphrase. Raises as `restore` does.
    """
    if passphrase is None:
        examine_backup(session, backup, job)
    folder = restore(backup, session.profile, passphrase, job)
    note_copy(session, folder, CopyKind.RESTORED)
    return folder


@contextmanager
def _target_of(profile: Path) -> Iterator[Path]:
    """The locked folder to restore into; removed at the end if it was made for this and holds no vault."""
    is_new = vault_exists(profile) or not profile.exists()
    target, lock = _locked_beside(profile) if vault_exists(profile) else _locked(profile)
    try:
        yield target
    finally:
        lock.release()
        if is_new and not vault_exists(target):
            _remove_empty(target)


def _locked(folder: Path) -> tuple[Path, ProfileLock]:
    harden_profile(folder)
    return folder, ProfileLock(folder)


def _locked_beside(profile: Path) -> tuple[Path, ProfileLock]:
    """The first free folder beside the profile; one that a killed restoration left is free."""
    for number in count(1):
        beside = profile.parent / f"{profile.name}-restored-{number}"
        if beside.exists() and not holds_only_staging(beside):
            continue
        try:
            return _locked(beside)
        except KnownError as error:
            if error.code is not ErrorCode.BUSY:  # another restoration is under way there
                raise
    raise AssertionError("count() has no end")


@contextmanager
def _damage_of(backup: Path) -> Iterator[None]:
    """Damage of the vault in the backup is damage of the backup, not of the user's vault."""
    try:
        yield
    except KnownError as error:
        if error.code is not ErrorCode.VAULT_DAMAGED:
            raise
        raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(backup)) from error


def _check(folder: Path, passphrase: str | None) -> None:
    header = read_header(folder)
    write_copies(folder, header)
    if not looks_encrypted(folder / DATABASE_NAME):
        raise KnownError(ErrorCode.BACKUP_DAMAGED)
    if passphrase is None:
        return
    key = open_with_passphrase(header, passphrase)
    if is_sealed(header) and not is_authentic(header, key):
        raise KnownError(ErrorCode.BACKUP_DAMAGED)
    database = Database.open(folder / DATABASE_NAME, key, copy_first=lambda _: None)
    try:
        held = database.check()
    finally:
        database.close()
    if not all(held.values()):
        raise KnownError(ErrorCode.BACKUP_DAMAGED)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)
        folder.rmdir()
