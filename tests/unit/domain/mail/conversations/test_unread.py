"""The unread counts of folders between two answers of the server."""

from dataclasses import replace
from datetime import UTC, datetime

from microdesk_desktop.domain.mail.conversations.unread import recounted, refiled
from microdesk_desktop.domain.mail.types import Folder, FolderKind, Row


def row(*folders: str) -> Row:
    return Row(
        key="1",
        subject="",
        people=(),
        when=datetime(2026, 11, 20, tzinfo=UTC),
        count=3,
        complete=True,
        unread=True,
        starred=False,
        files=None,
        folders=frozenset(folders),
        preview="",
    )


def test_labels_count_conversations_and_folders_letters() -> None:
    label = Folder(key="a", name="", unread=4, kind=FolderKind.LABEL)
    folder = Folder(key="b", name="", unread=4, kind=FolderKind.FOLDER)
    other = Folder(key="c", name="", unread=4)
    unknown = Folder(key="d", name="", unread=None)
    folders, rows = (label, folder, other, unknown), [row("a", "b", "d")]
    assert [each.unread for each in recounted(folders, rows, unread=False, letters=2)] == [3, 2, 4, None]
    assert [each.unread for each in recounted(folders, rows, unread=True)] == [5, 5, 4, None]


def test_no_count_falls_below_none() -> None:
    assert [each.unread for each in recounted([Folder(key="a", name="", unread=0)], [row("a")], unread=False)] == [0]


def test_a_conversation_that_is_moved_takes_its_unread_letter_along() -> None:
    folders = [Folder(key=key, name="", unread=unread) for key, unread in (("a", 4), ("b", 2), ("c", 0), ("d", None))]
    assert [each.unread for each in refiled(folders, [row("a", "d")], {"c"}, None)] == [3, 2, 1, None]
    assert [each.unread for each in refiled(folders, [row("a", "b")], (), {"a"})] == [3, 2, 0, None], "labels that stay"
    assert [each.unread for each in refiled(folders, [row("c")], {"c"}, None)] == [4, 2, 0, None], "it is there already"
    read = [replace(row("a"), unread=False)]
    assert refiled(folders, read, {"c"}, None) == folders
