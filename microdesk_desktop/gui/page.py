"""The base class of pages and its contract.

A page is one entry of the sidebar, or a page behind one of them (`behind`), such as that of one client. Write it as a
subclass of `Page`, add its class to `pages/registry.py`, and:

- set `key`, `icon` and `flags` on the class; return its name in `title()` and its group in `section()`;
- build widgets in `__init__`, below `super().__init__(workspace)`, into `self.body`; put at most one plain and one
  primary button in the head with `add_action`, all else into « ··· » with `set_more`, and the one line of state under
  the title with `set_subtitle`;
- read in `reload()`, through `workspace.load(view, …)`; the shell calls it when the page is first shown, and whenever
  a change has one of its `flags` (at once if in sight, else when it is next shown);
- name its actions in `page_actions()`, as data: the command palette offers them everywhere, before this one is built;
- for a page that shows a list, set `has_list`, and give the list in `give_list()`: Ctrl+E exports it, Ctrl+P prints it;
- change through `workspace.perform(operation, …)`, which reports errors, announces the change and offers the undo;
- run long work through `workspace.work(operation, …)`, which shows progress after 600 ms, with « Arrêter ».

A page has the size of the window, scrolls down where its layouts need more height, and is never wider: what it holds
wraps or gives way (`Wrapping`, `Beside`, `Column.gives_way`).
A page may be closed or built anew at any time, so it keeps nothing that must outlive it: background work and timers
belong to a `Controller` (see `gui/workspace.py`), and a callback on a widget names that widget as its `owner`.
A page never calls another page: `workspace.navigate(key, id)` opens one, which then gets `activate(id)`. What the user
looks at is a place (`place()`), to which « back » returns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.page_scroll import PageScroll
from microdesk_desktop.gui.output.list_output import EXPORT_KEY, PRINT_KEY, ListOutput
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, TIGHT
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.page_head import Head
from microdesk_desktop.gui.window.shortcuts import key_text
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.exports.content import AnyContent
from microdesk_desktop.views.exports.words import export_words, print_words

SMALL_PAGE = QSize(700, 460)
"""Of a page that is narrower or lower, the margins shrink: a screen of 1,366 × 768 at twice the usual scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAction:
    """An action of a page, known before the page is built; `do` is given the page, which is in sight by then."""

    text: str
    do: Callable[[Any], object]
    icon: str = "arrow-right"
    shortcut: str = ""


