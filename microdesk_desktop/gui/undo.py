"""The changes that can be undone, offered by a banner with « Annuler » and by Ctrl+Z."""

from collections.abc import Callable
from dataclasses import dataclass

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Banner, Notices
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session

KEY = "undo"
DEPTH = 50
LASTS_MS = 10_000

Change = Callable[[Session], ChangeResult]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UndoableChange:
    """A change that was made, in the user's words, and the operation that reverts it."""

    text: str
    revert: Change


class UndoStack:
    """The latest changes, reverted from the last to the first; `perform` runs the operation that reverts one."""

    def __init__(self, notices: Notices, perform: Callable[[Change], object]) -> None:
        self._notices = notices
        self._perform = perform
        self._changes: list[UndoableChange] = []

    def push(self, change: UndoableChange, *, is_shown: bool = False) -> None:
        """Remember a change and offer to revert it; silently where the page in sight shows its result itself."""
        self._changes = [*self._changes, change][-DEPTH:]
        if is_shown:
            return
        self._notices.show(
            lambda: Banner(
                key=KEY,
                text=change.text,
                tone=Tone.POSITIVE,
                action=(tr("Annuler (Ctrl+Z)"), lambda: self._revert(change)),
                lasts_ms=LASTS_MS,
            )
        )

    def undo(self) -> None:
        """Revert the latest change; nothing when there is none."""
        if self._changes:
            self._revert(self._changes[-1])

    def clear(self) -> None:
        """Forget every change."""
        self._changes.clear()
        self._notices.dismiss(KEY)

    def _revert(self, change: UndoableChange) -> None:
        if change in self._changes:
            self._changes.remove(change)
            self._notices.dismiss(KEY)
            self._perform(change.revert)
