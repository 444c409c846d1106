"""Erase the network journal, once a sheet has named what is erased."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import optional_day_field
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.erase_journal import JournalErased, erase_journal
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.network.journal_erasure import erased_line


def ask_erase_journal(host: QWidget, workspace: Workspace) -> None:
    """Ask up to which day, and erase."""
    if not can_open_sheet(host):
        return
    form = Form()
    form.add_widget(
        labels.body(
            tr(
                "Les connexions notées et leurs totaux s'effacent pour toujours, jusque dans les sauvegardes de "
                "MicroDesk. Les suivantes seront notées comme avant."
            )
        )
    )
    before = optional_day_field(tr("Avant le"), workspace.clock.today(), hint=tr("Vide : tout le journal."))
    form.add(before)

    def erase() -> None:
        day = before.value()
        sheet.hold()
        workspace.work(
            lambda session, job: erase_journal(session, day, job),
            owner=sheet,
            progress=tr("Effacement du journal…"),
            on_success=done,
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    def done(erased: JournalErased) -> None:
        sheet.close_sheet()
        workspace.notices.toast(
            lambda: Toast(text=erased_line(erased.removed, erased.remaining, is_finished=not erased.erasure.left))
        )

    sheet = Sheet(host, tr("Effacer le journal ?"), form, tr("Effacer pour toujours"), erase, destroys=True)
