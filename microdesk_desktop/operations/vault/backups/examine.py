"""Examine a backup of the open vault: check every page of it, and count what is in it."""

from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.room import require_room
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import own_backups, reporter
from microdesk_desktop.store.backup import opened_backup, unpacked_size
from microdesk_desktop.store.backup_files import BackupContent, identify
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.store.vault.company import load_company

STEP = "examine"


def is_of_this_vault(session: Session, path: Path) -> bool:
    """Whether a file is, by its two ends, a backup of the open vault, whose key then opens it."""
    backup = identify(path)
    return backup is not None and backup.vault == session.header.current["vault"]


def examine_backup(session: Session, path: Path, job: Job) -> BackupContent:
    """Open an encrypted copy of a backup of this vault, check every page of it, and count; the backup stays as it is.

    Raises FILE_NOT_FOUND, BACKUP_DAMAGED, also for a backup of another vault, DISK_FULL, READ_ONLY or Cancelled.
    """
    if path.exists() and not is_of_this_vault(session, path):
        raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))
    folder = own_backups(session.profile)
    with session.backups_lock:
        require_room(folder, unpacked_size(path))
        with opened_backup(path, session.database, folder, reporter(job, STEP)) as database:
            if not all(database.check().values()):
                raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))
            job.checkpoint()
            return database.read(
                lambda reader: BackupContent(company=load_company(reader).name, counts=count_rows(reader))
            )
