"""Keeps the draft that is open as it is typed: a few times a second at most, and at once when the editor is left."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.gui.undo import Place, UndoableChange
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.documents.drafts import OpenDraft, keep_draft, put_draft_back
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.shared.new_draft import EDITOR

SAVE_MS = 300
"""Between two savings while the user types: a crash loses less than a second, and the disk is left in peace."""


class DraftKeeper(Controller):
    """`refused` carries the error of a saving that found another state of the draft, or none."""

    refused = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._opened = OpenDraft()
        self._pending: Draft | None = None
        self._saving = 0
        self._is_announcing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def opened(self) -> OpenDraft:
        """The draft that is open."""
        return self._opened

    @property
    def is_busy(self) -> bool:
        """Whether something typed is not known to be kept yet."""
        return self._pending is not None or self._saving > 0

    @property
    def is_announcing(self) -> bool:
        """Whether the change that is being announced is one of the keeper's: the editor shows it already."""
        return self._is_announcing

    def open(self, opened: OpenDraft) -> None:
        """Keep this draft from now on; what was typed into the former one is kept first."""
        self.flush()
        self._opened = opened

    def keep(self, draft: Draft) -> None:
        """Keep this state of the draft within a moment."""
        self._pending = draft
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep what is pending now; it is carried out even if the vault is locked or the window closed meanwhile."""
        self._timer.stop()
        draft, self._pending = self._pending, None
        if draft is not None:
            self._save(draft, expects=True)

    def overwrite(self, draft: Draft) -> None:
        """Keep this state whatever the vault holds."""
        self._pending = None
        self._save(draft, expects=False)

    def note_change(self, before: Draft, text: Callable[[], str]) -> None:
        """Let the user undo what they are about to change; `text` names it."""
        opened = self._opened

        def revert(session: Session) -> ChangeResult:
            return put_draft_back(session, opened, before)

        place = Place(page=EDITOR, wanted=opened)
        self.workspace.undo.push(UndoableChange(text=text, revert=revert, place=place), is_shown=True)

    def _save(self, draft: Draft, *, expects: bool) -> None:
        opened = self._opened
        self._saving += 1

        def save(session: Session) -> ChangeResult:
            # Announced by the keeper itself, so that the editor can distinguish it from a change elsewhere.
            return replace(keep_draft(session, opened, draft, expects=expects), changes=Changes.NOTHING)

        self.workspace.perform(
            save,
            on_success=lambda _: self._ended(),
            on_error=lambda error: self._failed(opened, draft, error),
        )

    def _ended(self) -> None:
        self._saving -= 1
        self._is_announcing = True
        try:
            self.workspace.announce(Changes.DOCUMENTS)
        finally:
            self._is_announcing = False

    def _failed(self, opened: OpenDraft, draft: Draft, error: KnownError) -> None:
        self._saving -= 1
        if error.code in (ErrorCode.DRAFT_CHANGED, ErrorCode.UNKNOWN_TARGET) and opened is self._opened:
            self.refused.emit(error)
        else:
            self._pending = self._pending or draft
            self.workspace.report(error, self.flush, page=EDITOR)
