"""Works out what a draft amounts to and looks like, one state at a time: the newest one is always shown last."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.preview import preview
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.documents.editor.state import EditorState, editor_state
from microdesk_desktop.views.documents.franchise import FranchiseCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The state of a draft and its pages, each as SVG."""

    draft: Draft
    state: EditorState
    pages: Sequence[bytes]


class Refresh(QObject):
    """`shown` carries the newest state; states that were typed over before their turn are left out."""

    shown = Signal(object)

    def __init__(self, workspace: Workspace, owner: QObject) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._wanted: Draft | None = None
        self._is_working = False
        self._franchise = FranchiseCheck()

    def forget_turnover(self) -> None:
        """Look at the turnover again, which may have changed."""
        self._franchise = FranchiseCheck()

    def want(self, draft: Draft) -> None:
        """Show this draft as soon as what is under way has ended."""
        self._wanted = draft
        if not self._is_working:
            self._start()

    def _start(self) -> None:
        draft, self._wanted = self._wanted, None
        if draft is None:
            return
        self._is_working = True
        franchise = self._franchise

        def act(session: Session, _: Job) -> Shown:
            return work_out(session, draft, franchise)

        self._workspace.examine(act, owner=self, on_success=self._show, on_error=self._fail)

    def _show(self, found: Shown) -> None:
        self._is_working = False
        self.shown.emit(found)
        self._start()

    def _fail(self, error: KnownError) -> None:
        self._is_working = False
        self._workspace.report(error)
        self._start()


def work_out(session: Session, draft: Draft, franchise: FranchiseCheck) -> Shown:
    """The state of a draft and its pages. Raises PAGES_FAILED. Blocks: call it on a worker thread."""
    found, today = preview(session, draft), session.clock.today()
    prepared = session.read(partial(franchise.with_remarks, prepared=found.prepared, today=today))
    state = editor_state(prepared, found.next_number, found.errors, draft, today)
    return Shown(draft=draft, state=state, pages=tuple(found.pages))
