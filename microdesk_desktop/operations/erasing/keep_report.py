"""Keep the report of an erasure where the user wants it."""

from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.atomic import write_atomic


def keep_erasure_report(path: Path, text: str) -> bool:
    """Write the report into a file that its owner alone can read; returns whether that succeeded."""
    try:
        write_atomic(path, text.encode())
    except KnownError:
        return False
    return True
