"""What one widget or controller reads of the vault again and again: of each thing the latest reading counts."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.workspace import Workspace

T = TypeVar("T")


class Readings:
    """The readings of `owner`, one of each thing: a former one may end last, and would show what was true before."""

    def __init__(self, workspace: Workspace, owner: QObject) -> None:
        self._workspace = workspace
        self._owner = owner
        self._latest: dict[str, Task[Any]] = {}

    def load(self, thing: str, view: Callable[[Any], T], show: Callable[[T], None]) -> None:
        """Read a view, and pass its value to `show` unless the thing is read again before."""
        self._latest[thing] = self._workspace.load(
            view, owner=self._owner, on_success=show, instead_of=self._latest.get(thing)
        )
