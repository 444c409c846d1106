"""Erase a supplier, after a sheet that lists what goes, what stays and until when, and takes the supplier's name."""

from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.privacy.erasure import SupplierPlan
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.erase_supplier import erase_supplier, load_supplier_plan
from microdesk_desktop.pages.shared.erasing import Asked, ask_to_erase
from microdesk_desktop.views.privacy.erasure import supplier_erased_lines, supplier_plan_lines
from microdesk_desktop.views.privacy.remaining import named_lines

LIST = "expenses"


def ask_erase_supplier(host: QWidget, workspace: Workspace, name: str) -> None:
    """Show what would go and stay, and erase once the supplier's name is typed: it cannot be undone."""
    workspace.load(
        lambda reader: load_supplier_plan(reader, name), owner=host, on_success=partial(_open, host, workspace)
    )


def _open(host: QWidget, workspace: Workspace, plan: SupplierPlan) -> None:
    asked = Asked(
        title=tr("Effacer ce fournisseur ?"),
        progress=tr("Effacement du fournisseur…"),
        name=plan.name,
        lines=supplier_plan_lines(plan),
        erase=lambda session, job: erase_supplier(session, plan.name, job),
        erased_lines=lambda done: [*supplier_erased_lines(done.plan, done.erasure), *named_lines(done.remaining)],
        page=LIST,
    )
    ask_to_erase(host, workspace, asked)
