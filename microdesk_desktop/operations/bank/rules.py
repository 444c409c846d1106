"""Add, change, pause and remove the user's rules; each change runs the attribution engine and can be undone."""

from collections.abc import Sequence
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import TOUCHED
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.rules import (
    delete_rule,
    link_payments_to_rule,
    load_payments_by_rule,
    load_rules,
    save_rule,
)
from microdesk_desktop.store.database import Writer


def put_rule(session: Session, rule: Rule, *, job: Job) -> ChangeResult:
    """Save the rule (a new one has id 0) and apply it to the transactions that no human decided.

    Undo restores the former rule, or removes a new one; what it attributed meanwhile stays.
    """
    before = [each for each in session.read(load_rules) if each.id == rule.id]
    rule_id = session.write(lambda writer: save_rule(writer, rule))
    run_attribution(session, job)
    return ChangeResult(
        changes=Changes.RULES | TOUCHED,
        id=rule_id,
        undo=lambda session: put_rule(session, before[0], job=Job()) if before else remove_rule(session, rule_id),
    )


def pause_rule(session: Session, rule_id: int, *, is_paused: bool, job: Job) -> ChangeResult:
    """Have the rule rest, or take up again; the records that it made stay. Raises UNKNOWN_RULE."""
    found = [rule for rule in session.read(load_rules) if rule.id == rule_id]
    if not found:
        raise KnownError(ErrorCode.UNKNOWN_RULE, id=rule_id)
    return put_rule(session, replace(found[0], is_paused=is_paused), job=job)


def remove_rule(session: Session, rule_id: int) -> ChangeResult:
    """Remove the rule; the records that it made stay, what else it supported is decided anew at the next run."""

    def write(writer: Writer) -> tuple[list[Rule], list[int]]:
        before = [rule for rule in load_rules(writer) if rule.id == rule_id]
        payments = load_payments_by_rule(writer, rule_id)
        delete_rule(writer, rule_id)
        return before, payments

    before, payments = session.write(write)
    return ChangeResult(
        changes=Changes.RULES, undo=(lambda session: _restore(session, before[0], payments)) if before else None
    )


def _restore(session: Session, rule: Rule, payments: Sequence[int]) -> ChangeResult:
    def write(writer: Writer) -> None:
        save_rule(writer, rule)
        link_payments_to_rule(writer, payments, rule.id)

    session.write(write)
    run_attribution(session, Job())
    return ChangeResult(changes=Changes.RULES | TOUCHED, id=rule.id, undo=lambda session: remove_rule(session, rule.id))
