"""Look at a rule before it is kept, then keep and apply it, with progress when the history is long."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.pages.rules.form import RuleForm
from microdesk_desktop.views.bank.rules import load_client_names


def review_rule(workspace: Workspace, rule: Rule, owner: QObject) -> None:
    """Open the form of a rule with what it would have taken, to be corrected and kept."""

    def show(clients: Sequence[tuple[int, str]]) -> None:
        front = workspace.front
        if front is None or not can_open_sheet(front):
            return
        form = RuleForm(workspace, clients)
        form.fill(rule)

        def save() -> None:
            kept = form.rule()
            sheet.close_sheet()
            keep_and_apply(workspace, kept)

        sheet = Sheet(front, tr("Nouvelle règle"), form, tr("Enregistrer et appliquer"), save)
        form.test()

    workspace.load(load_client_names, owner=owner, on_success=show)


def keep_and_apply(workspace: Workspace, rule: Rule) -> None:
    """Save the rule and apply it to what the user has not decided; what was applied before a cancel stays."""
    workspace.work(
        lambda session, job: put_rule(session, rule, job=job),
        lane=Lane.WRITE,
        progress=tr("Application de la règle…"),
        message=lambda: tr("Règle « {name} » enregistrée et appliquée.").format(name=rule.name),
    )