class Page(QWidget):
    """One screen of the shell; see the module's first lines for the contract."""

    key: ClassVar[str]
    icon: ClassVar[str]
    flags: ClassVar[Changes] = Changes.NOTHING
    opens_files: ClassVar[bool] = False
    front_changed = Signal()
    """The page stands behind another one than before: the shell marks the entry of that one."""
    behind: ClassVar[str] = ""
    """The key of the page behind which this one stands: it has no entry in the sidebar, and an arrow leads back."""
    shows_one: ClassVar[bool] = False
    """Whether the page shows one record, and so cannot be opened without naming it."""
    is_in_foot: ClassVar[bool] = False
    """Whether the entry stands at the foot of the sidebar."""
    has_list: ClassVar[bool] = False
    """Whether the page shows a list that can be exported and printed."""
    in_use: ClassVar["staticmethod[[Any], bool] | None"] = None
    """A view that finds whether an optional page has something to show: its entry is hidden until it has, or until
    the user asks for it in the settings. None for a page that is always there."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.front = self.behind
        self._page_head = Head(self.title(), workspace.back)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setSpacing(MIDDLE)
        self.body.addWidget(self._page_head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(PageScroll(inside))

    @staticmethod
    def title() -> str:
        """The page's name in the sidebar and at its head."""
        raise NotImplementedError

    @staticmethod
    def section() -> str:
        """The name of the group of entries in which the page stands; empty above them all."""
        return ""

    def reload(self) -> None:
        """Read the page's data again, and show it."""
        raise NotImplementedError

    def activate(self, wanted: object = None) -> None:
        """The page comes into sight; `wanted` is what `navigate` was given: an id, a goal, a former `place()`."""

    def search_field(self) -> QWidget | None:
        """The field that Ctrl+F focuses."""
        return None

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        """What can be done on the page, for the command palette, which offers it wherever the user is."""
        return ()

    @classmethod
    def actions_now(cls, _: Workspace) -> Sequence[PageAction]:
        """Those of the page's actions that can be done at the moment: all of them, unless the page knows better."""
        return cls.page_actions()

    def commands(self) -> Sequence[Command]:
        """The actions of a page that is built which can be done at the moment."""
        return self.bound(self.actions_now(self.workspace))

    def bound(self, actions: Sequence[PageAction]) -> Sequence[Command]:
        """Actions of the page as entries of a menu."""
        return [
            Command(text=each.text, act=partial(each.do, self), icon=each.icon, shortcut=each.shortcut)
            for each in actions
        ]

    @classmethod
    def list_title(cls) -> str:
        """The name of the page's list."""
        return cls.title()

    def give_list(self, take: Callable[[AnyContent], object]) -> None:
        """Give `take` the list as it is filtered and sorted, once it has been read; only for a page with `has_list`."""
        raise NotImplementedError

    def export_list(self) -> None:
        """Ask for a file, and write the list into it."""
        self.give_list(self.workspace.controller(ListOutput).export)

    def print_list(self) -> None:
        """Ask for a printer, and print the list."""
        self.give_list(self.workspace.controller(ListOutput).print_out)

    def print_shown(self) -> None:
        """Print what the page shows, if it can be printed and is no list."""

    @classmethod
    def list_actions(cls) -> Sequence[PageAction]:
        """The export and the print of the page's list, for the command palette."""
        if not cls.has_list:
            return ()
        title = cls.list_title()
        return (
            PageAction(text=export_words(title), do=cls.export_list, icon="download", shortcut=key_text(EXPORT_KEY)),
            PageAction(text=print_words(title), do=cls.print_list, icon="printer", shortcut=key_text(PRINT_KEY)),
        )

    def on_escape(self) -> bool:
        """Handle Esc inside the page; False when there is nothing to close."""
        return False

    def place(self) -> object:
        """What is in sight, as `activate` takes it: « back » returns to it."""
        return None

    def import_kind(self) -> ImportKind | None:
        """What a file that is dropped while this page is in sight most likely holds; None for no preference."""
        return None

    def open_files(self, paths: Sequence[Path], kind: ImportKind | None) -> None:
        """Files were dropped on the window; only for a page with `opens_files`.

        `kind` is the preference of the page that was in sight.
        """

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_small = self.width() < scaled(SMALL_PAGE.width()) or self.height() < scaled(SMALL_PAGE.height())
        edge = MIDDLE if is_small else ROOMY
        self.body.setContentsMargins(edge, edge - TIGHT, edge, edge)

    def subtitle(self) -> str:
        """The line of state under the title."""
        return self._page_head.subtitle.accessibleName()

    def set_front(self, key: str) -> None:
        """Stand behind the page of this key, because of the record that is shown."""
        if key != self.front:
            self.front = key
            self.front_changed.emit()

    def set_title(self, text: str) -> None:
        """Name what the page shows, such as the client, in place of the name of the page."""
        self._page_head.set_title(text)

    def set_way_back(self, text: str) -> None:
        """Show the arrow that leads back, with its name; called by the shell, for a page behind another one."""
        self._page_head.set_way_back(text)

    def set_subtitle(self, text: str) -> None:
        """Set the one line of state under the title; its place is kept while it is empty."""
        self._page_head.subtitle.setText(text)

    def lead_subtitle(self, widget: QWidget) -> None:
        """Put a control before the line under the title, such as the name of what the page shows."""
        self._page_head.lead_subtitle(widget)

    def add_action(self, button: QPushButton) -> QPushButton:
        """Put a button at the right of the head: one plain button, then the primary one; « ··· » follows them."""
        self._page_head.add_action(button)
        return button

    @property
    def more(self) -> QWidget:
        """The button « ··· » of the head, hidden while it offers nothing."""
        return self._page_head.more

    def set_more(self, commands: Sequence[Command]) -> None:
        """Set what « ··· » offers; it is hidden while there is nothing."""
        self._page_head.set_more(commands)
