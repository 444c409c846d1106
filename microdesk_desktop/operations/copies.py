"""The list of the copies that the user made elsewhere."""

import os
from contextlib import suppress
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.vault import copies


def note_copy(session: Session, path: Path, kind: CopyKind) -> None:
    """Note a copy that is complete; where the vault cannot be written to, the copy is good all the same."""
    with suppress(KnownError):
        session.write(lambda writer: copies.note_copy(writer, path, kind, session.clock.now()))


def forget_copy(session: Session, copy_id: int) -> ChangeResult:
    """Take a copy off the list, and leave its file as it is; undone, it is on the list again."""
    copy = session.read(lambda reader: copies.find_copy(reader, copy_id))
    session.write(lambda writer: copies.forget_copy(writer, copy_id))
    if copy is None:
        return ChangeResult(changes=Changes.NOTHING)
    path, kind, made_at = Path(copy.path), copy.kind, copy.made_at

    def put_back(session: Session) -> ChangeResult:
        session.write(lambda writer: copies.note_copy(writer, path, kind, made_at))
        return ChangeResult(changes=Changes.SETTINGS)

    return ChangeResult(changes=Changes.SETTINGS, undo=put_back)


def found_copies(session: Session) -> tuple[Path, ...]:
    """The copies on the list, but for those that are gone from a folder which is still there."""
    noted = map(Path, session.read(copies.load_copy_paths))
    return tuple(path for path in noted if os.path.lexists(path) or not path.parent.is_dir())
