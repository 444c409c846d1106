"""The sheet that validates the books until a day: what becomes unalterable is named before."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import day_field
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.books.register import Register, count_pending
from microdesk_desktop.views.books.register_words import (
    closed_text,
    closing_question,
    closing_title,
    nothing_to_close,
    proposed_end,
)
from microdesk_desktop.views.messages.errors import error_text


class ClosingSheet(Sheet):
    """Asks for the last day; the lines that it concerns are counted while it is typed."""

    def __init__(self, host: QWidget, workspace: Workspace, register: Register) -> None:
        self._workspace = workspace
        self._today = workspace.clock.today()
        self._counting: Task[Mapping[Book, int]] | None = None
        form = Form()
        self.until = day_field(
            tr("Valider jusqu'au"), self._today, hint=tr("Le plus souvent, la fin d'une période déclarée.")
        )
        self.until.set_value(proposed_end(register.company, register.closed_until, self._today))
        self.question = labels.body("")
        form.add(self.until)
        form.add_widget(self.question)
        super().__init__(host, closing_title(), form, tr("Valider"), self._close)
        self.until.edited.connect(self._count)
        self._count()

    def _day(self) -> date | None:
        return self.until.value() if self.until.check() else None

    def _count(self) -> None:
        """Count what waits until the day; nothing can be validated before that is known."""
        self.hold()
        self.question.setText("")
        until = self._day()
        if until is None:
            return
        self._counting = self._workspace.load(
            lambda reader: count_pending(reader, until),
            owner=self,
            on_success=lambda pending: self._ask(pending, until),
            instead_of=self._counting,
        )

    def _ask(self, pending: Mapping[Book, int], until: date) -> None:
        if any(pending.values()):
            self.question.setText(closing_question(pending, until))
            self.release()
        else:
            self.question.setText(nothing_to_close(until))

    def _close(self) -> None:
        until = self.until.value()
        self.hold()
        self._workspace.work(
            lambda session, job: _closed(session, until, job),
            owner=self,
            progress=tr("Validation des livres…"),
            on_success=lambda _: self._tell(until),
            on_error=lambda error: self.refuse(error_text(error)),
        )

    def _tell(self, until: date) -> None:
        self.close_sheet()
        self._workspace.notices.toast(lambda: Toast(text=closed_text(until)))


def _closed(session: Session, until: date, job: Job) -> ChangeResult:
    close_books(session, until, job)
    return ChangeResult(changes=Changes.LEDGER | Changes.DOCUMENTS)
