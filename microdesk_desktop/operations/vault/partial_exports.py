"""The hidden folder or file beside an export that is being written, which gets the export's name once it is whole."""

import os
import re
import shutil
from pathlib import Path

_MARK = ".microdesk-export-"
_END = re.compile(re.escape(_MARK) + r"[0-9a-f]{8}\Z")


def partial_path(path: Path) -> Path:
    """A path beside this one that no other export has."""
    return path.with_name(f".{path.name[:40]}{_MARK}{os.urandom(4).hex()}")


def discard_partial_export(path: Path) -> None:
    """Delete this folder or file, if it is one of an export that was interrupted. Raises OSError."""
    if not path.name.startswith(".") or not _END.search(path.name) or path.is_symlink():
        return
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
