"""Store the outcomes of an engine run: only what differs, and nothing against what the user did meanwhile."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

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
from microdesk_desktop.domain.settle.dependencies import AMOUNT
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.attribution.fees import kept_cents, save_fee
from microdesk_desktop.operations.session import Session
from microdesk_desktop.reconcile.affected import EngineRun, transaction_keys
from microdesk_desktop.store.bank.attribution_run import (
    ChangedTransactions,
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
    load_decisions,
    mark_stale,
    save_new_decision,
)
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.targets import has_room, load_target_ids
from microdesk_desktop.store.bank.transactions import load_bank_transactions
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.receipts_expenses import save_record

BATCH = 1_000
_OPEN = (Status.TODO, Status.SUGGESTED)
_EXPLAINED = (Status.TODO, Status.IGNORED)
"""The statuses of a transaction that has reasons of its own, rather than those of what it settles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of one transaction, and what it depends on while it stays undecided: (kind, value)."""

    transaction: Transaction
    outcome: Outcome
    dependencies: Set[tuple[str, int]]


def record(
    session: Session, run: EngineRun, changed: ChangedTransactions, seen: LastRun, rules: Sequence[Rule], job: Job
) -> AttributionCounts:
    """Store a run's outcomes and what it saw; returns how many outcomes were new. Raises Cancelled between batches.

    One batch is one write. When there are several, the former run is forgotten first: if this one is interrupted, the
    next looks at everything. So it does after a run whose transactions changed or were erased meanwhile.
    """
    results, statuses = _results(run), list[Status]()
    is_whole, is_current = len(results) <= BATCH, True
    for start in range(0, max(1, len(results)), BATCH):
        job.checkpoint()
        batch, is_last = results[start : start + BATCH], start + BATCH >= len(results)

        def write(
            writer: Writer,
            batch: Sequence[Result] = batch,
            is_last: bool = is_last,
            was_current: bool = is_current,
        ) -> tuple[list[Status], bool]:
            recorder = _Recorder(writer, batch, rules)
            stored, is_current = recorder.record(is_whole=is_whole), was_current and recorder.is_current
            if is_last and is_current and is_last_transaction_known(writer, seen):
                save_last_run(writer, seen, changed)
            elif is_last:
                forget_last_run(writer)
            return stored, is_current

        stored, is_current = session.write(write)
        statuses += stored
        job.progress(min(start + BATCH, len(results)), len(results), "attribute")
    return AttributionCounts(
        attributed=statuses.count(Status.ATTRIBUTED),
        suggested=statuses.count(Status.SUGGESTED),
        ignored=statuses.count(Status.IGNORED),
    )


def _results(run: EngineRun) -> Sequence[Result]:
    return [
        Result(
            transaction=evidence.transaction,
            outcome=outcome,
            dependencies=frozenset(transaction_keys(evidence, run.items))
            - {(AMOUNT, evidence.transaction.amount_cents)},
        )
        for outcome, evidence in zip(run.outcomes, run.evidence, strict=True)
    ]


class _Recorder:
    """Writes one batch against the vault as it is now, which may not be the one that the engine saw."""

    def __init__(self, writer: Writer, batch: Sequence[Result], rules: Collection[Rule]) -> None:
        self._writer = writer
        ids = [each.transaction.id for each in batch]
        self._stored = load_decisions(writer, ids)
        current = {transaction.id: transaction for transaction in load_bank_transactions(writer, ids)}
        # An outcome of former facts is dropped; after an erasure, an id may be that of another transaction.
        self._batch = [each for each in batch if current.get(each.transaction.id) == each.transaction]
        self.is_current = len(self._batch) == len(batch)
        self._target_ids = load_target_ids(writer)
        unchanged = set(load_rules(writer)) & set(rules)
        self._rules: Mapping[int, Rule] = {rule.id: rule for rule in unchanged}

    def record(self, *, is_whole: bool) -> list[Status]:
        """Write what differs; returns the statuses written. `is_whole` is false for one batch of several."""
        differing = [each for each in self._batch if self._differs(each)]
        before = load_dependencies(self._writer, self._stored)
        after = {
            (kind, value, each.transaction.id)
            for each in self._batch
            if not (self._is_open(each) and _is_decided(each.outcome))
            for kind, value in each.dependencies
        }
        if not is_whole and (differing or before != after):
            forget_last_run(self._writer)
        change_dependencies(self._writer, gone=before - after, new=after - before)
        return [self._store(each) for each in differing]

    def _is_open(self, result: Result) -> bool:
        stored = self._stored[result.transaction.id]
        return stored.status in _OPEN and not stored.is_decided

    def _differs(self, result: Result) -> bool:
        """Whether the engine has another answer than the stored one; what the user decided meanwhile is left alone."""
        stored, outcome = self._stored[result.transaction.id], result.outcome
        if not self._is_open(result):
            return False
        proposals = outcome.proposals if outcome.status is Status.SUGGESTED else ()
        reasons = outcome.reasons if outcome.status in _EXPLAINED else ()
        return (stored.status, stored.proposals, stored.reasons) != (outcome.status, proposals, reasons)

    def _store(self, result: Result) -> Status:
        transaction = result.transaction
        decision = self._decision(transaction, result.outcome)
        if self._stored[transaction.id].proposals:
            delete_suggestions(self._writer, [transaction.id])
        save_new_decision(self._writer, decision, transaction.on)
        if decision.status is not result.outcome.status:
            mark_stale(self._writer, [transaction.id])
        return decision.status

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


def _is_decided(outcome: Outcome) -> bool:
    return outcome.status in (Status.ATTRIBUTED, Status.IGNORED)
