"""Apply an erasure to the backups that the program keeps beside the vault."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import own_backups
from microdesk_desktop.store.backup import discard_partials, rewrite_backup
from microdesk_desktop.store.backup_files import backups_in, has_own_name, identify
from microdesk_desktop.store.database import Writer

_DAMAGED = frozenset((ErrorCode.BACKUP_DAMAGED, ErrorCode.VAULT_DAMAGED))

Change = Callable[[Writer], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedInBackups:
    """How many backups were rewritten, how many removed as damaged, and the names of those of other vaults."""

    rewritten: int
    removed: int
    foreign: tuple[str, ...] = ()


def erase_in_backups(session: Session, change: Change, job: Job) -> ErasedInBackups:
    """Apply an erasure to every backup beside the vault.

    A backup of this vault that is damaged is removed: it could not be restored, yet its data could be found in it. One
    of another vault is left as it is, and named. Backups that the user keeps elsewhere are not changed.
    Raises the first other error (DISK_FULL, READ_ONLY, VAULT_LOCKED…) once every backup has been tried; those that are
    left are as they were. After a full disk they are tried again, as long as the others leave room by getting smaller.
    """
    folder = own_backups(session.profile)
    with translate_os_errors():
        discard_partials(folder)
    erasing = _Erasing(session, change)
    waiting = backups_in(folder)
    while waiting:
        failed = erasing.try_all(waiting, job)
        is_room_made = len(failed) < len(waiting) and any(map(_is_disk_full, failed.values()))
        if failed and not is_room_made:
            raise next(iter(failed.values()))
        waiting = list(failed)
    return ErasedInBackups(rewritten=erasing.rewritten, removed=erasing.removed, foreign=tuple(erasing.foreign))


class _Erasing:
    """One erasure, and what became of the backups so far."""

    def __init__(self, session: Session, change: Change) -> None:
        self._session = session
        self._change = change
        self.rewritten = 0
        self.removed = 0
        self.foreign: list[str] = []

    def try_all(self, paths: list[Path], job: Job) -> dict[Path, Exception]:
        """Try each of these backups; returns those that are left, with what prevented it."""
        failed: dict[Path, Exception] = {}
        for done, path in enumerate(paths):
            job.progress(done, len(paths), "backups")
            try:
                self._erase_in(path)
            except Exception as error:  # noqa: BLE001 - raised by the caller, once the others have been tried
                failed[path] = error
                if isinstance(error, KnownError) and error.code is ErrorCode.VAULT_LOCKED:
                    break
        return failed

    def _erase_in(self, path: Path) -> None:
        try:
            rewrite_backup(path, self._session.database, self._change)
            self.rewritten += 1
        except KnownError as error:
            if error.code is ErrorCode.FILE_NOT_FOUND:
                return
            if error.code not in _DAMAGED:
                raise
            if self._is_ours(path):
                with translate_os_errors():
                    path.unlink(missing_ok=True)
                self.removed += 1
            else:
                self.foreign.append(path.name)

    def _is_ours(self, path: Path) -> bool:
        """Whether a backup that this vault's key does not open is one of this vault, and damaged."""
        backup = identify(path)
        if backup is None:
            return has_own_name(path)
        return bool(backup.vault == self._session.header.current["vault"])


def _is_disk_full(error: Exception) -> bool:
    return isinstance(error, KnownError) and error.code is ErrorCode.DISK_FULL
