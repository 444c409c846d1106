"""Erase everything, after a sheet that lists what goes and what stays, and takes the business's name or a word."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.erasing.erase_everything import EverythingPlan, plan_everything
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.export_sheet import open_export
from microdesk_desktop.views.privacy.everything import plan_texts
from microdesk_desktop.views.vault.company import company_name


def open_erase_everything(parent: QWidget, workspace: Workspace) -> None:
    """Show what would go and what no program can reach, and erase once it is confirmed: it cannot be undone."""
    workspace.examine(_load, owner=parent, on_success=lambda found: _open(parent, workspace, *found))


class EraseForm(Form):
    """What goes and what stays in sentences, the export beside it, and the field that confirms."""

    def __init__(self, plan: EverythingPlan, name: str, export: Callable[[], object]) -> None:
        super().__init__()
        for line in plan_texts(plan):
            self.add_widget(labels.body(line))
        self.add_widget(buttons.plain(tr("Exporter d'abord…"), export))
        word = tr("EFFACER")
        entry = new_line_edit()

        def read() -> str:
            if fold(entry.text()) not in {fold(each) for each in (name, word) if each}:
                raise Invalid(tr("Ce n'est ni le nom de l'entreprise, ni {word}.").format(word=word))
            return entry.text()

        label = tr("Pour confirmer, tapez {word}, ou {name}").format(word=word, name=name)
        self.confirmation = connect_edited(Field(label, entry, read=read, write=entry.setText, required=True), entry)
        self.add(self.confirmation)
        self.setFocusProxy(self.confirmation)


def _load(session: Session, _: Job) -> tuple[EverythingPlan, str]:
    return plan_everything(session), session.read(company_name)


def _open(parent: QWidget, workspace: Workspace, plan: EverythingPlan, name: str) -> None:
    if not can_open_sheet(parent):
        return

    def erase() -> None:
        sheet.close_sheet()
        # What is written and nobody has kept, such as a message, is asked about as before a lock.
        if not workspace.asks_before_lock(workspace.host.erase_everything):
            workspace.host.erase_everything()

    def export_first() -> None:
        sheet.close_sheet()
        open_export(parent, workspace)

    form = EraseForm(plan, name, export_first)
    sheet = Sheet(parent, tr("Tout effacer ?"), form, tr("Tout effacer pour toujours"), erase, destroys=True)
    sheet.keep_in_sight(form.confirmation)
