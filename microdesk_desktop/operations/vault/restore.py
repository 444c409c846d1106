"""Restore a backup into a new folder; never overwrites a vault."""

from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.process import harden_process
from microdesk_desktop.store.backup import unpack
from microdesk_desktop.store.database import Database
from microdesk_desktop.vault.header_copies import read_header, write_copies
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.vault.lock import ProfileLock, harden_profile
from microdesk_desktop.vault.places import DATABASE_NAME, discard_staging, install, new_staging, vault_exists


def restore(backup: Path, profile: Path, passphrase: str | None = None) -> Path:
    """Restore a backup into the profile, or into a new folder beside it when it has a vault; returns the folder.

    With the passphrase that opened the vault on the day of the backup, every page is checked first.
    Raises FILE_NOT_FOUND, BACKUP_DAMAGED, WRONG_PASSPHRASE, DISK_FULL, READ_ONLY or BUSY, and then leaves nothing.
    """
    harden_process()
    target = _beside(profile) if vault_exists(profile) else profile
    is_new = not target.exists()
    harden_profile(target)
    lock = ProfileLock(target)
    try:
        staging = new_staging(target)
        try:
            unpack(backup, staging)
            write_copies(staging, read_header(staging))
            if passphrase is not None:
                _check(staging, passphrase)
            install(target)
        finally:
            discard_staging(target)
    finally:
        lock.release()
        if is_new and not vault_exists(target):
            _remove_empty(target)
    return target


def _check(folder: Path, passphrase: str) -> None:
    database = Database.open(
        folder / DATABASE_NAME, open_with_passphrase(read_header(folder), passphrase), copy_first=lambda _: None
    )
    try:
        held = database.check()
    finally:
        database.close()
    if not all(held.values()):
        raise KnownError(ErrorCode.BACKUP_DAMAGED)


def _beside(profile: Path) -> Path:
    number = 1
    while (beside := profile.with_name(f"{profile.name}-restored-{number}")).exists():
        number += 1
    return beside


def _remove_empty(folder: Path) -> None:
    with translate_os_errors():
        (folder / "lock").unlink(missing_ok=True)
        folder.rmdir()
