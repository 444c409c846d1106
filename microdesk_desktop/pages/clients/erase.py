"""Erase a client, after a sheet that lists what goes, what stays and until when, and takes the client's name."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.erasure import ErasurePlan
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.system.gc_timer import collect_and_overwrite
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.erase_client import ClientErased, erase_client, load_erasure_plan
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erasure import CLIENTS
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.erasure import erased_lines, opening_text, plan_lines

KEY = "erase_client"
LIST = "clients"
AFTER_ERASING_MS = 2_000
"""By then the pages have read again, and freed the rows that they showed."""


def ask_erase(host: QWidget, workspace: Workspace, client_id: int) -> None:
    """Show what would go and stay, and erase once the client's name is typed: it cannot be undone."""
    workspace.load(
        lambda reader: load_erasure_plan(reader, client_id),
        owner=host,
        on_success=partial(_open, host, workspace),
    )


def show_opening(workspace: Workspace) -> None:
    """Show what the opening of the vault erased of clients, if anything."""
    erasure = workspace.session.erasures.get(CLIENTS)
    if erasure is not None:
        tone = Tone.ATTENTION if erasure.left else Tone.POSITIVE
        workspace.notices.show(lambda: Banner(key=KEY, text=opening_text(erasure), tone=tone))


class EraseForm(Form):
    """What goes and what stays in sentences, and the field for the client's name."""

    def __init__(self, plan: ErasurePlan) -> None:
        super().__init__()
        for line in plan_lines(plan):
            self.add_widget(labels.body(line))
        entry = new_line_edit()

        def read() -> str:
            if fold(entry.text()) != fold(plan.name):
                raise Invalid(tr("Ce n'est pas le nom de ce client."))
            return entry.text()

        label = tr("Pour confirmer, tapez : {name}").format(name=plan.name)
        self.name = connect_edited(Field(label, entry, read=read, write=entry.setText, required=True), entry)
        self.add(self.name)


def _open(host: QWidget, workspace: Workspace, plan: ErasurePlan) -> None:
    if not can_open_sheet(host):
        return

    def erase() -> None:
        sheet.hold()
        workspace.work(
            lambda session, job: erase_client(session, plan.client_id, job),
            owner=sheet,
            progress=tr("Effacement du client…"),
            on_success=lambda done: _done(workspace, sheet, done),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    form = EraseForm(plan)
    sheet = Sheet(host, tr("Effacer ce client ?"), form, tr("Effacer pour toujours"), erase, destroys=True)


def _done(workspace: Workspace, sheet: Sheet, done: ClientErased) -> None:
    """Leave the client's page, and forget whatever the window still holds of the client."""
    sheet.close_sheet()
    workspace.undo.clear()
    workspace.notices.clear()  # a former result may name the client
    workspace.controller(Walk).stop()  # its item may be a document of the client
    workspace.navigate(LIST)
    if workspace.front is not None:
        workspace.front.forget_past()
        workspace.front.forget_hidden_pages()
    tone = Tone.ATTENTION if done.erasure.left else Tone.POSITIVE
    workspace.notices.show(lambda: Banner(key=KEY, text=" ".join(erased_lines(done.plan, done.erasure)), tone=tone))
    QTimer.singleShot(AFTER_ERASING_MS, workspace, partial(_overwrite, workspace.session))


def _overwrite(session: Session) -> None:
    session.forget()
    collect_and_overwrite()
