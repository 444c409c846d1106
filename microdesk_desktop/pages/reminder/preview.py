"""Sets the pages of a reminder while its text is typed: one state at a time, the newest one last."""

from PySide6.QtCore import QObject, Signal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.follow_up.letter import letter_pages
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.documents.reminders.letter import Page


class LetterPreview(QObject):
    """`shown` carries the pages of the newest state, each as SVG; states that were typed over are left out."""

    shown = Signal(object)

    def __init__(self, workspace: Workspace, owner: QObject) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._wanted: Page | None = None
        self._is_working = False

    def want(self, page: Page) -> None:
        """Set this page as soon as what is under way has ended."""
        self._wanted = page
        if not self._is_working:
            self._start()

    def _start(self) -> None:
        page, self._wanted = self._wanted, None
        if page is None:
            return
        self._is_working = True

        def act(session: Session, _: Job) -> list[bytes]:
            return list(letter_pages(session, page))

        self._workspace.examine(act, owner=self, on_success=self._show, on_error=self._fail)

    def _show(self, pages: list[bytes]) -> None:
        self._is_working = False
        self.shown.emit(pages)
        self._start()

    def _fail(self, error: KnownError) -> None:
        self._is_working = False
        self._workspace.report(error)
        self._start()
