"""Keep a rule and apply it, with progress when the history is long, and the way back."""

from functools import partial

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.matching import Rule
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.undo import Step
from microdesk_desktop.operations.bank.decide import TOUCHED
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.result import ChangeResult

KEY = "apply_rule"


def keep_and_apply(context: Context, rule: Rule) -> None:
    """Keep the rule and apply it to what no human decided; stopped half-way, it is kept and what it did stays."""

    def done(value: ChangeResult) -> None:
        if value.undo:
            take_back = partial(context.perform, value.undo, owner=None)
            context.undo.push(Step(text=tr("Règle enregistrée et appliquée."), take_back=take_back))

    context.work(
        lambda session, job: put_rule(session, rule, job=job),
        key=KEY,
        text=tr("Application de la règle…"),
        on_success=done,
        on_end=lambda: context.runner.announce(Changes.RULES | TOUCHED),
        lane=Lane.WRITE,
    )
