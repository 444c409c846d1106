"""Verified, encrypted backups: in a folder of the user's choice, and one a day beside the vault."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import accumulate, chain, count
from pathlib import Path

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.files.room import has_room, require_room
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.outside_files import noting_outside
from microdesk_desktop.store.backup import Progress, write_backup, write_outside
from microdesk_desktop.store.backup_files import (
    COPY,
    DAILY,
    SUFFIX,
    VERSION,
    Backup,
    backups_of,
    in_order,
    next_number,
    record,
    size_of,
)
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.vault.generation import load_generation, save_generation
from microdesk_desktop.vault.header import Header, generation_of, header_bytes
from microdesk_desktop.vault.places import BACKUPS_NAME

KEPT = {DAILY: 7, VERSION: 3}
"""How many of a kind are kept, the latest made. Three: a migration that fails is tried again at each opening, and the
copies of these tries must not push out the one of the version before."""
DAILY_BYTES, FEWEST_DAILY = 1_000_000_000, 3
"""Daily copies take no more than this together, as each one holds every voucher again: a gigabyte is what a laptop
spares without notice. Three are kept whatever they take: a fault is seldom noticed on its own day."""


def back_up(session: Session, folder: Path, job: Job) -> Path:
    """Write a verified backup into the user's folder; returns its path.

    Making one takes the vault as it is: a loss of commits, or an older database, that was reported at
    each opening is reported no more. The
    backup of the day does not count, because nobody decided it.
    Raises DISK_FULL, READ_ONLY, BACKUP_DAMAGED or Cancelled, and then leaves nothing; what a kill leaves is removed by
    the next opening of the vault.
    """
    with translate_os_errors():
        folder.mkdir(parents=True, exist_ok=True)
    with session.backups_lock:
        path = _free_name(folder, f"MicroDesk-{session.clock.now().astimezone():%Y-%m-%d-%H%M%S}")
        header = _packed_header(session)
        kept = _record(session.profile, header, path, COPY, session.clock)
        work_folder = _work_folder(session, folder)
        with noting_outside(session) as note:
            write_outside(
                session.database,
                header_bytes(header),
                path,
                reporter(job),
                record=kept,
                work_folder=work_folder,
                note=note,
            )
    session.database.forget_losses()
    _accept_as_latest(session)
    if not _is_own(session.profile, folder):
        note_copy(session, path, CopyKind.BACKUP)
    return path


def back_up_today(session: Session, job: Job) -> Path | None:
    """Write today's backup beside the vault and return its path; None when the latest one is of today.

    A clock that was wrong never makes a day go without: a backup of today that is not the latest does not count.
    Older backups are removed once today's is verified, see `KEPT`. Raises as `back_up` does.
    """
    today = session.clock.today()
    vault_id = session.header.current["vault"]
    with session.backups_lock:
        dailies = _of_kind(session.profile, vault_id, DAILY, today)
        if dailies and dailies[-1].made_on == today:
            return None
        path = _free_name(_made_folder(session.profile), today.isoformat())
        _write(session.profile, session.database, _packed_header(session), path, DAILY, session.clock, reporter(job))
        _rotate(session.profile, vault_id, DAILY, today)
    return path


def keep_before_migration(profile: Path, header: Header, database: Database, clock: Clock) -> None:
    """Back up a vault of an older version, its header as it is, before its schema is migrated.

    Raises as `back_up` does.
    """
    path = _free_name(_made_folder(profile), f"version-{database.version:04}")
    _write(profile, database, header, path, VERSION, clock)
    _rotate(profile, header["vault"], VERSION, clock.today())


def _is_own(profile: Path, folder: Path) -> bool:
    """Whether a folder is the one in which the program keeps its own backups."""
    own = own_backups(profile)
    return own.exists() and own.samefile(folder)


def own_backups(profile: Path) -> Path:
    """The folder of the backups that the program makes by itself."""
    return profile / BACKUPS_NAME


def _of_kind(profile: Path, vault_id: str, kind: str, today: date) -> list[Backup]:
    """The backups of this kind beside the vault, by when they were made."""
    backups = backups_of(own_backups(profile), vault_id)
    return [backup for backup in in_order(backups, today) if backup.kind == kind]


def _rotate(profile: Path, vault_id: str, kind: str, today: date) -> None:
    """Remove all but the latest made of this kind; one that cannot be removed is tried again the next time."""
    made = _of_kind(profile, vault_id, kind, today)
    for old in made[: -_number_to_keep(kind, [size_of(each.path) for each in made])]:
        with suppress(OSError):
            old.path.unlink()


def _number_to_keep(kind: str, sizes: Sequence[int]) -> int:
    """How many backups of a kind are kept, the last of those with these sizes; never 0."""
    most = KEPT[kind]
    if kind != DAILY:
        return most
    totals = accumulate(reversed(sizes[-most:]))
    return max(FEWEST_DAILY, sum(total <= DAILY_BYTES for total in totals))


def _write(
    profile: Path,
    database: Database,
    header: Header,
    path: Path,
    kind: str,
    clock: Clock,
    progress: Progress | None = None,
) -> None:
    kept = _record(profile, header, path, kind, clock)
    require_room(path.parent, 2 * database.size())
    write_backup(database, header_bytes(header), path, progress, record=kept)


def _record(profile: Path, header: Header, path: Path, kind: str, clock: Clock) -> bytes:
    """The record of a new backup."""
    number = next_number(backups_of(own_backups(profile), header["vault"]))
    return record(vault=header["vault"], kind=kind, number=number, made_on=clock.today(), path=path)


def _work_folder(session: Session, folder: Path) -> Path:
    """Where to make the copy that is packed: beside the vault, or in the user's folder when there is no room there.

    Raises DISK_FULL when there is no room in the user's folder either.
    """
    size = session.database.size()
    beside = _made_folder(session.profile)
    if has_room(beside, size) and beside.stat().st_dev != folder.stat().st_dev:
        require_room(folder, size)
        return beside
    require_room(folder, 2 * size)
    return beside if has_room(beside, size) else folder


def _packed_header(session: Session) -> Header:
    """The authentic header for a new backup; its copies on the disk are healed as well where they differ."""
    session.header.heal()
    return session.header.for_backup(session.read(load_generation))


def _accept_as_latest(session: Session) -> None:
    """Let a database that is older than its header have counted as many openings: it is the latest from now on."""
    if not session.opening.is_latest:
        generation = generation_of(session.header.current)
        session.write(lambda writer: save_generation(writer, generation))
        session.opening = replace(session.opening, is_latest=True)


def reporter(job: Job, step: str = "backup") -> Progress:
    """Reports the progress of a step of this job, and ends it when the user asks to stop."""

    def report(done: int, total: int) -> None:
        job.checkpoint()
        job.progress(done, total, step)

    return report


def _free_name(folder: Path, stem: str) -> Path:
    names = (f"{stem}{end}{SUFFIX}" for end in chain([""], (f"-{number}" for number in count(2))))
    return next(folder / name for name in names if not os.path.lexists(folder / name))


def _made_folder(profile: Path) -> Path:
    folder = own_backups(profile)
    with translate_os_errors():
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
