"""The user's standing decisions: proposed after two like decisions, edited, tried against history."""

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.matching import Rule
from microdesk_desktop.operations.bank.decide import TOUCHED
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.rules import delete_rule, load_rules, save_rule


def put_rule(session: Session, rule: Rule, *, job: Job) -> ChangeResult:
    """Keep the rule (a new one has id 0) and apply it to what no human decided.

    Undone, a changed rule is again what it was and a new one is gone; what it attributed meanwhile stays.
    """
    before = [each for each in session.read(load_rules) if each.id == rule.id]
    rule_id = session.write(lambda writer: save_rule(writer, rule))
    run_attribution(session, job)
    return ChangeResult(
        changes=Changes.RULES | TOUCHED,
        id=rule_id,
        undo=lambda session: put_rule(session, before[0], job=Job()) if before else remove_rule(session, rule_id),
    )


def remove_rule(session: Session, rule_id: int) -> ChangeResult:
    """Remove the rule; what it attributed stays, as any attribution it can be taken off."""
    before = [rule for rule in session.read(load_rules) if rule.id == rule_id]
    session.write(lambda writer: delete_rule(writer, rule_id))
    return ChangeResult(
        changes=Changes.RULES,
        undo=(lambda session: put_rule(session, before[0], job=Job())) if before else None,
    )
