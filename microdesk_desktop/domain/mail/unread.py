"""The unread counts of folders while the server has not been asked again."""

from collections.abc import Collection, Sequence
from dataclasses import replace

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
