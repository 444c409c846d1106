"""Verified, encrypted backups: in a folder of the user's choice, and one a day beside the vault."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.backup import discard_partials, rewrite_backup, write_backup
from microdesk_desktop.store.backup_files import SUFFIX, backups_in
from microdesk_desktop.store.database import Database, Writer
from microdesk_desktop.vault.keys import header_bytes, read_header
from microdesk_desktop.vault.places import BACKUPS_NAME

KEPT_DAYS = 7
_DAILY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedInBackups:
    """How many of the program's own backups were rewritten without the data, or removed where that was impossible."""

    rewritten: int
    removed: int


def back_up(session: Session, folder: Path, job: Job) -> Path:
    """Write a verified backup into the user's folder; returns its path.

    Raises DISK_FULL, READ_ONLY, BACKUP_DAMAGED or Cancelled, and then leaves nothing.
    """
    with translate_os_errors():
        folder.mkdir(parents=True, exist_ok=True)
    path = _free_name(folder, f"MicroDesk-{session.clock.now().astimezone():%Y-%m-%d-%H%M%S}")
    _write(session, path, job)
    return path


def back_up_today(session: Session, job: Job) -> Path | None:
    """Write today's backup beside the vault and return its path; None when it exists.

    Only the last `KEPT_DAYS` daily backups are kept; older ones are removed once today's is verified. Raises as
    `back_up` does.
    """
    folder = own_backups(session.profile)
    path = folder / f"{session.clock.today().isoformat()}{SUFFIX}"
    if path.exists():
        return None
    _make(folder)
    _write(session, path, job)
    for old in _dailies(folder)[:-KEPT_DAYS]:
        old.unlink()
    return path


def keep_before_migration(profile: Path, database: Database) -> None:
    """Back up a vault of an older version before its schema is migrated."""
    folder = own_backups(profile)
    path = folder / f"version-{database.version:04}{SUFFIX}"
    _make(folder)
    write_backup(database, header_bytes(read_header(profile)), path)


def erase_in_backups(session: Session, change: Callable[[Writer], object], job: Job) -> ErasedInBackups:
    """Apply an erasure to every backup beside the vault; one that cannot be rewritten is removed.

    Backups that the user made elsewhere are not changed. Raises VAULT_LOCKED when the vault is closed meanwhile.
    """
    folder = own_backups(session.profile)
    discard_partials(folder)
    backups, removed = backups_in(folder), 0
    for done, path in enumerate(backups):
        job.progress(done, len(backups), "backups")
        try:
            rewrite_backup(path, session.database, change)
        except KnownError as error:
            if error.code is ErrorCode.VAULT_LOCKED:
                raise
            with translate_os_errors():
                path.unlink()
            removed += 1
    return ErasedInBackups(rewritten=len(backups) - removed, removed=removed)


def own_backups(profile: Path) -> Path:
    """The folder of the backups that the program makes by itself."""
    return profile / BACKUPS_NAME


def last_backup_on(profile: Path) -> date | None:
    """The day of the latest daily backup, None when there is none."""
    dailies = _dailies(own_backups(profile))
    return date.fromisoformat(dailies[-1].stem) if dailies else None


def _write(session: Session, path: Path, job: Job) -> None:
    def report(done: int, total: int) -> None:
        job.checkpoint()
        job.progress(done, total, "backup")

    write_backup(session.database, header_bytes(read_header(session.profile)), path, report)


def _free_name(folder: Path, stem: str) -> Path:
    names = (f"{stem}{end}{SUFFIX}" for end in chain([""], (f"-{number}" for number in count(2))))
    return next(folder / name for name in names if not (folder / name).exists())


def _dailies(folder: Path) -> list[Path]:
    return [path for path in backups_in(folder) if _DAILY.fullmatch(path.stem)]


def _make(folder: Path) -> None:
    with translate_os_errors():
        folder.mkdir(mode=0o700, exist_ok=True)
        discard_partials(folder)
