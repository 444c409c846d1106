"""The unread counts of folders while the server has not been asked again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from microdesk_desktop.domain.mail.types import Folder, FolderKind, Row


def recounted(folders: Sequence[Folder], rows: Collection[Row], *, unread: bool, letters: int = 1) -> Sequence[Folder]:
    """The folders after these conversations, which had the other mark, were marked as unread or as read.

    A label counts conversations; a folder counts letters, of which `letters` of each conversation change their mark.
    A count that is not known stays unknown.
    """

    def count_of(folder: Folder) -> int | None:
        if folder.unread is None:
            return None
        step = 1 if folder.kind is FolderKind.LABEL else letters
        changed = step * sum(folder.key in row.folders for row in rows)
        return max(0, folder.unread + (changed if unread else -changed))

    return [replace(folder, unread=count_of(folder)) for folder in folders]


def refiled(
    folders: Sequence[Folder], rows: Collection[Row], add: Collection[str], remove: Collection[str] | None
) -> Sequence[Folder]:
    """The folders after these conversations were put into the folders `add`, and out of `remove`; None is all others.

    Of a folder of letters one unread letter of each conversation counts, until the server has counted them.
    """
    moving = [row for row in rows if row.unread]
    return [_with(folder, partial(_step, folder.key, add, remove), moving) for folder in folders]


def _step(key: str, add: Collection[str], remove: Collection[str] | None, row: Row) -> int:
    """By how much the count of a folder changes with one conversation."""
    if key in add:
        return 0 if key in row.folders else 1
    return -1 if key in row.folders and (remove is None or key in remove) else 0


def _with(folder: Folder, step: Callable[[Row], int], rows: Collection[Row]) -> Folder:
    if folder.unread is None:
        return folder
    return replace(folder, unread=max(0, folder.unread + sum(map(step, rows))))
