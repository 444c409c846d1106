"""What the erasure of a client and of a supplier have in common: the form that takes the name, and what comes after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.system.gc_timer import collect_and_overwrite
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erasure import Erasure
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.erasure import elsewhere_text

KEY = "erase_client"


class _Erased(Protocol):
    @property
    def erasure(self) -> Erasure: ...


Done = TypeVar("Done", bound=_Erased)
AFTER_ERASING_MS = 2_000
"""By then the pages have read again, and freed the rows that they showed."""


@dataclass(frozen=True, kw_only=True)
class Asked(Generic[Done]):
    """Whom a sheet erases: its title and its lines, the name to be typed, and what is done and shown then."""

    title: str
    progress: str
    name: str
    lines: Sequence[str]
    erase: Callable[[Session, Job], Done]
    erased_lines: Callable[[Done], Sequence[str]]
    page: str


def ask_to_erase(host: QWidget, workspace: Workspace, asked: Asked[Done]) -> None:
    """Show what would go and stay, and erase once the name is typed: it cannot be undone."""
    if not can_open_sheet(host):
        return

    def leave(done: Done) -> None:
        # What no program reaches was read a moment ago, in the sheet.
        lines = [each for each in asked.erased_lines(done) if each != elsewhere_text()]
        leave_erased(workspace, sheet, done.erasure, lines, asked.page)

    def erase() -> None:
        sheet.hold()
        workspace.work(
            asked.erase,
            owner=sheet,
            progress=asked.progress,
            on_success=leave,
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    form = EraseForm(asked.lines, asked.name)
    sheet = Sheet(host, asked.title, form, tr("Effacer pour toujours"), erase, destroys=True)
    sheet.keep_in_sight(form.name)


class EraseForm(Form):
    """What goes and what stays in sentences, and the field for the name of whom is erased."""

    def __init__(self, lines: Sequence[str], name: str) -> None:
        super().__init__()
        for line in lines:
            self.add_widget(labels.body(line))
        entry = new_line_edit()

        def read() -> str:
            if fold(entry.text()) != fold(name):
                raise Invalid(tr("Ce n'est pas ce nom."))
            return entry.text()

        label = tr("Pour confirmer, tapez : {name}").format(name=name)
        self.name = connect_edited(Field(label, entry, read=read, write=entry.setText, required=True), entry)
        self.add(self.name)


def leave_erased(workspace: Workspace, sheet: Sheet, erasure: Erasure, lines: Sequence[str], page: str) -> None:
    """Go to this page, and forget whatever the window still holds of a client or supplier who was erased."""
    sheet.close_sheet()
    workspace.undo.clear()
    workspace.notices.clear()  # a former result may name the client
    workspace.controller(Walk).stop()  # its item may be a document of the client
    workspace.navigate(page)
    if workspace.front is not None:
        workspace.front.forget_past()
        workspace.front.forget_hidden_pages()
    tone = Tone.ATTENTION if erasure.left else Tone.POSITIVE
    workspace.notices.show(lambda: Banner(key=KEY, text="\n".join(lines), tone=tone))
    call_later(workspace, AFTER_ERASING_MS, partial(_overwrite, workspace.session))


def _overwrite(session: Session) -> None:
    session.forget()
    collect_and_overwrite()
