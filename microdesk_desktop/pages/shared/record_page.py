"""The page of one record: opened with its id, read again after each change, and left once the record is gone."""

from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.workspace import Workspace

T = TypeVar("T")


class RecordPage(Page, Generic[T]):
    """A page subclass gives `read`, `show_record` and `missing_text`; it calls `show_record(None)` when it is built."""

    shows_one: ClassVar[bool] = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._id: int | None = None
        self._loading: Task[T | None] | None = None
        self._missing = labels.muted("")
        self._missing.hide()
        self.body.addWidget(self._missing)

    @staticmethod
    @abstractmethod
    def read(reader: Any, record_id: int, today: date) -> T | None:
        """The record; None when it is no longer there."""

    @abstractmethod
    def show_record(self, found: T | None) -> None:
        """Show the record, or nothing while it is being read and where it is gone."""

    @staticmethod
    @abstractmethod
    def missing_text() -> str:
        """The sentence for a record that is gone."""

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, int) and wanted != self._id:
            self._id = wanted
            self._missing.hide()
            self.show_record(None)
            self.reload()

    def place(self) -> object:
        return self._id

    def reload(self) -> None:
        id_, today = self._id, self.workspace.clock.today()
        if id_ is not None:
            self._loading = self.workspace.load(
                lambda reader: self.read(reader, id_, today),
                owner=self,
                on_success=self._show_found,
                instead_of=self._loading,
            )

    def leave_to(self, page: str) -> None:
        """Go back to a list, unless the user has gone elsewhere meanwhile."""
        if self.isVisible():
            self.workspace.navigate(page)

    def _show_found(self, found: T | None) -> None:
        self.show_record(found)
        self._missing.setVisible(found is None)
        self._missing.setText("" if found is not None else self.missing_text())
