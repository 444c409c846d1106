"""The shell of an open vault: sidebar, current page, banners, global shortcuts, dropped files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import ROOMY, SMALL
from microdesk_desktop.gui.widgets.banner import BannerArea
from microdesk_desktop.gui.widgets.toast import ToastArea
from microdesk_desktop.gui.window.command_palette import Command, CommandPalette
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.window.drop_overlay import DropOverlay
from microdesk_desktop.gui.window.sidebar import Sidebar
from microdesk_desktop.gui.workspace import EVERYTHING, Front, Workspace
from microdesk_desktop.views.messages.actions import Goal

COLLAPSE_BELOW = 1_100


class Shell(Front):
    """Shows a workspace; it holds nothing that outlives it, so it can be built anew at any time."""

    def __init__(self, workspace: Workspace, pages: Sequence[type[Page]], lock: Callable[[], object]) -> None:
        super().__init__()
        self.workspace = workspace
        self._kinds = {page.key: page for page in pages}
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._lock = lock
        self.banners = BannerArea(workspace.notices)
        self.sidebar = Sidebar(lock)
        self._stack = QStackedWidget()
        self._lay_out()
        self._fill_sidebar()
        self.command_palette = CommandPalette(self)
        self._drop_overlay = DropOverlay(self)
        self.toast = ToastArea(self, workspace.notices)
        self._bind_keys()
        self.setAcceptDrops(any(page.opens_files for page in pages))
        workspace.changed.connect(self._on_changed)
        workspace.front = self
        self._count(EVERYTHING)

    def navigate(self, key: str, wanted: object = None) -> None:
        page = self._page(key)
        self._stack.setCurrentWidget(page)
        self.sidebar.check(key)
        if key in self._stale:
            self._stale.discard(key)
            page.reload()
        if page.focusProxy() is None:
            self.sidebar.focus(key)
        else:
            page.setFocus()
        page.activate(wanted)

    def pursue(self, goal: Goal) -> None:
        self.navigate(next(key for key, page in self._kinds.items() if goal in page.goals), goal)

    def current(self) -> Page:
        """The current page."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def commands(self) -> list[Command]:
        """The commands of the palette: those of the page, those of the others, navigation, then locking."""
        here = self.current()
        going = [
            Command(
                text=tr("Aller à {page}").format(page=kind.title()),
                act=partial(self.navigate, key),
                icon=kind.icon,
                shortcut=f"Ctrl+{number}",
            )
            for number, (key, kind) in enumerate(self._kinds.items(), 1)
            if key != here.key
        ]
        others = [command for key in self._kinds if key != here.key for command in self._commands_of(key)]
        locking = Command(text=tr("Verrouiller le coffre"), act=self._lock, icon="lock", shortcut="Ctrl+L")
        return [*here.commands(), *others, *going, locking]

    def _commands_of(self, key: str) -> list[Command]:
        """The commands of a page that is not in sight, which bring it there first; it is not built for them."""

        page = self._pages.get(key)
        if page is not None:
            return [replace(each, act=partial(self._open_then, key, each.act)) for each in page.commands()]
        return [
            Command(text=each.text, act=partial(self._do_on, key, each.do), icon=each.icon)
            for each in self._kinds[key].actions_now(self.workspace)
        ]

    def _open_then(self, key: str, act: Callable[[], object]) -> None:
        self.navigate(key)
        act()

    def _do_on(self, key: str, do: Callable[[Page], object]) -> None:
        self.navigate(key)
        do(self._pages[key])

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._pages[key] = self._kinds[key](self.workspace)
            self._stack.addWidget(page)
            self._stale.add(key)
        return self._pages[key]

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(ROOMY, 0, ROOMY, SMALL)
        holder.addWidget(self.banners)
        column.addLayout(holder)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(column, 1)

    def _fill_sidebar(self) -> None:
        section = ""
        for number, (key, kind) in enumerate(self._kinds.items(), 1):
            if kind.section() != section:
                section = kind.section()
                self.sidebar.add_section(section)
            self.sidebar.add_entry(key, kind.title(), kind.icon, f"Ctrl+{number}")
        self.sidebar.chosen.connect(self.navigate)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": lambda: self.command_palette.open_with(self.commands()),
            "Ctrl+F": self._search,
            "Ctrl+Z": self.workspace.undo.undo,
            "Ctrl+Shift+Z": self.workspace.undo.redo,
        }
        for number, key in enumerate(self._kinds, 1):
            keys[f"Ctrl+{number}"] = partial(self.navigate, key)
        for sequence, act in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(partial(self._run_unless_covered, act))
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._lock)

    def _run_unless_covered(self, act: Callable[[], object]) -> None:
        if not any(sheet.isVisible() for sheet in self.findChildren(SideSheet)):
            act()

    def _search(self) -> None:
        field = self.current().search_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(field, QLineEdit):
                field.selectAll()

    def _on_changed(self, changes: Changes) -> None:
        for key, page in self._pages.items():
            if page.flags & changes and page is self._stack.currentWidget():
                page.reload()
            elif page.flags & changes:
                self._stale.add(key)
        self._count(changes)

    def _count(self, changes: Changes) -> None:
        today = self.workspace.clock.today()
        for key, kind in self._kinds.items():
            if kind.badge and kind.flags & changes:
                count = partial(_count_today, kind.badge, today)
                self.workspace.load(count, owner=self, on_success=partial(self.sidebar.set_badge, key))

    def _page_for_files(self) -> str | None:
        return next((key for key, kind in self._kinds.items() if kind.opens_files), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.current().on_escape():
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_narrow(self.width() < scaled(COLLAPSE_BELOW))
        self._drop_overlay.setGeometry(self.rect())
        self.toast.set_left(self.sidebar.width() + ROOMY)
        self.command_palette.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()
            self._drop_overlay.set_visible(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_overlay.set_visible(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_overlay.set_visible(False)
        receiver = self._page_for_files()
        if receiver is not None:
            event.acceptProposedAction()
            kind = self.current().import_kind()
            self.navigate(receiver)
            self._pages[receiver].open_files(_files(event.mimeData()), kind)


def _count_today(badge: Callable[[Any, date], int], today: date, reader: Any) -> int:
    return badge(reader, today)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
