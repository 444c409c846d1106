"""The files of a profile, and the atomic installation of a complete vault in it.

    .microdesk-new/  a vault being made or restored, until it is complete; holds a marker that shows who made it
    keys.json        the header, moved first: from then on the profile has a vault
    keys.copy.json   its second copy, moved next
    vault.db         the database, moved last; after a kill in between, the next opening moves what is left

The folder may hold files of the user's: only exact names of ours are removed or restricted, and nothing is overwritten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import replace_with, sync_folder, translate_os_errors
from microdesk_desktop.vault.erasures import is_all_begun

HEADER_NAME, COPY_NAME, DATABASE_NAME = "keys.json", "keys.copy.json", "vault.db"
BACKUPS_NAME = "backups"
_PARTS = (HEADER_NAME, COPY_NAME, DATABASE_NAME, f"{DATABASE_NAME}-wal")
_STAGING_NAME, _MARKER_NAME = ".microdesk-new", "made-by-microdesk"
_FORMER_STAGING_NAME = ".new"
"""What versions before the marker named the staging folder; recognised only when it holds nothing but a vault."""

# `write_atomic` gives its partial files eight hexadecimal digits.
_PARTIAL = re.compile(r"\.(keys|keys\.copy|tokens|settings|outside)\.json\.[0-9a-f]{8}")
_STAGED = re.compile(r"keys(\.copy)?\.json|vault\.db(-wal|-shm|-journal|-commits)?|\.keys(\.copy)?\.json\.[0-9a-f]{8}")
_ERASURE = re.compile(r"\.microdesk-erasing-[a-z]+(-[0-9a-f]+)?(\.[a-z]+)*")
_FILES = re.compile(
    rf"{_PARTIAL.pattern}|{_STAGED.pattern}|{_ERASURE.pattern}|(tokens|settings|outside)\.json|window\.ini|lock"
)
_FOLDERS = {
    BACKUPS_NAME: re.compile(r"\A(?:.+\.mdbackup|\..+\.mdbackup\.partial.*)"),
    "reports": re.compile(r"[0-9a-f]{8}\.txt|\.[0-9a-f]{8}\.txt\.[0-9a-f]{8}"),
    _STAGING_NAME: re.compile(rf"{_STAGED.pattern}|{_MARKER_NAME}"),
}


def vault_exists(profile: Path) -> bool:
    """Whether the folder holds a vault, or a part of one; a new one is never made over it.

    Raises READ_ONLY for a folder closed to the user, PATH_UNUSABLE for a path that cannot be one.
    """
    with translate_os_errors():
        return any((profile / name).exists() for name in _PARTS)


def require_none_erased(profile: Path) -> None:
    """Raise EVERYTHING_UNFINISHED while everything in the folder is being erased: a vault there would go with it."""
    if is_all_begun(profile):
        raise KnownError(ErrorCode.EVERYTHING_UNFINISHED)


def require_outside(profile: Path, path: Path) -> None:
    """Raise INSIDE_PROFILE for a path in the folder of the vault or of its backups, through links too.

    An erasure of everything would destroy there what the user takes for a copy, or leave it behind.
    """
    own = [folder for folder in (profile, profile / BACKUPS_NAME) if folder.is_dir()]
    with translate_os_errors():
        real = path.absolute().resolve()
        above = [folder for folder in (real, *real.parents) if folder.exists()]
        if any(folder.samefile(each) for folder in above for each in own):
            raise KnownError(ErrorCode.INSIDE_PROFILE, path=str(path))


def private_paths(profile: Path) -> list[Path]:
    """The paths that only the user may read: the program's own files, and each folder that holds nothing else."""
    paths, is_shared = [], False
    for path in profile.iterdir():
        if path.name in _FOLDERS and _is_folder(path):
            paths += _private_in(path, _FOLDERS[path.name])
        elif _FILES.fullmatch(path.name) and _is_file(path):
            paths.append(path)
        else:
            is_shared = True
    return paths if is_shared else [profile, *paths]


def _private_in(folder: Path, ours: re.Pattern[str]) -> list[Path]:
    inside = list(folder.iterdir())
    files = [path for path in inside if ours.fullmatch(path.name) and _is_file(path)]
    return [folder, *files] if len(files) == len(inside) else files


