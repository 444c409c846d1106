"""The shell of an open vault: sidebar, current page, banners, global shortcuts, dropped files.

sidebar, palette, toast, error ──navigate(key, wanted)──▶ Shell ──activate(wanted)──▶ page
                   Alt+Left, arrow ──back()──▶ History ──place()──┘
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.accessible_roles import FRONT, mark
from microdesk_desktop.gui.front import Front
from microdesk_desktop.gui.layout.scroll import bring_into_sight
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.list_output import EXPORT_KEY, PRINT_KEY
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.palette.palette import CommandPalette
from microdesk_desktop.gui.sidebar.navigation import Sidebar
from microdesk_desktop.gui.system.native_input import NativeInput
from microdesk_desktop.gui.theme.tokens import ROOMY, SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets.banner import BannerArea
from microdesk_desktop.gui.widgets.file_drop import dropped_files
from microdesk_desktop.gui.widgets.toast import ToastArea
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import SideSheet, is_covered
from microdesk_desktop.gui.window.drop_overlay import DropOverlay
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.window.tab_order import next_stop
from microdesk_desktop.gui.workspace import ERROR_KEY, EVERYTHING, Workspace
from microdesk_desktop.pages.shell.goals import PLACES
from microdesk_desktop.pages.shell.history import History
from microdesk_desktop.pages.shell.navigation import SETTINGS, Navigation
from microdesk_desktop.pages.shell.view_state import Trail, ViewState, give_back_when_read
from microdesk_desktop.pages.todo.walk import NEXT, Walk
from microdesk_desktop.views.messages.actions import Goal

_EVERYWHERE = Qt.ShortcutContext.WindowShortcut


class Shell(Front):
    """Shows a workspace; it holds nothing that outlives it, so it can be built anew at any time."""

    def __init__(self, workspace: Workspace, pages: Sequence[type[Page]], lock: Callable[[], object]) -> None:
        super().__init__()
        mark(self, FRONT)
        self.workspace = workspace
        self._kinds = {page.key: page for page in pages}
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._history = History()
        self._left: dict[str, ViewState] = {}
        self._lock = lock
        self.banners = BannerArea(workspace.notices)
        self.sidebar = Sidebar(self.open_palette, lock)
        self._stack = QStackedWidget()
        self._lay_out()
        self._navigation = Navigation(workspace, self.sidebar, self._kinds, self.navigate)
        self._navigation.width_changed.connect(self._arrange)
        self.command_palette = CommandPalette(self, workspace)
        self._drop_overlay = DropOverlay(self)
        self.toast = ToastArea(self, workspace.notices, self.banners)
        self._native_input = NativeInput(
            self,
            digit=lambda number: self._run_unless_covered(partial(self._navigation.go_to_number, number)),
            back=partial(self._run_unless_covered, self.back),
            forward=partial(self._run_unless_covered, self.forward),
        )
        self._bind_keys()
        self.setAcceptDrops(any(page.opens_files for page in pages))
        workspace.changed.connect(self._on_changed)
        workspace.front = self
        self._navigation.read(EVERYTHING)

    def navigate(self, key: str, wanted: object = None) -> None:
        """Bring a page into sight; nothing happens for a key without a page."""
        if key not in self._kinds:
            return
        place = Place(page=key, wanted=wanted)
        if self._pages:
            self._history.leave(self.here(), place)
        self._show(place)

    def pursue(self, goal: Goal) -> None:
        self.navigate(PLACES[goal].page, PLACES[goal].wanted)

    def back(self) -> None:
        """Return to the place that was in sight before, or from a page behind another one to that one."""
        behind = self.current().front
        place = self._history.back(self.here())
        if place is not None:
            self._show(place)
        elif behind in self._kinds:
            self._show(Place(page=behind))

    def forward(self) -> None:
        """Return to the place from which the user went back."""
        place = self._history.forward(self.here())
        if place is not None:
            self._show(place)

    def forget_past(self) -> None:
        self._history = History()
        self._left.clear()

    def trail(self) -> Trail:
        """What a shell that takes the place of this one goes on with."""
        pages = {key: ViewState.of(page) for key, page in self._pages.items()}
        return Trail(place=self.here(), history=self._history, pages={**self._left, **pages})

    def follow(self, trail: Trail) -> None:
        """Show the place that the former shell showed, and give back what was left on its pages."""
        self._history = trail.history
        self._left = dict(trail.pages)
        self._show(trail.place)

    def forget_hidden_pages(self) -> None:
        self.command_palette.close_palette()
        for key in [each for each in self._pages if each != self.page_in_sight()]:
            page = self._pages.pop(key)
            self._stale.discard(key)
            self._stack.removeWidget(page)
            page.deleteLater()

    def close_sheets(self) -> None:
        for sheet in self.findChildren(SideSheet):
            if sheet.isVisible():
                sheet.close_sheet()

    def here(self) -> Place:
        """The place in sight."""
        return Place(page=self.page_in_sight(), wanted=self.current().place())

    def page_in_sight(self) -> str:
        page = self._stack.currentWidget()
        return page.key if isinstance(page, Page) else ""

    def current(self) -> Page:
        """The current page."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def open_palette(self) -> None:
        """Open the palette on all that can be done now."""
        self.command_palette.open_with(self.commands())

    def commands(self) -> list[Command]:
        """The commands of the palette: those of the page, navigation, those of the other pages, then locking."""
        here = self.current()
        numbered = {key: f"Ctrl+{number}" for number, key in enumerate(self.sidebar.keys[:9], 1)}
        going = [
            Command(
                text=tr("Aller à {page}").format(page=kind.title()),
                act=partial(self.navigate, key),
                icon=kind.icon,
                shortcut=numbered.get(key, ""),
            )
            for key, kind in self._kinds.items()
            if key != here.key and not kind.shows_one
        ]
        others = [command for key in self._kinds if key != here.key for command in self._commands_of(key)]
        locking = Command(text=tr("Verrouiller le coffre"), act=self._lock, icon="lock", shortcut="Ctrl+L")
        return [*_commands_here(here), *going, *others, locking]

    def _commands_of(self, key: str) -> list[Command]:
        """The commands of a page that is not in sight, which bring it there first; it is not built for them."""
        if self._kinds[key].shows_one:
            return []
        page = self._pages.get(key)
        if page is not None:
            commands = _commands_here(page)
            return [replace(each, act=partial(self._open_then, key, each.act), shortcut="") for each in commands]
        kind = self._kinds[key]
        return [
            Command(text=each.text, act=partial(self._do_on, key, each.do), icon=each.icon)
            for each in (*kind.actions_now(self.workspace), *kind.list_actions())
        ]

    def _open_then(self, key: str, act: Callable[[], object]) -> None:
        self.navigate(key)
        act()

    def _do_on(self, key: str, do: Callable[[Page], object]) -> None:
        self.navigate(key)
        do(self._pages[key])

    def _show(self, place: Place) -> None:
        key = place.page
        page = self._page(key)
        if self.page_in_sight() not in ("", key):
            self.workspace.notices.dismiss(ERROR_KEY)
        self._stack.setCurrentWidget(page)
        self.banners.set_page(key)
        self._mark(place)
        if key in self._stale:
            self._stale.discard(key)
            page.reload()
        self._focus_page()
        page.activate(place.wanted)

    def _focus_page(self) -> None:
        page = self.current()
        if page.focusProxy() is None:
            self.sidebar.focus(self._navigation.entry_of(page))
        else:
            page.setFocus()

    def _mark(self, place: Place) -> None:
        """Mark the entry of the page, and name where its arrow leads."""
        page = self._page(place.page)
        self._navigation.mark(page)
        if page.front:
            previous = self._history.previous
            target = previous.page if previous is not None else page.front
            title = self._kinds[target].title() if target in self._kinds else ""
            page.set_way_back(tr("Retour : {page} (Alt+Gauche)").format(page=title))

    def _mark_again(self, key: str) -> None:
        """The page of this key stands behind another one: follow it while it is in sight."""
        if self.page_in_sight() == key:
            self._mark(self.here())

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._pages[key] = self._kinds[key](self.workspace)
            page.front_changed.connect(partial(self._mark_again, key))
            self._stack.addWidget(page)
            self._stale.add(key)
            if key in self._left:
                left = self._left.pop(key)
                left.filter_again(page)
                give_back_when_read(left, page)
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

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_palette,
            "Ctrl+F": self._search,
            NEXT: self.workspace.controller(Walk).go_on,
            "Ctrl+Z": self.workspace.undo.undo,
            "Ctrl+Shift+Z": self.workspace.undo.redo,
            "Alt+Left": self.back,
            "Alt+Right": self.forward,
            "Ctrl+B": self._navigation.toggle_width,
            "Ctrl+,": partial(self.navigate, SETTINGS),
        }
        for number in range(1, 10):
            keys[f"Ctrl+{number}"] = partial(self._navigation.go_to_number, number)
        bind(self, {key: partial(self._run_unless_covered, act) for key, act in keys.items()}, _EVERYWHERE)
        bind(self, {EXPORT_KEY: partial(self._do_with_list, lambda button: button.export())}, _EVERYWHERE)
        bind(self, {PRINT_KEY: self._print}, _EVERYWHERE)
        bind(self, {"Ctrl+L": self._lock}, _EVERYWHERE)

    def _run_unless_covered(self, act: Callable[[], object]) -> None:
        if not is_covered(self):
            act()

    def _search(self) -> None:
        field = self.current().search_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(field, QLineEdit):
                field.selectAll()

    def _print(self) -> None:
        """Print the list in sight, or what the page shows instead of one."""
        if not self._do_with_list(lambda button: button.print_out()) and not is_covered(self):
            self.current().print_shown()

    def _do_with_list(self, act: Callable[[OutputButton], object]) -> bool:
        """Export or print the list in sight, that of a sheet before that of the page; False where there is none."""
        sheets = [sheet for sheet in self.findChildren(SideSheet) if sheet.isVisible()]
        host = sheets[-1] if sheets else self.current()
        button = next((each for each in host.findChildren(OutputButton) if each.isVisible()), None)
        if button is not None:
            act(button)
        return button is not None

    def _on_changed(self, changes: Changes) -> None:
        for key, page in self._pages.items():
            if page.flags & changes and page is self._stack.currentWidget():
                page.reload()
            elif page.flags & changes:
                self._stale.add(key)
        self._navigation.read(changes)

    def _arrange(self) -> None:
        """Place what stands above the layout."""
        self._drop_overlay.setGeometry(self.rect())
        self.toast.set_left(self.sidebar.width() + ROOMY)
        self.command_palette.place()

    def _page_for_files(self) -> str | None:
        return next((key for key, kind in self._kinds.items() if kind.opens_files), None)

    def open_files(self, paths: Sequence[Path]) -> None:
        receiver = self._page_for_files()
        if receiver is not None and paths:
            kind = self.current().import_kind()
            self.navigate(receiver)
            self._pages[receiver].open_files(paths, kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.current().on_escape():
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().windowHandle().installEventFilter(self._native_input)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: from the page's head to its list and panel, then the messages and the sidebar.

        Qt calls this too when the widget with the focus is hidden or disabled: then the page has what comes next, and
        not the button that happens to follow, which may be that of the lock.
        """
        before = QApplication.focusWidget()
        if before is not None and not (before.isVisible() and before.isEnabled()):
            self._focus_page()
            return True
        if is_covered(self):
            return super().focusNextPrevChild(forward)
        parts = (self.current(), self.banners, self.toast, self.sidebar)
        following = next_stop(before, parts, forward=forward)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            bring_into_sight(following)
        return following is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._navigation.fit(self.width())
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and not is_covered(self):
            event.acceptProposedAction()
            self._drop_overlay.set_visible(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_overlay.set_visible(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_overlay.set_visible(False)
        if self._page_for_files() is not None:
            event.acceptProposedAction()
            self.open_files(dropped_files(event.mimeData()))


def _commands_here(page: Page) -> list[Command]:
    """What can be done on a page that is built: its actions, then those of its list."""
    return [*page.commands(), *page.bound(page.list_actions())]
