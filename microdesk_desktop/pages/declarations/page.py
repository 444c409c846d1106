"""One declaration: the figures to copy, why they are so, what is unknown, and the button that marks it as declared."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.duties import DutyKind, DutyState
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import Sheet as SideSheet
from microdesk_desktop.gui.window.dialogs import can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.books.declare import mark_declared, note_done
from microdesk_desktop.pages.declarations.block_card import BlockCard, remark_strip
from microdesk_desktop.pages.declarations.mark_form import MarkForm
from microdesk_desktop.views.books.declarations.blocks import Figure, LinesQuery, Sheet
from microdesk_desktop.views.books.declarations.sheet import load_sheet
from microdesk_desktop.views.books.declarations.turnover import turnover_figures
from microdesk_desktop.views.books.declarations.vat import vat_figures
from microdesk_desktop.views.books.declarations.words import (
    copied_text,
    done_text,
    duty_title,
    mark_words,
    sheet_subtitle,
)
from microdesk_desktop.views.messages.errors import error_text

_FIGURES = {DutyKind.TURNOVER: turnover_figures, DutyKind.VAT: vat_figures}
"""The duties whose marking keeps their figures, and closes the books."""


class DeclarationPage(Page):
    """One duty; `activate` is given its key, such as « turnover:2026-T4 »."""

    key = "declaration"
    icon = "calendar"
    behind = "declarations"
    shows_one = True
    flags = Changes.DECLARATIONS | Changes.COMPANY | Changes.INVOICES | Changes.MATCHES | Changes.LEDGER

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._key = ""
        self._sheet: Sheet | None = None
        self._loading: Task[Sheet | None] | None = None
        self.mark_button = self.add_action(buttons.primary("", self.mark))
        self.mark_button.hide()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MIDDLE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(Scroll(inside), 1)

    @staticmethod
    def title() -> str:
        return tr("Déclaration")

    @staticmethod
    def section() -> str:
        return tr("Déclarer")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, str) and wanted != self._key:
            self._key = wanted
            self.reload()
        self.mark_button.setFocus()

    def place(self) -> object:
        return self._key

    def reload(self) -> None:
        key, today = self._key, self.workspace.clock.today()
        if key:
            self._loading = self.workspace.load(
                lambda reader: load_sheet(reader, key, today),
                owner=self,
                on_success=self._show,
                instead_of=self._loading,
            )

    def mark(self) -> None:
        """Mark the duty as declared, after one question where that closes the books."""
        sheet = self._sheet
        if sheet is None or sheet.state is DutyState.UPCOMING:
            return
        if sheet.duty.kind in _FIGURES:
            self._ask_day(sheet)
            return
        kind, name, today = sheet.duty.kind, sheet.duty.name, self.workspace.clock.today()
        day = None if sheet.state is DutyState.DONE else today
        self.workspace.perform(
            lambda session: note_done(session, kind, name, day),
            message=lambda: done_text(sheet.duty, day),
            place=Place(page=self.key, wanted=self._key),
        )

    def copy(self, figure: Figure) -> None:
        """Put the value on the clipboard, as the form takes it."""
        QGuiApplication.clipboard().setText(figure.copied)
        self.workspace.notices.toast(lambda: Toast(text=copied_text(figure)))

    def open_lines(self, lines: LinesQuery) -> None:
        """Show the lines of the book that a figure adds up."""
        self.workspace.navigate("books", (lines.book.value, lines.span, lines.activity))

    def _ask_day(self, sheet: Sheet) -> None:
        if not can_open_sheet(self):
            return
        is_again = sheet.state is DutyState.DONE
        figures = _FIGURES[sheet.duty.kind]
        form = MarkForm(sheet, self.workspace.clock.today())

        def save() -> None:
            on = form.on.value()
            side.hold()
            self.workspace.perform(
                lambda session: mark_declared(session, sheet.duty.kind, sheet.duty.periods, on, figures),
                owner=side,
                on_success=lambda _: marked(on),
                on_error=lambda error: side.refuse(error_text(error)),
            )

        def marked(on: date) -> None:
            side.close_sheet()
            self.workspace.notices.toast(lambda: Toast(text=done_text(sheet.duty, on)))

        title = tr("Corriger le jour de la déclaration") if is_again else duty_title(sheet.duty)
        button = tr("Enregistrer") if is_again else tr("Marquer comme déclarée")
        side = SideSheet(self, title, form, button, save)

    def _show(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        empty_layout(self._column)
        self.mark_button.setVisible(sheet is not None and sheet.state is not DutyState.UPCOMING)
        if sheet is None:
            self.set_title(self.title())
            self.set_subtitle("")
            self.set_more(())
            self._column.addWidget(labels.body(tr("Cette échéance n'est plus au calendrier.")))
            return
        self.set_title(duty_title(sheet.duty))
        self.set_subtitle(sheet_subtitle(sheet))
        self.mark_button.setText(mark_words(sheet))
        is_closed = sheet.state is DutyState.DONE and sheet.duty.kind in _FIGURES
        self.mark_button.setVisible(self.mark_button.isVisibleTo(self) and not is_closed)
        self.set_more(self._more(is_closed=is_closed))
        for remark in sheet.remarks:
            self._column.addWidget(remark_strip(remark, self.open_lines))
        for block in sheet.blocks:
            self._column.addWidget(BlockCard(block, self.open_lines, self.copy))

    def _more(self, *, is_closed: bool) -> Sequence[Command]:
        if not is_closed:
            return ()
        return (Command(text=tr("Corriger le jour de la déclaration…"), act=self.mark, icon="pencil"),)
