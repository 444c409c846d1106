"""Keep a rule and apply it, with progress when the history is long; the whole can be undone."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.rules import put_rule


def keep_and_apply(workspace: Workspace, rule: Rule) -> None:
    """Save the rule and apply it to what the user has not decided; what was applied before a cancel stays."""
    workspace.work(
        lambda session, job: put_rule(session, rule, job=job),
        lane=Lane.WRITE,
        progress=tr("Application de la règle…"),
        message=lambda: tr("Règle « {name} » enregistrée et appliquée.").format(name=rule.name),
    )
