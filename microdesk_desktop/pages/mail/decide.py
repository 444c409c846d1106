"""What the keys, the bar and the floating bar of the page do with the checked conversations, else the selected one."""

from collections.abc import Callable, Sequence
from functools import partial

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.mail.types import Folder, FolderKind, Role, Row
from microdesk_desktop.gui.widgets.floating_bar import BarAction
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.mail.actions import MailActions
from microdesk_desktop.pages.mail.bar import ConversationBar, Offer
from microdesk_desktop.pages.mail.controller import MailController
from microdesk_desktop.pages.mail.folder_form import are_labels
from microdesk_desktop.pages.mail.folder_list import ICONS
from microdesk_desktop.pages.mail.list import ConversationList
from microdesk_desktop.views.mail.conversations.folders import folder_rows

_NO_TARGET = frozenset((Role.SENT, Role.DRAFTS, Role.TRASH, Role.ALL))
"""Folders that fill themselves; the bin has a key of its own."""


class Decisions:
    """Acts on the conversations that are checked, else on the selected one; `account_id` is that of the list."""

    def __init__(self, workspace: Workspace, conversations: ConversationList, bar: ConversationBar) -> None:
        self._mail = workspace.controller(MailController)
        self._actions = workspace.controller(MailActions)
        self._list = conversations
        self._bar = bar
        self.account_id = ""
        self.folder: Folder | None = None
        """The folder that is listed; None for a search in all."""
        bar.archive_wanted.connect(self.archive)
        bar.bin_wanted.connect(self.put_in_bin)
        bar.read_wanted.connect(self.toggle_read)
        bar.star_wanted.connect(self.toggle_star)
        bar.move_to.menu().aboutToShow.connect(self._fill_places)
        conversations.table.checks.changed.connect(self.show_checked)
        conversations.bar.close_wanted.connect(conversations.table.checks.clear)

    def show(self) -> None:
        """Show in the bar what can be done with the selected conversation."""
        row = self._list.current_row()
        if row is None:
            self._bar.hide()
            return
        offer = Offer(
            can_archive=self._can_archive,
            is_in_bin=self._is_in_bin,
            is_unread=row.unread,
            is_starred=row.starred,
            can_move=not (self._is_in_bin and are_labels(self._mail.folders(self.account_id) or ())),
        )
        self._bar.offer(offer)

    def archive(self) -> None:
        """Take them out of the inbox."""
        if self._can_archive:
            self._with_rows(lambda rows: self._actions.archive(self.account_id, rows))

    def put_in_bin(self) -> None:
        """Move them to the bin, or out of it where that is what is listed."""
        act = self._actions.take_out_of_bin if self._is_in_bin else self._actions.put_in_bin
        self._with_rows(lambda rows: act(self.account_id, rows))

    def toggle_read(self) -> None:
        """Mark them as read if one is unread, else as unread."""
        rows = self._list.wanted_rows()
        if rows:
            self._actions.mark_read(self.account_id, rows, unread=not any(row.unread for row in rows))

    def toggle_star(self) -> None:
        """Star them if one has no star, else remove the stars."""
        rows = self._list.wanted_rows()
        if rows:
            self._actions.star(self.account_id, rows, starred=not all(row.starred for row in rows))

    def choose_place(self) -> None:
        """Open the menu of the folders or labels."""
        if self._bar.isVisible():
            self._bar.move_to.showMenu()

    def show_checked(self) -> None:
        """Show the floating bar while conversations are checked."""
        number = len(self._list.table.checks)
        words = ntr("{count} cochée", "{count} cochées", number).format(count=count(number))
        read: BarAction = (tr("Lu, ou non lu"), self.toggle_read)
        bin_words = tr("Sortir de la corbeille") if self._is_in_bin else tr("Corbeille")
        actions: list[BarAction] = [(bin_words, self.put_in_bin), read, (tr("Étoile"), self.toggle_star)]
        if self._can_archive:
            actions.insert(0, (tr("Archiver"), self.archive))
        self._list.bar.show_selection(words if number else "", actions)

    @property
    def _is_in_bin(self) -> bool:
        return self.folder is not None and self.folder.role is Role.TRASH

    @property
    def _can_archive(self) -> bool:
        is_there = self.folder is None or self.folder.role in (Role.INBOX, Role.NONE)
        return is_there and self._actions.can_archive(self.account_id)

    def _with_rows(self, act: Callable[[Sequence[Row]], None]) -> None:
        rows = self._list.wanted_rows()
        if rows:
            self._list.table.checks.clear()
            act(rows)

    def _fill_places(self) -> None:
        """Fill the menu of the folders when it opens: there may be a thousand."""
        row = self._list.current_row()
        self._bar.move_to.fill(self._places(row) if row is not None else ())

    def _places(self, row: Row) -> Sequence[Command]:
        """The folders into which the conversation can go; its labels are marked, and removed by another click."""
        targets = [
            each
            for each in folder_rows(self._mail.folders(self.account_id) or ())
            if each.folder.role not in _NO_TARGET and (each.folder.writable or each.folder.role is not Role.NONE)
        ]
        return [
            Command(
                text="    " * each.depth + each.name,
                act=partial(self._choose, each.folder),
                icon=_icon(each.folder, row),
            )
            for each in targets
            if each.folder.kind is FolderKind.LABEL or each.folder.key not in row.folders
        ]

    def _choose(self, folder: Folder) -> None:
        rows = self._list.wanted_rows()
        if not rows:
            return
        if folder.kind is FolderKind.LABEL and folder.role is Role.NONE:
            is_on = not all(folder.key in row.folders for row in rows)
            self._actions.label(self.account_id, rows, folder, is_on=is_on)
        else:
            self._list.table.checks.clear()
            self._actions.move(self.account_id, rows, folder, self.folder)


def _icon(folder: Folder, row: Row) -> str:
    if folder.kind is FolderKind.LABEL and folder.key in row.folders:
        return "check"
    return ICONS.get(folder.role, "tag" if folder.kind is FolderKind.LABEL else "folder")
