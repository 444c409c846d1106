"""The files of a profile, and how a complete vault takes its place there.

    .new/            a vault being made or restored, until it is whole
    keys.json        the header, moved first: from then on there is a vault
    vault.db         the database, moved next; a kill in between is finished at the next opening

Nothing here ever replaces a file.
"""

import re
import shutil
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import replace_with, sync_folder, translate_os_errors

HEADER_NAME, DATABASE_NAME = "keys.json", "vault.db"
BACKUPS_NAME = "backups"
_STAGING_NAME = ".new"
_OURS = re.compile(r"\.?(keys|tokens|settings)\.json(\.\w+)?|vault\.db(-\w+)?|window\.ini|lock|backups|reports|\.new")


def vault_exists(profile: Path) -> bool:
    """Whether the folder holds a vault, or a part of one; a new one is never made over it."""
    return any((profile / name).exists() for name in (HEADER_NAME, DATABASE_NAME, f"{DATABASE_NAME}-wal"))


def private_paths(profile: Path) -> list[Path]:
    """What only the user may read: all that is ours, and the folder itself unless other things live in it too."""
    ours = [path for path in profile.iterdir() if _OURS.fullmatch(path.name) and not path.is_symlink()]
    inside = [path for folder in ours if folder.is_dir() for path in folder.rglob("*") if not path.is_symlink()]
    is_shared = any(not _OURS.fullmatch(path.name) for path in profile.iterdir())
    return [*([] if is_shared else [profile]), *ours, *inside]


def discard_partials(profile: Path) -> None:
    """Remove what a kill left of small files that were being written."""
    for path in profile.glob(".*.json.*"):
        path.unlink(missing_ok=True)


def new_staging(profile: Path) -> Path:
    """An empty folder in which to make a vault. Raises VAULT_EXISTS where there is one."""
    if vault_exists(profile):
        raise KnownError(ErrorCode.VAULT_EXISTS)
    staging = profile / _STAGING_NAME
    with translate_os_errors():
        discard_staging(profile)
        staging.mkdir(mode=0o700)
    return staging


def install(profile: Path) -> None:
    """Give the staged vault its place; each of its two files is already whole and on the disk."""
    staging = profile / _STAGING_NAME
    with translate_os_errors():
        sync_folder(staging)
    replace_with(staging / HEADER_NAME, profile / HEADER_NAME)
    finish_install(profile)


def finish_install(profile: Path) -> None:
    """Do what a kill in the middle of `install` left undone, if anything."""
    staging, database = profile / _STAGING_NAME, profile / DATABASE_NAME
    staged = staging / DATABASE_NAME
    if (profile / HEADER_NAME).exists() and not database.exists() and staged.exists():
        replace_with(staged, database)
        shutil.rmtree(staging, ignore_errors=True)


def discard_staging(profile: Path) -> None:
    """Remove a vault that never became one."""
    if not (profile / HEADER_NAME).exists():
        shutil.rmtree(profile / _STAGING_NAME, ignore_errors=True)
