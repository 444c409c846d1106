"""Store the outcomes of an engine run: only what differs, and nothing against what the user did meanwhile.

What was decided automatically and is decided otherwise now has a reason for it: REVISED, with its day.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.labels.parser import counterparty_name
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import (
    Allocation,
    AttributionCounts,
    Origin,
    Outcome,
    Proposal,
    Status,
)
from microdesk_desktop.domain.settle.dependencies import AMOUNT, Dependency
from microdesk_desktop.domain.settle.reasons import REVISED, Reason
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.attribution.engine_input import EngineInput
from microdesk_desktop.operations.attribution.fees import delete_fees, kept_cents, save_fee
from microdesk_desktop.operations.session import Session
from microdesk_desktop.reconcile.affected import EngineRun, decided_keys, is_same, transaction_keys
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.store.bank.attribution_run import (
    LastRun,
    change_dependencies,
    forget_last_run,
    is_last_transaction_known,
    load_dependencies,
    save_last_run,
)
from microdesk_desktop.store.bank.attributions import (
    Attribution,
    Decision,
    delete_suggestions,
    end_attributions,
    load_attributions,
    load_decisions,
    mark_stale,
    save_attribution_reasons,
    save_new_decision,
    save_reasons,
)
from microdesk_desktop.store.bank.recorded import load_recorded
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.targets import has_room, load_target_ids
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.receipts_expenses import save_record

BATCH = 1_000
_DECIDED = (Status.ATTRIBUTED, Status.IGNORED)
_EXPLAINED = (Status.TODO, Status.IGNORED)
"""The statuses of a transaction that has reasons of its own, rather than those of what it settles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of one transaction, the automatic one that it replaces, and what it depends on: (kind, value)."""

    transaction: Transaction
    outcome: Outcome
    before: Outcome | None
    dependencies: Set[tuple[str, int]]

    @property
    def is_revised(self) -> bool:
        """Whether it was decided automatically, and is no longer as it was."""
        return self.before is not None and not _settles_same(self.outcome, self.before)


def record(session: Session, run: EngineRun, given: EngineInput, seen: LastRun, job: Job) -> AttributionCounts:
    """Store a run's outcomes and what it saw; returns how many outcomes were new. Raises Cancelled between batches.

    One batch is one write. When there are several, the former run is forgotten first: if this one is interrupted, the
    next looks at everything. So it does after a run whose transactions changed or were erased meanwhile.
    """
    results, statuses = _results(run), list[Status]()
    is_whole, is_current, revised = len(results) <= BATCH, True, 0
    for start in range(0, max(1, len(results)), BATCH):
        job.checkpoint()
        batch, is_last = results[start : start + BATCH], start + BATCH >= len(results)

        def write(
            writer: Writer,
            batch: Sequence[Result] = batch,
            is_first: bool = start == 0,
            is_last: bool = is_last,
            was_current: bool = is_current,
        ) -> tuple[list[Status], bool, int]:
            # What is no longer settled is given back before anything else may take it.
            ended = _end_revised(writer, results, given, session.clock.today()) if is_first else 0
            if ended and not is_whole:
                forget_last_run(writer)
            recorder = _Recorder(writer, batch, given)
            stored, is_current = recorder.record(is_whole=is_whole), was_current and recorder.is_current
            if is_last and is_current and is_last_transaction_known(writer, seen):
                save_last_run(writer, seen, given.transactions)
            elif is_last:
                forget_last_run(writer)
            return stored, is_current, ended

        stored, is_current, ended = session.write(write)
        statuses += stored
        revised += ended
        job.progress(min(start + BATCH, len(results)), len(results), "attribute")
    return AttributionCounts(
        attributed=statuses.count(Status.ATTRIBUTED),
        suggested=statuses.count(Status.SUGGESTED),
        ignored=statuses.count(Status.IGNORED),
        revised=revised,
    )


def _results(run: EngineRun) -> Sequence[Result]:
    return [
        Result(
            transaction=evidence.transaction,
            outcome=outcome,
            before=run.before.get(outcome.transaction_id),
            dependencies=_dependencies(outcome, evidence, run.items),
        )
        for outcome, evidence in zip(run.outcomes, run.evidence, strict=True)
    ]


def _dependencies(outcome: Outcome, evidence: Evidence, items: OpenItems) -> Set[Dependency]:
    is_decided = outcome.status in _DECIDED
    keys = decided_keys(evidence, outcome, items) if is_decided else transaction_keys(evidence, items)
    return frozenset(keys) - {(AMOUNT, evidence.transaction.amount_cents)}


def _settles_same(outcome: Outcome, before: Outcome) -> bool:
    """Whether both settle the same, whatever the reasons."""
    if outcome.status is not before.status or outcome.rule_id is not None:
        return is_same(outcome, before)
    return (
        outcome.status is not Status.ATTRIBUTED or outcome.proposals[0].allocations == before.proposals[0].allocations
    )


def _end_revised(writer: Writer, results: Sequence[Result], given: EngineInput, today: date) -> int:
    """End what is decided otherwise now, as long as it stands, and note it; returns how many transactions it was."""
    revised = {each.transaction.id: each for each in results if each.is_revised}
    stored = load_recorded(writer, given.closed, revised)
    ended = [each for each in stored if not each.is_fixed and each.outcome == revised[each.transaction.id].before]
    former = [part for each in ended for part in load_attributions(writer, each.transaction.id)]
    end_attributions(writer, [each.transaction.id for each in ended])
    delete_fees(writer, former)
    for transaction, outcome, _ in ended:
        if outcome is not None and outcome.status is Status.ATTRIBUTED:
            save_reasons(writer, transaction.id, (_revised(outcome, today),))
    return sum(each.outcome is not None and each.outcome.status is Status.ATTRIBUTED for each in ended)


def _revised(before: Outcome, today: date) -> Reason:
    settled = before.proposals[0].allocations[0].target_id
    return Reason(REVISED, {"target_id": str(settled), "on": today.isoformat()})


class _Recorder:
    """Writes one batch against the vault as it is now, which may not be the one that the engine saw."""

    def __init__(self, writer: Writer, batch: Sequence[Result], given: EngineInput) -> None:
        self._writer = writer
        ids = [each.transaction.id for each in batch]
        self._stored = load_decisions(writer, ids)
        current = {each.transaction.id: each for each in load_recorded(writer, given.closed, ids)}
        # An outcome of former facts is dropped; after an erasure, an id may be that of another transaction.
        known = [current.get(each.transaction.id) for each in batch]
        self._batch = [
            each
            for each, now in zip(batch, known, strict=True)
            if now is not None and now.transaction == each.transaction
        ]
        self.is_current = len(self._batch) == len(batch)
        # A decision of the user's, or another automatic one than the engine saw, is left alone.
        self._is_open = {
            each.transaction.id: not now.is_fixed and now.outcome == (None if each.is_revised else each.before)
            for each, now in zip(batch, known, strict=True)
            if now is not None
        }
        self._target_ids = load_target_ids(writer)
        unchanged = set(load_rules(writer)) & set(given.rules)
        self._rules: Mapping[int, Rule] = {rule.id: rule for rule in unchanged}

    def record(self, *, is_whole: bool) -> list[Status]:
        """Write what differs; returns the statuses written. `is_whole` is false for one batch of several."""
        differing = [each for each in self._batch if self._differs(each)]
        before = load_dependencies(self._writer, self._stored)
        after = {(kind, value, each.transaction.id) for each in self._batch for kind, value in each.dependencies}
        if not is_whole and (differing or before != after):
            forget_last_run(self._writer)
        change_dependencies(self._writer, gone=before - after, new=after - before)
        return [status for each in differing if (status := self._store(each)) is not None]

    def _differs(self, result: Result) -> bool:
        """Whether the engine has another answer than the stored one; what the user decided meanwhile is left alone."""
        stored, outcome = self._stored[result.transaction.id], result.outcome
        if not self._is_open[result.transaction.id]:
            return False
        if stored.status in _DECIDED:
            return result.before is not None and not is_same(outcome, result.before)
        proposals = outcome.proposals if outcome.status is Status.SUGGESTED else ()
        reasons = outcome.reasons if outcome.status in _EXPLAINED else ()
        known = stored.status, stored.proposals, _without_revised(stored.reasons)
        return known != (outcome.status, proposals, reasons)

    def _store(self, result: Result) -> Status | None:
        """Write an outcome; returns its status, None where only its reasons changed."""
        transaction, stored = result.transaction, self._stored[result.transaction.id]
        if stored.status in _DECIDED:
            self._save_reasons(result.outcome, stored)
            return None
        decision = self._decision(transaction, result.outcome)
        revised = tuple(each for each in stored.reasons if each.code == REVISED)
        decision = replace(decision, reasons=(*decision.reasons, *revised))
        if stored.proposals:
            delete_suggestions(self._writer, [transaction.id])
        save_new_decision(self._writer, decision, transaction.on)
        if decision.status is not result.outcome.status:
            mark_stale(self._writer, [transaction.id])
        return decision.status

    def _save_reasons(self, outcome: Outcome, stored: Decision) -> None:
        if outcome.status is Status.ATTRIBUTED:
            save_attribution_reasons(self._writer, outcome.transaction_id, outcome.proposals[0].reasons)
            return
        revised = tuple(each for each in stored.reasons if each.code == REVISED)
        save_reasons(self._writer, outcome.transaction_id, (*outcome.reasons, *revised))

    def _decision(self, transaction: Transaction, outcome: Outcome) -> Decision:
        """The outcome as far as it is still possible."""
        if outcome.status is Status.ATTRIBUTED:
            attributions = self._attributions(transaction, outcome)
            status = Status.ATTRIBUTED if attributions else Status.TODO
            return Decision(transaction_id=transaction.id, status=status, attributions=attributions)
        if outcome.status is Status.SUGGESTED:
            proposals = tuple(each for each in outcome.proposals if self._exist(each))
            status = Status.SUGGESTED if proposals else Status.TODO
            return Decision(transaction_id=transaction.id, status=status, proposals=proposals)
        reasons = outcome.reasons if outcome.status in _EXPLAINED else ()
        return Decision(transaction_id=transaction.id, status=outcome.status, reasons=reasons)

    def _exist(self, proposal: Proposal) -> bool:
        return all(each.target_id in self._target_ids for each in proposal.allocations)

    def _attributions(self, transaction: Transaction, outcome: Outcome) -> tuple[Attribution, ...]:
        """The attributions to record; none when a target was settled or removed, or the rule changed, meanwhile."""
        rule = self._rules.get(outcome.rule_id) if outcome.rule_id else None
        if outcome.proposals:
            allocations, reasons = outcome.proposals[0].allocations, outcome.proposals[0].reasons
            if not all(has_room(self._writer, each) for each in allocations):
                return ()
        elif rule is not None:
            allocations, reasons = (self._create_record(transaction, rule),), outcome.reasons
        else:
            return ()
        settled = tuple(
            Attribution(
                target_id=each.target_id,
                amount_cents=each.amount_cents,
                origin=Origin.RULE if rule else Origin.AUTO,
                reasons=reasons,
                rule_id=outcome.rule_id,
            )
            for each in allocations
        )
        kept = kept_cents(transaction, allocations)
        return (*settled, save_fee(self._writer, transaction, kept, Origin.AUTO)) if kept else settled

    def _create_record(self, transaction: Transaction, rule: Rule) -> Allocation:
        party = rule.party_name or counterparty_name(transaction.label) or rule.name
        record: Expense | Receipt
        if rule.action is RuleAction.EXPENSE:
            record = Expense(
                on=transaction.on,
                supplier=party,
                label=rule.label,
                amount_cents=-transaction.amount_cents,
                category=rule.category,
            )
        else:
            record = Receipt(on=transaction.on, client=party, label=rule.label, amount_cents=transaction.amount_cents)
        return Allocation(target_id=save_record(self._writer, record), amount_cents=transaction.amount_cents)


def _without_revised(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(each for each in reasons if each.code != REVISED)
