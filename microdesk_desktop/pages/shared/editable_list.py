"""A list page whose rows are added, corrected and removed: Enter opens the form of a row, Delete removes it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.undo import Change, Place
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.shared.list_page import ListPage, Row
from microdesk_desktop.views.messages.errors import error_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """The sheet of one row: `save` reads the form, which has no invalid field, and makes the change.

    It closes the sheet that it is given, as `save_and_close` does.
    """

    title: str
    form: Form
    save: Callable[[Sheet], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """The removal of one row, and the message that offers its undo."""

    act: Callable[[Session], ChangeResult]
    message: Callable[[], str]


class EditableListPage(ListPage[Row]):
    """A page gives the form of a row in `editing` and its removal in `removal`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table.activated.connect(lambda _: self.open_row())
        self.body.addWidget(self.content(), 1)
        bind(self, {"C": self.edit, "Del": self.remove, "Backspace": self.remove})

    def content(self) -> QWidget:
        """The list, or the list with what stands beside it."""
        return self.card

    def editing(self, row: Row | None) -> Editing:
        """The form filled with the row, or empty for a new one."""
        raise NotImplementedError

    def removal(self, row: Row) -> Removal:
        """How the row is removed; it can be undone."""
        raise NotImplementedError

    def add(self) -> None:
        """Open an empty form."""
        self._open(None)

    def open_row(self) -> None:
        """Enter: open the form of the selected row, unless the page has more to show of it."""
        self.edit()

    def edit(self) -> None:
        """Open the form of the selected row."""
        row = self.table.current_row()
        if row is not None:
            self._open(row)

    def remove(self) -> None:
        """Remove the selected row."""
        row = self.table.current_row()
        if row is not None:
            self._remove(row)

    def save_and_close(self, sheet: Sheet, change: Change, message: Callable[[], str], row: Row | None) -> None:
        """Make a change of the row, or of a new one; the sheet stays open where it is refused, and shows why."""
        sheet.hold()
        self.workspace.perform(
            change,
            owner=sheet,
            message=message,
            place=Place(page=self.key, wanted=row.id if row is not None else None),
            on_success=lambda _: sheet.close_sheet(),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    def _remove(self, row: Row) -> None:
        removal = self.removal(row)
        self.workspace.perform(removal.act, message=removal.message, place=Place(page=self.key, wanted=row.id))

    def _open(self, row: Row | None) -> None:
        editing = self.editing(row)
        sheet = Sheet(self, editing.title, editing.form, tr("Enregistrer"), lambda: editing.save(sheet))
        if row is not None:
            sheet.add_removal(tr("Supprimer"), lambda: self._remove(row))
