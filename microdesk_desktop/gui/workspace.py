"""The workspace lives from unlock to lock beneath every widget: session, running work, undo, messages, controllers.

    page, controller ──load / perform / work──▶ Runner ──▶ operation or view, on a worker
          ▲                                                     │ value or error
          ├── on_success, while its owner lives ◀── Workspace ◀─┘
          └── changed(flags) ◀──────────────────────────┤
    shell ◀── notices (results, errors, progress) ◀─────┘

The shell and its pages may be closed or built anew at any time (language, theme): what runs goes on, its changes are
announced, its result is shown and can be undone, once. `close` stops and discards everything.

**Background work of a subject** (a sync, a mailbox) is a `Controller`: write a subclass, list it in
`pages/registry.py`, give it timers with `QTimer(self)`, run its work through `self.workspace`. There is one of each
class per workspace; a page reaches it with `workspace.controller(ItsClass)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar, cast, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.file_dialogs import LastFolder
from microdesk_desktop.gui.front import Front
from microdesk_desktop.gui.notices import Banner, Notices
from microdesk_desktop.gui.progress import ProgressBanner
from microdesk_desktop.gui.runner import Lane, OnError, OnProgress, Runner, Task
from microdesk_desktop.gui.undo import Change, Place, UndoableChange, UndoStack
from microdesk_desktop.gui.window.host import Host
from microdesk_desktop.operations.result import ChangeResult, Online
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

T = TypeVar("T")
C = TypeVar("C", bound="Controller")
EVERYTHING = Changes(~0)
ERROR_KEY = "error"


@runtime_checkable
class HasChanges(Protocol):
    """The result of an operation that names what it changed."""

    @property
    def changes(self) -> Changes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work(Generic[T]):
    """The arguments of `Workspace.work`, kept so that failed work can be started again."""

    act: Callable[[Session, Job], T]
    lane: Lane
    owner: QObject | None
    progress: str
    message: Callable[[], str] | None
    place: Place | None
    on_success: Callable[[T], None] | None
    on_error: OnError | None
    on_end: Callable[[], None] | None
    is_quick: bool = False

    @property
    def is_wanted(self) -> bool:
        """Whether the widget that wants the outcome, if it names one, still lives."""
        return self.owner is None or isValid(self.owner)


class Workspace(QObject):
    """One open vault; `changed` carries the flags of every change, whoever made it."""

    changed = Signal(object)

    def __init__(self, session: Session, runner: Runner, host: Host) -> None:
        super().__init__()
        self.session = session
        self.runner = runner
        self.host = host
        self.clock = session.clock
        self.notices = Notices(self)
        self.undo = UndoStack(self.notices, self._perform_again, self.go_to)
        self.front: Front | None = None
        self.last_folder = LastFolder()
        self._controllers: dict[type[Controller], Controller] = {}
        self._changing: set[Task[Any]] = set()
        self._is_closed = False

    def load(
        self,
        view: Callable[[Any], T],
        *,
        owner: QObject,
        on_success: Callable[[T], None],
        instead_of: Task[Any] | None = None,
    ) -> Task[T]:
        """Read a view for `owner`, which gets the value if it still lives.

        `instead_of` is the former reading of the same, which is forgotten: it may end after this one, and would show
        what was true before.
        """
        if instead_of is not None:
            instead_of.forget()
        session = self.session
        return self._unless_closed(
            self.runner.run(
                lambda _: session.read(view), lane=Lane.READ, on_success=on_success, on_error=self.report, owner=owner
            )
        )

    def examine(
        self,
        act: Callable[[Session, Job], T],
        *,
        owner: QObject,
        on_success: Callable[[T], None],
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
        on_end: Callable[[], None] | None = None,
        lane: Lane = Lane.READ,
    ) -> Task[T]:
        """Run an operation that only reads the vault, such as the preview of a file: nothing is announced.

        `owner` shows the progress, and stops the work with `forget()`: nothing is called back then.
        """
        session = self.session
        return self._unless_closed(
            self.runner.run(
                lambda job: act(session, job),
                lane=lane,
                owner=owner,
                on_success=on_success,
                on_error=on_error or self.report,
                on_progress=on_progress,
                on_end=on_end,
            )
        )

    def perform(
        self,
        act: Callable[[Session], ChangeResult],
        *,
        owner: QObject | None = None,
        message: Callable[[], str] | None = None,
        place: Place | None = None,
        on_success: Callable[[ChangeResult], None] | None = None,
        on_error: OnError | None = None,
    ) -> Task[ChangeResult]:
        """Run an operation that takes a moment on the write lane: `work` without progress.

        It is carried out even if the vault is locked or the window closed meanwhile.
        """
        return self._start(
            _Work(
                act=lambda session, _: act(session),
                lane=Lane.WRITE,
                owner=owner,
                progress="",
                message=message,
                place=place,
                on_success=on_success,
                on_error=on_error,
                on_end=None,
                is_quick=True,
            )
        )

    def work(
        self,
        act: Callable[[Session, Job], T],
        *,
        lane: Lane = Lane.NET,
        owner: QObject | None = None,
        progress: str = "",
        message: Callable[[], str] | None = None,
        place: Place | None = None,
        on_success: Callable[[T], None] | None = None,
        on_error: OnError | None = None,
        on_end: Callable[[], None] | None = None,
        outlives: bool = False,
    ) -> Task[T]:
        """Run what may change the vault; however it ends, what it may have changed is announced.

        `progress` is the text of a banner with « Arrêter » that appears after 600 ms, until a step has its own words.
        With a `message`, a result that can be undone is announced in these words, with the button that undoes it;
        undoing and redoing it then lead to its `place`.
        `on_end` always comes, before the announcement; `on_success` and `on_error` come after it, while `owner` lives.
        An error without an `on_error`, or whose owner is gone, is reported in a banner.
        What `outlives` the workspace is carried out even if the vault is locked meanwhile, which waits for its end.
        """
        return self._start(
            _Work(
                act=act,
                lane=lane,
                owner=owner,
                progress=progress,
                message=message,
                place=place,
                on_success=on_success,
                on_error=on_error,
                on_end=on_end,
                is_quick=outlives,
            )
        )

    def announce(self, changes: Changes) -> None:
        """Emit `changed`: pages that show one of these flags read again."""
        if changes:
            self.changed.emit(changes)

    def report(
        self, error: KnownError, retry: Callable[[], object] | None = None, key: str = ERROR_KEY, *, page: str = ""
    ) -> None:
        """Show a known error with the button of its action; `retry` runs the failed work again.

        It stands on the `page` with this key, else on the page in sight.
        """
        goal = action_for(error.code).goal
        act = self._act_for(goal, retry)
        in_sight = self.front.page_in_sight() if self.front is not None else ""

        def banner() -> Banner:
            action = (goal_label(goal), act) if act else None
            return Banner(key=key, text=error_text(error), tone=Tone.DANGER, action=action, page=page or in_sight)

        self.notices.show(banner)

    def navigate(self, key: str, wanted: object = None) -> None:
        """Bring a page of the shell into sight, on what `wanted` names when it is given."""
        if self.front is not None:
            self.front.navigate(key, wanted)

    def go_to(self, place: Place) -> None:
        """Bring a place into sight."""
        self.navigate(place.page, place.wanted)

    def pursue(self, goal: Goal) -> None:
        """Bring the page into sight that serves this goal of an error's action."""
        if self.front is not None:
            self.front.pursue(goal)

    def back(self) -> None:
        """Return to the place that was in sight before."""
        if self.front is not None:
            self.front.back()

    def controller(self, kind: type[C]) -> C:
        """The workspace's one controller of this class, made when first asked for."""
        if kind not in self._controllers:
            self._controllers[kind] = kind(self)
        return cast(C, self._controllers[kind])

    def asks_before_exit(self, then: Callable[[], object]) -> bool:
        """Whether a controller asks the user before the window may close; `then` is called once it may."""
        return any(controller.asks_before_exit(then) for controller in tuple(self._controllers.values()))

    def asks_before_lock(self, then: Callable[[], object]) -> bool:
        """Whether a controller asks the user, who wants to lock; `then` is called once that may be."""
        return any(controller.asks_before_lock(then) for controller in tuple(self._controllers.values()))

    @property
    def holds_unsaved(self) -> bool:
        """Whether a controller has something that a lock would lose."""
        return any(controller.holds_unsaved for controller in tuple(self._controllers.values()))

    @property
    def is_changing(self) -> bool:
        """Whether work is under way that may change the vault and has not been announced yet."""
        return bool(self._changing)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing runs and no timer is due: only the user or the time can change anything now."""
        timers = self.findChildren(QTimer)
        return self.runner.is_idle and not any(each.isActive() and each.remainingTime() == 0 for each in timers)

    def close(self) -> None:
        """Stop timers, cancel work and discard its results, forget undo and messages; the session is not closed.

        What `perform` was asked for is carried out, and announced nowhere.
        """
        for controller in tuple(self._controllers.values()):
            controller.finish()
        self._is_closed = True
        for task in self._changing:
            task.forget()
        self._changing.clear()
        self._controllers.clear()
        self.undo.clear()
        self.notices.clear()
        self.front = None
        self.deleteLater()  # with its controllers and their timers

    def _act_for(self, goal: Goal, retry: Callable[[], object] | None) -> Callable[[], object] | None:
        """The effect of the button that leads to this goal; None where there is no such button."""
        if goal is Goal.RETRY:
            return retry
        return None if goal is Goal.NONE else partial(self.pursue, goal)

    def _start(self, work: "_Work[T]") -> Task[T]:
        session = self.session

        def ended() -> None:
            self._changing.discard(task)
            banner.end()
            if work.on_end:
                work.on_end()
            self.announce(_changes_of(task))
            if work.message:
                self._take_down_error(task)
                self._offer_undo(task.value, work.message, work.place)

        def failed(error: KnownError) -> None:
            if work.on_error and work.is_wanted:
                work.on_error(error)
            else:
                self.report(error, partial(self._start, work))

        task: Task[T] = self.runner.run(
            lambda job: work.act(session, job),
            lane=work.lane,
            on_success=lambda value: work.on_success(value) if work.on_success and work.is_wanted else None,
            on_error=failed,
            on_progress=lambda done, total, step: banner.update(done, total, step),
            on_end=ended,
            is_quick=work.is_quick,
        )
        if self._is_closed:
            task.forget()
            return task
        self._changing.add(task)
        banner = ProgressBanner(self.notices, work.progress, task.cancel)
        return task

    def _unless_closed(self, task: Task[T]) -> Task[T]:
        """The task; forgotten once the workspace is closed, as its pages still live for a turn of the loop."""
        if self._is_closed:
            task.forget()
        return task

    def _take_down_error(self, task: Task[Any]) -> None:
        """Take the last error down once something else has succeeded: it would stand beside the result."""
        if task.error is None:
            self.notices.dismiss(ERROR_KEY)

    def _offer_undo(self, result: object, message: Callable[[], str], place: Place | None) -> None:
        if isinstance(result, ChangeResult) and result.undo:
            self.undo.push(UndoableChange(text=message, revert=result.undo, place=place))

    def _perform_again(self, act: Change, then: Callable[[ChangeResult], None]) -> None:
        if isinstance(act, Online):
            self.work(act.act, progress=tr("Un instant…"), on_success=then)
        else:
            self.perform(act, on_success=then)


class Controller(QObject):
    """Background work of one subject from unlock to lock; see the module's first lines."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.workspace = workspace

    def asks_before_exit(self, then: Callable[[], object]) -> bool:
        """Ask before the window closes, where something would be lost; False where nothing is. `then` closes it."""
        return False

    def asks_before_lock(self, then: Callable[[], object]) -> bool:
        """Ask before the user locks by hand, where something could be lost; False where nothing can. `then` locks."""
        return False

    @property
    def holds_unsaved(self) -> bool:
        """Whether something was written that a lock would lose: the user is warned before an idle lock."""
        return False

    def finish(self) -> None:
        """The workspace is about to close: start what must still be done, as work that outlives it."""


def _changes_of(task: Task[Any]) -> Changes:
    """What the ended task changed; anything, where it failed or was cancelled on the way."""
    if task.error is not None:
        return EVERYTHING
    return task.value.changes if isinstance(task.value, HasChanges) else Changes.NOTHING
