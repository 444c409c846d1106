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
- change through `workspace.perform(operation, …)`, which reports errors, announces the change and offers the undo;
- run long work through `workspace.work(operation, …)`, which shows progress after 600 ms, with « Arrêter ».

A page may be closed or built anew at any time, so it keeps nothing that must outlive it: background work and timers
belong to a `Controller` (see `gui/workspace.py`), and a callback on a widget names that widget as its `owner`.
A page never calls another page: `workspace.navigate(key, id)` opens one, which then gets `activate(id)`. What the user
looks at is a place (`place()`), to which « back » returns.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.command_palette import Command
from microdesk_desktop.gui.window.menu_button import MoreButton
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.messages.actions import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAction:
    """An action of a page, known before the page is built; `do` is given the page, which is in sight by then."""

    text: str
    do: Callable[[Any], object]
    icon: str = "arrow-right"
    is_offered: Callable[[Workspace], bool] | None = None
    """Whether it can be done at the moment; None for what always can."""


class Page(QWidget):
    """One screen of the shell; see the module's first lines for the contract."""

    key: ClassVar[str]
    icon: ClassVar[str]
    flags: ClassVar[Changes] = Changes.NOTHING
    opens_files: ClassVar[bool] = False
    goals: ClassVar[Collection[Goal]] = ()
    """The goals of errors' actions that this page serves; it gets the one that is pursued in `activate`."""
    behind: ClassVar[str] = ""
    """The key of the page behind which this one stands: it has no entry in the sidebar, and an arrow leads back."""
    is_in_foot: ClassVar[bool] = False
    """Whether the entry stands at the foot of the sidebar."""
    in_use: ClassVar["staticmethod[[Any], bool] | None"] = None
    """A view that finds whether an optional page has something to show: its entry is hidden until it has, or until
    the user asks for it in the settings. None for a page that is always there."""
    badge: ClassVar["staticmethod[[Any, date], int] | None"] = None
    """A view that counts what the user has to do on this page today: `badge = staticmethod(count_waiting)`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._title = labels.title(self.title())
        self._subtitle = labels.muted_line("")
        self._below_title = QHBoxLayout()
        self._below_title.setSpacing(SMALL)
        self._below_title.addWidget(self._subtitle, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(MIDDLE)
        self._more = MoreButton(tr("Plus d'actions"))
        self._more.set_commands(())
        self._actions.addWidget(self._more)
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(self._title)
        texts.addLayout(self._below_title)
        head = QHBoxLayout()
        head.setSpacing(WIDE)
        head.addLayout(texts, 1)
        head.addLayout(self._actions)
        head.setAlignment(self._actions, Qt.AlignmentFlag.AlignBottom)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(ROOMY, ROOMY - TIGHT, ROOMY, ROOMY)
        self.body.setSpacing(MIDDLE)
        self.body.addLayout(head)
        self.body.addSpacing(SMALL - TIGHT)

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
        """The page comes into sight; `wanted` is the id or the goal that `navigate` was given."""

    def search_field(self) -> QWidget | None:
        """The field that Ctrl+F focuses."""
        return None

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        """What can be done on the page, for the command palette, which offers it wherever the user is."""
        return ()

    @classmethod
    def actions_now(cls, workspace: Workspace) -> Sequence[PageAction]:
        """Those of the page's actions that can be done at the moment."""
        return [each for each in cls.page_actions() if each.is_offered is None or each.is_offered(workspace)]

    def commands(self) -> Sequence[Command]:
        """The actions of a page that is built: those that can be done at the moment, unless it knows better."""
        return [
            Command(text=each.text, act=partial(each.do, self), icon=each.icon)
            for each in self.actions_now(self.workspace)
        ]

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

    def subtitle(self) -> str:
        """The line of state under the title."""
        return self._subtitle.accessibleName()

    def set_subtitle(self, text: str) -> None:
        """Set the one line of state under the title; its place is kept while it is empty."""
        self._subtitle.setText(text)

    def lead_subtitle(self, widget: QWidget) -> None:
        """Put a control before the line under the title, such as the name of what the page shows."""
        self._below_title.insertWidget(0, widget)

    def add_action(self, button: QPushButton) -> QPushButton:
        """Put a button at the right of the head: one plain button, then the primary one; « ··· » follows them."""
        self._actions.insertWidget(self._actions.count() - 1, button)
        return button

    def set_more(self, commands: Sequence[Command]) -> None:
        """Set what « ··· » offers; it is hidden while there is nothing."""
        self._more.set_commands(commands)
