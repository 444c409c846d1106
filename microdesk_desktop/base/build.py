"""The build that runs, named by its version and by the digest of its files: what a changed copy cannot have."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from microdesk_desktop.base.paths import PACKAGE_FOLDER, resource

_BUILT = {"__pycache__", "resources"}


def build_digest() -> str:
    """The SHA-256 of the program's files and of those that ship with it, with their names, in hexadecimal."""
    total = hashlib.sha256()
    for name, path in sorted(_files()):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    """Each file with a name that does not depend on where the program is installed."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        yield "program", Path(sys.executable)
        yield from _below("frozen", Path(frozen), set())
        return
    yield from _below("microdesk_desktop", PACKAGE_FOLDER, _BUILT)
    yield from _below("resources", resource(), {"__pycache__"})


def _below(prefix: str, folder: Path, left_out: set[str]) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not left_out.intersection(parts):
            yield "/".join((prefix, *parts)), path
