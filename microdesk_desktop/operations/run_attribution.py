"""The arrows on one page: rows come in, are kept by identity, and find what they pay.

rows ──keep──▶ transactions ──attribute──▶ outcomes ──record──▶ payments, suggestions
                                 ▲
                 open targets, clients, rules, owner
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.label_parser import counterparty_name
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import (
    Allocation,
    AttributionCounts,
    Origin,
    Outcome,
    Status,
)
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from microdesk_desktop.operations.session import Session
from microdesk_desktop.reconcile.engine import reconcile
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.attributions import (
    Attribution,
    Decision,
    load_open_statuses,
    release_transactions,
    save_new_decision,
)
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.targets import has_room, load_open_targets
from microdesk_desktop.store.bank.transactions import load_undecided
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.clients import load_parties
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.store.vault.company import load_company

BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInput:
    """All that the engine looks at."""

    transactions: Sequence[Transaction]
    targets: Sequence[Target]
    parties: Sequence[Party]
    rules: Sequence[Rule]
    owner: Owner


def load_engine_input(reader: Reader) -> EngineInput:
    """What is undecided, and what it could settle."""
    return EngineInput(
        transactions=load_undecided(reader),
        targets=load_open_targets(reader),
        parties=load_parties(reader),
        rules=load_rules(reader),
        owner=load_owner(reader),
    )


def load_owner(reader: Reader) -> Owner:
    """The names and accounts by which the user's own transfers are known."""
    ibans = tuple(account.iban for account in load_accounts(reader) if account.iban)
    return Owner(names=(load_company(reader).name,), ibans=ibans)


def run_attribution(session: Session, job: Job) -> AttributionCounts:
    """Run the engine on every transaction that no human decided, and record what it says.

    Cancelled at any moment, what is recorded is whole and the rest stays to do.
    """
    question = session.read(load_engine_input)
    if not question.transactions:
        return AttributionCounts()
    outcomes = reconcile(
        question.transactions,
        question.targets,
        parties=question.parties,
        owner=question.owner,
        rules=question.rules,
        job=job,
    )
    pairs = list(zip(question.transactions, outcomes, strict=True))
    rules = {rule.id: rule for rule in question.rules}
    for start in range(0, len(pairs), BATCH):
        job.checkpoint()
        batch = pairs[start : start + BATCH]
        session.write(lambda writer, batch=batch: _record(writer, batch, rules))  # type: ignore[misc]
        job.progress(min(start + BATCH, len(pairs)), len(pairs), "attribute")
    return _count(outcomes)


def _count(outcomes: Iterable[Outcome]) -> AttributionCounts:
    statuses = [outcome.status for outcome in outcomes]
    return AttributionCounts(
        attributed=statuses.count(Status.ATTRIBUTED),
        suggested=statuses.count(Status.SUGGESTED),
        ignored=statuses.count(Status.IGNORED),
    )


def _record(writer: Writer, batch: Sequence[tuple[Transaction, Outcome]], rules: dict[int, Rule]) -> None:
    """Write what changed; what the user decided while the engine thought is left alone."""
    statuses = load_open_statuses(writer, [transaction.id for transaction, _ in batch])
    for transaction, outcome in batch:
        status = statuses.get(transaction.id)
        if status is None or status is outcome.status is Status.TODO:
            continue
        if status is Status.SUGGESTED:
            release_transactions(writer, [transaction.id])
        save_new_decision(writer, _decision(writer, transaction, outcome, rules), transaction.on)


def _decision(writer: Writer, transaction: Transaction, outcome: Outcome, rules: dict[int, Rule]) -> Decision:
    if outcome.status is Status.ATTRIBUTED:
        attributions = _attributions(writer, transaction, outcome, rules)
        if not attributions:
            return Decision(transaction_id=transaction.id)
        return Decision(transaction_id=transaction.id, status=Status.ATTRIBUTED, attributions=attributions)
    return Decision(
        transaction_id=transaction.id,
        status=outcome.status,
        proposals=outcome.proposals if outcome.status is Status.SUGGESTED else (),
        reasons=outcome.reasons if outcome.status is Status.IGNORED else (),
    )


def _attributions(
    writer: Writer, transaction: Transaction, outcome: Outcome, rules: dict[int, Rule]
) -> tuple[Attribution, ...]:
    rule = rules.get(outcome.rule_id) if outcome.rule_id else None
    if not outcome.proposals and rule is not None:
        allocations: tuple[Allocation, ...] = (_create_by_rule(writer, transaction, rule),)
        reasons = outcome.reasons
    else:
        allocations, reasons = outcome.proposals[0].allocations, outcome.proposals[0].reasons
        if not all(has_room(writer, each) for each in allocations):
            return ()
    return tuple(
        Attribution(
            target_id=each.target_id,
            amount_cents=each.amount_cents,
            origin=Origin.RULE if rule else Origin.AUTO,
            reasons=reasons,
            rule_id=outcome.rule_id,
        )
        for each in allocations
    )


def _create_by_rule(writer: Writer, transaction: Transaction, rule: Rule) -> Allocation:
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
    return Allocation(target_id=save_record(writer, record), amount_cents=transaction.amount_cents)
