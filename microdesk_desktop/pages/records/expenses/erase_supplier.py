"""Erase a supplier, after a sheet that lists what goes, what stays and until when, and takes the supplier's name."""

from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.erasure import SupplierPlan
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.erase_supplier import erase_supplier, load_supplier_plan
from microdesk_desktop.pages.shared.erasing import EraseForm, leave_erased
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.erasure import supplier_erased_lines, supplier_plan_lines

LIST = "expenses"


def ask_erase_supplier(host: QWidget, workspace: Workspace, name: str) -> None:
    """Show what would go and stay, and erase once the supplier's name is typed: it cannot be undone."""
    workspace.load(
        lambda reader: load_supplier_plan(reader, name), owner=host, on_success=partial(_open, host, workspace)
    )


def _open(host: QWidget, workspace: Workspace, plan: SupplierPlan) -> None:
    if not can_open_sheet(host):
        return

    def erase() -> None:
        sheet.hold()
        workspace.work(
            lambda session, job: erase_supplier(session, plan.name, job),
            owner=sheet,
            progress=tr("Effacement du fournisseur…"),
            on_success=lambda done: leave_erased(
                workspace, sheet, done.erasure, supplier_erased_lines(done.plan, done.erasure), LIST
            ),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    form = EraseForm(supplier_plan_lines(plan), plan.name)
    sheet = Sheet(host, tr("Effacer ce fournisseur ?"), form, tr("Effacer pour toujours"), erase, destroys=True)