def discard_partials(profile: Path) -> None:
    """Remove the partial files of atomic writes that a kill interrupted."""
    with translate_os_errors():
        for path in [path for path in profile.iterdir() if _PARTIAL.fullmatch(path.name) and _is_file(path)]:
            path.unlink(missing_ok=True)


def new_staging(profile: Path) -> Path:
    """An empty folder in which to make a vault.

    Raises VAULT_EXISTS when the profile has one, FOLDER_NOT_OURS when something else has the name of the folder,
    EVERYTHING_UNFINISHED while everything of a former vault is being erased.
    """
    require_none_erased(profile)
    if vault_exists(profile):
        raise KnownError(ErrorCode.VAULT_EXISTS)
    staging = profile / _STAGING_NAME
    with translate_os_errors():
        discard_staging(profile)
        _make_folder(staging)
        (staging / _MARKER_NAME).touch(mode=0o600)
    return staging


def holds_only_staging(folder: Path) -> bool:
    """Whether a folder holds nothing but what an installation that never began left there."""
    with translate_os_errors():
        return _is_folder(folder) and {path.name for path in folder.iterdir()} <= {_STAGING_NAME, "lock"}


def install(profile: Path) -> None:
    """Move the staged vault into the profile; its files must be complete and synced to the disk."""
    staging = profile / _STAGING_NAME
    with translate_os_errors():
        sync_folder(staging)
    replace_with(staging / HEADER_NAME, profile / HEADER_NAME)
    finish_install(profile)


def finish_install(profile: Path) -> None:
    """Complete an `install` that a kill interrupted; does nothing otherwise."""
    if not (profile / HEADER_NAME).exists():
        return
    database = profile / DATABASE_NAME
    for staging in _stagings(profile):
        if not database.exists() and (staging / DATABASE_NAME).exists():
            if (staging / COPY_NAME).exists():
                replace_with(staging / COPY_NAME, profile / COPY_NAME)
            replace_with(staging / DATABASE_NAME, database)
            _remove(staging)
    if database.exists():
        for staging in _stagings(profile, is_installed=True):
            _remove(staging)


def discard_staging(profile: Path) -> None:
    """Remove a staged vault that was not installed."""
    if not (profile / HEADER_NAME).exists():
        for staging in _stagings(profile):
            _remove(staging)


def staged_files(profile: Path) -> list[Path]:
    """The files in the staging folders that this program made, their marker last."""
    files = []
    for staging in _stagings(profile):
        files += [path for path in staging.iterdir() if _STAGED.fullmatch(path.name) and _is_file(path)]
        files += [path for path in [staging / _MARKER_NAME] if _is_file(path)]
    return files


def staging_folders(profile: Path) -> list[Path]:
    """The folders in which this program makes a vault, whether they are there or not."""
    return [profile / _STAGING_NAME, profile / _FORMER_STAGING_NAME]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise KnownError(ErrorCode.FOLDER_NOT_OURS, path=str(folder)) from None


def _stagings(profile: Path, *, is_installed: bool = False) -> Iterator[Path]:
    """The staging folders that this program made: by their marker, or as an older version left them.

    An older version left none once the vault was installed. An empty one is between its making and its marker, or
    between the removals of both.
    """
    staging, former = profile / _STAGING_NAME, profile / _FORMER_STAGING_NAME
    if _is_folder(staging) and ((staging / _MARKER_NAME).exists() or not any(staging.iterdir())):
        yield staging
    if not is_installed and _is_folder(former) and (former / DATABASE_NAME).exists() and _holds_only_a_vault(former):
        yield former


def _holds_only_a_vault(folder: Path) -> bool:
    return all(_STAGED.fullmatch(path.name) and _is_file(path) for path in folder.iterdir())


def _remove(staging: Path) -> None:
    """Remove the files of ours, the marker last, then the folder unless it holds something else."""
    with translate_os_errors():
        for path in [path for path in staging.iterdir() if _STAGED.fullmatch(path.name) and _is_file(path)]:
            path.unlink(missing_ok=True)
        if {path.name for path in staging.iterdir()} <= {_MARKER_NAME}:
            (staging / _MARKER_NAME).unlink(missing_ok=True)
            staging.rmdir()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
