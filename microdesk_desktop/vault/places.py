"""The files of a profile, and the atomic installation of a complete vault in it.

    .new/            a vault being made or restored, until it is complete
    keys.json        the header, moved first: from then on the profile has a vault
    vault.db         the database, moved next; after a kill in between, the next opening moves it

Nothing here ever overwrites a file.
"""

import re
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
    """The paths that only the user may read: the program's own, and the folder unless it holds other files too."""
    ours = [path for path in profile.iterdir() if _OURS.fullmatch(path.name) and not path.is_symlink()]
    inside = [path for folder in ours if folder.is_dir() for path in folder.rglob("*") if not path.is_symlink()]
    is_shared = any(not _OURS.fullmatch(path.name) for path in profile.iterdir())
    return [*([] if is_shared else [profile]), *ours, *inside]


def discard_partials(profile: Path) -> None:
    """Remove the partial files of atomic writes that a kill interrupted."""
    for path in profile.glob(".*.json.*"):
        path.unlink(missing_ok=True)


def new_staging(profile: Path) -> Path:
    """An empty folder in which to make a vault. Raises VAULT_EXISTS when the profile has one."""
    if vault_exists(profile):
        raise KnownError(ErrorCode.VAULT_EXISTS)
    staging = profile / _STAGING_NAME
    with translate_os_errors():
        discard_staging(profile)
        staging.mkdir(mode=0o700)
    return staging


def install(profile: Path) -> None:
    """Move the staged vault into the profile; its two files must be complete and synced to the disk."""
    staging = profile / _STAGING_NAME
    with translate_os_errors():
        sync_folder(staging)
    replace_with(staging / HEADER_NAME, profile / HEADER_NAME)
    finish_install(profile)


def finish_install(profile: Path) -> None:
    """Complete an `install` that a kill interrupted; does nothing otherwise."""
    staging, database = profile / _STAGING_NAME, profile / DATABASE_NAME
    staged = staging / DATABASE_NAME
    if (profile / HEADER_NAME).exists() and not database.exists() and staged.exists():
        replace_with(staged, database)
        _remove(staging)


def discard_staging(profile: Path) -> None:
    """Remove a staged vault that was not installed."""
    if not (profile / HEADER_NAME).exists():
        _remove(profile / _STAGING_NAME)


def _remove(folder: Path) -> None:
    import shutil  # loads three compressors, for what is rare

    shutil.rmtree(folder, ignore_errors=True)
