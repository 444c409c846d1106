"""The room that is left on a disk, asked before much is written to it."""

import shutil
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors

_MARGIN_BYTES = 1 << 20
"""What is left free for the vault, which must be able to write meanwhile."""


def has_room(folder: Path, size: int) -> bool:
    """Whether so many bytes fit on the disk of this folder; also True for a disk that does not report its size."""
    with translate_os_errors():
        usage = shutil.disk_usage(folder)
    return usage.total == 0 or usage.free >= size + _MARGIN_BYTES


def require_room(folder: Path, size: int) -> None:
    """Raise DISK_FULL unless so many bytes fit on the disk of this folder."""
    if not has_room(folder, size):
        raise KnownError(ErrorCode.DISK_FULL)
