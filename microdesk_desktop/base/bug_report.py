"""Bug reports without personal data, written to the profile and sent nowhere.

There is no log. Library logging is discarded: it may contain addresses and tokens.
"""

import logging
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from microdesk_desktop import __version__
from microdesk_desktop.base.files.atomic import translate_os_errors, write_atomic
from microdesk_desktop.base.paths import PACKAGE_FOLDER

FOLDER_NAME = "reports"
_MAX_FRAMES = 40


def silence_libraries() -> None:
    """Discard library logging: without a handler, warnings go to standard error, which desktops keep in a journal."""
    logging.getLogger().addHandler(logging.NullHandler())


def bug_report(error: BaseException, *libraries: str) -> str:
    """Versions, exception types, file names and line numbers; exception messages are left out, as they may be personal.

    `libraries` are further names with their versions.
    """
    import platform
    import traceback

    lines = [
        " · ".join((f"MicroDesk {__version__}", f"Python {platform.python_version()}", *libraries)),
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    chain: BaseException | None = error
    while chain is not None:
        lines += ["", type(chain).__qualname__]
        frames = traceback.extract_tb(chain.__traceback__, limit=-_MAX_FRAMES)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines)


def keep_report(profile: Path, error: BaseException) -> Path:
    """Write the report of an exception into the profile; returns its path. Raises DISK_FULL or READ_ONLY."""
    folder = profile / FOLDER_NAME
    with translate_os_errors():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{os.urandom(4).hex()}.txt"
    write_atomic(path, bug_report(error).encode())
    return path


def count_reports_by_year(profile: Path) -> Mapping[int, int]:
    """How many reports lie in the profile, by the year in which each was written; none that cannot be read."""
    return Counter(year for _, year in _dated_reports(profile))


def remove_reports_of_years(profile: Path, years: Collection[int]) -> None:
    """Delete the reports of these years. Raises READ_ONLY."""
    with translate_os_errors():
        for path, year in list(_dated_reports(profile)):
            if year in years:
                path.unlink(missing_ok=True)


def _dated_reports(profile: Path) -> Iterator[tuple[Path, int]]:
    for path in (profile / FOLDER_NAME).glob("*.txt"):
        with suppress(OSError, ValueError, OverflowError):
            yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC).year


def _place(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(PACKAGE_FOLDER.parent)) if path.is_relative_to(PACKAGE_FOLDER) else path.name
