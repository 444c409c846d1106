"""The changes that can be undone and redone: by the button of a toast, by Ctrl+Z and Ctrl+Shift+Z."""

from collections.abc import Callable
from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Notices, Toast
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session

DEPTH = 50

Change = Callable[[Session], ChangeResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page by its key, and what it is given when it comes into sight."""

    page: str
    wanted: object = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UndoableChange:
    """A change that was made, in the user's words, the operation that reverts it, and where it can be seen.

    `text` makes the words in the language of the moment.
    """

    text: Callable[[], str]
    revert: Change
    place: Place | None = None


Perform = Callable[[Change, Callable[[ChangeResult], None]], object]
"""Runs an operation, then calls back with its result."""


class UndoStack:
    """The latest changes, reverted from the last to the first, and made again from the last reverted one.

    `perform` runs an operation; `go_to` brings into sight what it concerns.
    """

    def __init__(self, notices: Notices, perform: Perform, go_to: Callable[[Place], object]) -> None:
        self._notices = notices
        self._perform = perform
        self._go_to = go_to
        self._done: list[UndoableChange] = []
        self._undone: list[UndoableChange] = []

    def push(self, change: UndoableChange, *, is_shown: bool = False) -> None:
        """Remember a change and offer to revert it; silently where the page in sight shows its result itself."""
        self._undone.clear()
        self._remember(self._done, change)
        if is_shown:
            self._notices.dismiss_toast()  # it would undo the change before this one
        else:
            self._notices.toast(lambda: self._toast(change.text(), _undo_words(), lambda: self._undo(change)))

    def undo(self) -> None:
        """Revert the latest change; nothing when there is none."""
        if self._done:
            self._undo(self._done[-1])

    def redo(self) -> None:
        """Make the change again that was reverted last; nothing when there is none."""
        if self._undone:
            self._redo(self._undone[-1])

    def forget(self, page: str) -> None:
        """Forget the changes that can be seen on this page: what they concern can no longer be changed."""
        for stack in (self._done, self._undone):
            stack[:] = [each for each in stack if each.place is None or each.place.page != page]

    def clear(self) -> None:
        """Forget every change."""
        self._done.clear()
        self._undone.clear()
        self._notices.dismiss_toast()

    def _undo(self, change: UndoableChange) -> None:
        if change in self._done:
            self._done.remove(change)
            self._notices.dismiss_toast()
            self._perform(change.revert, lambda result: self._take_undone(change, result))

    def _take_undone(self, change: UndoableChange, result: ChangeResult) -> None:
        again = _reverse(change, result)
        if again is not None:
            self._remember(self._undone, again)
        self._show(change)
        redo = (tr("Rétablir"), lambda: self._redo(again)) if again is not None else ("", lambda: None)
        self._notices.toast(lambda: self._toast(tr("Annulé : {change}").format(change=change.text()), *redo))

    def _redo(self, change: UndoableChange) -> None:
        if change in self._undone:
            self._undone.remove(change)
            self._notices.dismiss_toast()
            self._perform(change.revert, lambda result: self._take_redone(change, result))

    def _take_redone(self, change: UndoableChange, result: ChangeResult) -> None:
        again = _reverse(change, result)
        self._show(change)
        if again is not None:
            self._remember(self._done, again)
            self._notices.toast(lambda: self._toast(change.text(), _undo_words(), lambda: self._undo(again)))

    def _show(self, change: UndoableChange) -> None:
        if change.place is not None:
            self._go_to(change.place)

    def _toast(self, text: str, words: str, act: Callable[[], object]) -> Toast:
        return Toast(text=text, action=(words, act) if words else None)

    def _remember(self, stack: list[UndoableChange], change: UndoableChange) -> None:
        stack.append(change)
        del stack[:-DEPTH]


def _reverse(change: UndoableChange, result: ChangeResult) -> UndoableChange | None:
    """What makes undone what has just been performed; None where the operation cannot be reverted."""
    if result.undo is None:
        return None
    return UndoableChange(text=change.text, revert=result.undo, place=change.place)


def _undo_words() -> str:
    """The word of the button: English has another one where nothing was done yet."""
    return tr("annuler").capitalize()
