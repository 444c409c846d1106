"""What the user does with conversations: the list follows at once, the server a moment later.

page, reading pane ──▶ actions ──┬─▶ the lists in memory
                                 └─▶ operations/mail (Lane.NET) ──error──▶ the lists are read again
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.conversations.places import MAIL, MailPlace
from microdesk_desktop.domain.mail.types import Folder, FolderKind, Role, Row
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.mail.conversations import filing as operations
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.mail.controller import MailController, Where
from microdesk_desktop.views.mail.conversations.done import (
    archived_text,
    binned_text,
    labelled_text,
    moved_text,
    restored_text,
    unlabelled_text,
)

Rows = Sequence[Row]
Act = Callable[[Session, Job], ChangeResult]
_LEFT = (Role.INBOX, Role.SPAM, Role.NONE)
"""Roles of the labels that a conversation loses when it is moved elsewhere; others follow from what it is."""
_HERE = Place(page=MAIL)
_RECOUNT_MS = 1_500
"""After the last of several actions the folders are counted once."""


class MailActions(Controller):
    """Each action takes the id of an account and rows of its lists; what can be undone is announced with its undo."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._mail = workspace.controller(MailController)
        self._to_count: set[str] = set()
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(_RECOUNT_MS)
        self._count.timeout.connect(self._recount)

    def mark_read(self, account_id: str, rows: Rows, *, unread: bool) -> None:
        """Mark conversations as read, or as unread."""
        self._mail.mark(account_id, _keys(rows), unread=unread)
        self._ask(account_id, lambda session, job: operations.mark_read(session, account_id, rows, job, unread=unread))

    def were_read(self, account_id: str, key: str, letters: Collection[str]) -> None:
        """These letters of the conversation of this key, all that were unread, are marked as read at the server."""
        self._mail.mark(account_id, {key}, unread=False, letters=len(letters))
        self._to_count.add(account_id)
        self._count.start()

    def star(self, account_id: str, rows: Rows, *, starred: bool) -> None:
        """Put a star on conversations, or remove it."""
        keys = _keys(rows)
        self._mail.change_rows(account_id, lambda _, listed: listed.marked(keys, starred=starred))
        self._ask(account_id, lambda session, job: operations.star(session, account_id, rows, job, starred=starred))

    def put_in_bin(self, account_id: str, rows: Rows) -> None:
        """Move conversations to the bin."""
        trash = self._mail.with_role(account_id, Role.TRASH)
        self._mail.refile(account_id, rows, (trash.key,) if trash is not None else (), None)
        self._take_away(
            account_id,
            rows,
            lambda key: trash is None or key.folder != trash.key,
            lambda session, job: operations.put_in_bin(session, account_id, rows, job),
            lambda: binned_text(rows),
        )

    def take_out_of_bin(self, account_id: str, rows: Rows) -> None:
        """Move conversations back to where they were before the bin."""
        self._take_away(
            account_id,
            rows,
            lambda _: True,
            lambda session, job: operations.take_out_of_bin(session, account_id, rows, job),
            lambda: restored_text(rows),
        )

    def can_archive(self, account_id: str) -> bool:
        """Whether the server has labels, or a folder for the archive."""
        inbox = self._mail.with_role(account_id, Role.INBOX)
        has_labels = inbox is not None and inbox.kind is FolderKind.LABEL
        return has_labels or self._mail.with_role(account_id, Role.ARCHIVE) is not None

    def archive(self, account_id: str, rows: Rows) -> None:
        """Take conversations out of the inbox: their label goes, or they move to the archive."""
        inbox = self._mail.with_role(account_id, Role.INBOX)
        archive = self._mail.with_role(account_id, Role.ARCHIVE)
        if inbox is not None and inbox.kind is FolderKind.LABEL:
            self._file(account_id, rows, None, inbox, lambda: archived_text(rows))
        elif archive is not None:
            self._file(account_id, rows, archive, None, lambda: archived_text(rows))

    def move(self, account_id: str, rows: Rows, folder: Folder, origin: Folder | None) -> None:
        """Move conversations into a folder; with labels, out of the one that is listed, else out of the inbox."""
        left = origin if origin is not None and origin.role in _LEFT else None
        if folder.kind is FolderKind.LABEL and left is None and folder.role is not Role.INBOX:
            left = self._mail.with_role(account_id, Role.INBOX)
        self._file(account_id, rows, folder, left, lambda: moved_text(rows, folder))

    def label(self, account_id: str, rows: Rows, folder: Folder, *, is_on: bool) -> None:
        """Put a label on conversations, or remove it."""
        if is_on:
            self._file(account_id, rows, folder, None, lambda: labelled_text(rows, folder))
        else:
            self._file(account_id, rows, None, folder, lambda: unlabelled_text(rows, folder))

    def _file(
        self, account_id: str, rows: Rows, add: Folder | None, remove: Folder | None, message: Callable[[], str]
    ) -> None:
        added = frozenset((add.key,) if add is not None else ())
        removed = frozenset((remove.key,) if remove is not None else ())

        def act(session: Session, job: Job) -> ChangeResult:
            return operations.file_conversations(session, account_id, rows, added, removed, job)

        if add is not None and add.kind is FolderKind.FOLDER:
            self._mail.refile(account_id, rows, added, None)
            self._take_away(account_id, rows, lambda key: key.folder not in added, act, message)
            return
        keys = _keys(rows)
        self._mail.refile(account_id, rows, added, removed)
        self._mail.change_rows(account_id, lambda _, listed: listed.filed(keys, added, removed))
        self._take_away(account_id, rows, lambda key: key.folder in removed, act, message)

    def _take_away(self, account_id: str, rows: Rows, where: Where, act: Act, message: Callable[[], str]) -> None:
        """Take rows out of the lists that they leave."""
        keys = _keys(rows)
        place = self._place(account_id, rows)
        self._mail.hold_back(account_id, keys, where)
        self._ask(account_id, act, message, lambda: self._mail.let_back(account_id, keys), place)

    def _place(self, account_id: str, rows: Rows) -> Place:
        """Where the conversations are that an undo brings back."""
        shown = self._mail.list_with(account_id, rows[0].key)
        return Place(page=MAIL, wanted=MailPlace(shown=shown, back=rows[0]) if shown is not None else None)

    def _ask(
        self,
        account_id: str,
        act: Act,
        message: Callable[[], str] | None = None,
        on_end: Callable[[], None] | None = None,
        place: Place = _HERE,
    ) -> None:
        def again(session: Session, job: Job) -> ChangeResult:
            # The lists were read again after the failure: they do not show the change yet.
            return replace(act(session, job), changes=Changes.MAIL)

        def report(error: KnownError) -> None:
            self.workspace.report(error, lambda: self._ask(account_id, again, message, place=place), page=MAIL)

        self._to_count.add(account_id)
        self.workspace.work(
            act,
            owner=self,
            progress=tr("Un instant…"),
            message=message,
            place=place,
            on_error=report,
            on_end=lambda: self._end(on_end),
        )

    def _end(self, on_end: Callable[[], None] | None) -> None:
        if on_end is not None:
            on_end()
        self._count.start()

    def _recount(self) -> None:
        counted, self._to_count = self._to_count, set()
        for account_id in counted:
            self._mail.load_folders(account_id, is_stale=True)


def _keys(rows: Rows) -> frozenset[str]:
    return frozenset(row.key for row in rows)
