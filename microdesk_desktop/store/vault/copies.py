"""The copies that the user made elsewhere: noted when they are made, named where everything is erased."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from microdesk_desktop.domain.privacy.copies import CopyKind, KnownCopy
from microdesk_desktop.store.database import Reader, Writer


def note_copy(writer: Writer, path: Path, kind: CopyKind, at: datetime) -> None:
    """Note a copy that is complete, in place of the one that was at this path; `at` is in UTC."""
    text = os.fsencode(path.absolute()).decode(errors="replace")
    writer.run("DELETE FROM known_copy WHERE path = ?", (text,))
    writer.run("INSERT INTO known_copy (path, kind, made_at) VALUES (?, ?, ?)", (text, kind, at.isoformat()))


def load_copies(reader: Reader) -> Sequence[KnownCopy]:
    """The copies that are noted, the latest first."""
    return reader.rows_as(KnownCopy, "SELECT id, path, kind, made_at FROM known_copy ORDER BY made_at DESC, id DESC")


def load_copy_paths(reader: Reader) -> Sequence[str]:
    """The paths of the copies that are noted, whatever else their rows hold, the latest first."""
    return [str(path) for (path,) in reader.all("SELECT path FROM known_copy ORDER BY made_at DESC, id DESC")]


def find_copy(reader: Reader, copy_id: int) -> KnownCopy | None:
    """The copy with this id; None where it is not noted any more."""
    return next((copy for copy in load_copies(reader) if copy.id == copy_id), None)


def forget_copy(writer: Writer, copy_id: int) -> None:
    """Remove a copy from the list; the file stays. Nothing happens for one that was removed."""
    writer.run("DELETE FROM known_copy WHERE id = ?", (copy_id,))
