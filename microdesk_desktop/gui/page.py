"""What a page is, and what it is given.

A page is one entry of the sidebar. Write it as a subclass of `Page`, add its class to `pages/registry.py`, and:

- set `key`, `icon` and `flags` on the class, and say its name in `title()` and its group in `section()`;
- build widgets in `__init__`, below `super().__init__(context)`, into `self.body`; put buttons in the head with
  `add_action`, and the line under the title with `set_subtitle`;
- read in `reload()`, through `context.load(view, …)`; the shell calls it when the page is first shown, and whenever
  a change has one of its `flags` (at once if in sight, else when it is next shown);
- change through `context.perform(operation, …)`, which reports errors, tells the other pages and offers the undo;
- run long work through `context.work(operation, …)`, which shows progress after 600 ms, with « Arrêter ».

A page never calls another page: `context.navigate(key, id)` opens one, which then gets `activate(id)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.errors import ERROR_KEY, error_banner
from microdesk_desktop.gui.runner import Lane, OnError, Runner, Task
from microdesk_desktop.gui.theme.apply import Theme
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.undo import Step, UndoStack
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.banner import BannerArea, Progress
from microdesk_desktop.gui.window.command_palette import Command
from microdesk_desktop.gui.window.preferences import Preferences
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.steps import step_text

T = TypeVar("T")
# The page that an error's action leads to; the page gets the goal in `activate`.
_PAGES = {
    Goal.RENEW_CONSENT: "bank",
    Goal.CONNECT_BANK: "bank",
    Goal.IMPORT_STATEMENT: "bank",
    Goal.BANK_SETTINGS: "settings",
    Goal.BACKUP_SETTINGS: "settings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What outlives the session: where the vault is, and how the window looks, speaks and waits."""

    profile: Path
    theme: Theme
    preferences: Preferences
    set_language: Callable[[str], None]
    set_idle_timeout: Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The open vault and the window around the pages; one per unlock."""

    host: Host
    session: Session
    clock: Clock
    runner: Runner
    banners: BannerArea
    undo: UndoStack
    navigate: Callable[[str, object], None]

    def load(
        self, view: Callable[[Any], T], *, owner: QObject, on_success: Callable[[T], None], lane: Lane = Lane.READ
    ) -> Task[T]:
        """Read a view on a worker and hand its value to the page; `forget()` the task to ask anew."""
        return self.runner.run(
            lambda _: self.session.read(view), lane=lane, on_success=on_success, on_error=self.report, owner=owner
        )

    def perform(
        self,
        act: Callable[[Session], ChangeResult],
        *,
        owner: QObject | None,
        message: str = "",
        on_success: Callable[[ChangeResult], None] | None = None,
        on_error: OnError | None = None,
    ) -> Task[ChangeResult]:
        """Change the vault, tell every page, and offer the way back in the words of `message`."""

        def done(value: ChangeResult) -> None:
            self.runner.announce(value.changes, owner)
            if message and value.undo:
                self.undo.push(Step(text=message, take_back=partial(self.perform, value.undo, owner=None)))
            if on_success:
                on_success(value)

        return self.runner.run(
            lambda _: act(self.session),
            lane=Lane.WRITE,
            on_success=done,
            on_error=on_error or self.report,
            owner=self.banners,
        )

    def work(
        self,
        act: Callable[[Session, Job], T],
        *,
        key: str,
        text: str,
        on_success: Callable[[T], None],
        on_end: Callable[[], None] | None = None,
        on_error: OnError | None = None,
        lane: Lane = Lane.NET,
    ) -> Task[T]:
        """Run long work whose progress stands in the banner `key`: `text`, then the words of its steps."""
        task: Task[T]

        def again() -> None:
            self.work(act, key=key, text=text, on_success=on_success, on_end=on_end, on_error=on_error, lane=lane)

        def ended() -> None:
            progress.end()
            if on_end:
                on_end()

        task = self.runner.run(
            lambda job: act(self.session, job),
            lane=lane,
            on_success=on_success,
            on_error=on_error or partial(self.report, retry=again),
            on_progress=lambda done, total, name: progress.update(done, total, step_text(name)),
            on_end=ended,
            owner=self.banners,
        )
        progress = Progress(self.banners, key, text, task.cancel)
        return task

    def report(self, error: KnownError, retry: Callable[[], object] | None = None, banner_key: str = ERROR_KEY) -> None:
        """Show a known error with the button of its action; `retry` runs the failed work again."""
        goal = action_for(error.code).goal
        act = retry if goal is Goal.RETRY else partial(self.navigate, _PAGES[goal], goal) if goal in _PAGES else None
        self.banners.show_banner(error_banner(error, (goal_label(goal), act) if act else None, banner_key))


class Page(QWidget):
    """One screen of the shell; see the module's first lines for the contract."""

    key: ClassVar[str]
    icon: ClassVar[str]
    flags: ClassVar[Changes] = Changes.NOTHING
    opens_files: ClassVar[bool] = False
    badge: ClassVar["staticmethod[[Any], int] | None"] = None
    """A view that counts what waits on this page, for the sidebar: `badge = staticmethod(count_waiting)`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._title = labels.title(self.title())
        self._subtitle = labels.muted("")
        self._subtitle.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(MIDDLE)
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
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
        """Read again what the page shows."""
        raise NotImplementedError

    def activate(self, wanted: object = None) -> None:
        """The page comes into sight, on the thing with this id when one is given."""

    def search_field(self) -> QWidget | None:
        """What Ctrl+F goes to."""
        return None

    def commands(self) -> Sequence[Command]:
        """The page's actions for the palette, as they stand now."""
        return ()

    def on_escape(self) -> bool:
        """Go back one step inside the page; False when there is none."""
        return False

    def open_files(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the window; only for a page with `opens_files`."""

    def set_subtitle(self, text: str) -> None:
        """Say the one line of state under the title."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def add_action(self, button: QPushButton) -> QPushButton:
        """Put a button at the right of the head, the primary one last."""
        self._actions.addWidget(button)
        return button
