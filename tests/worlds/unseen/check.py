"""What every case must keep, whoever wrote its generator: amounts that add up, ids that exist, pairs that agree."""

from collections import Counter
from collections.abc import Iterator, Mapping

from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from tests.worlds.unseen.case import Case, Mode, TargetId, Truth


def problems(case: Case) -> list[str]:
    """Each rule that the case breaks, in words; an empty list for a sound one."""
    targets = {target.id: target for target in case.targets}
    ids = [transaction.id for transaction in case.transactions] + [each.transaction.id for each in case.taught]
    found = [] if len(targets) == len(case.targets) else ["two targets have one id"]
    found += [] if len(set(ids)) == len(ids) else ["two transactions have one id"]
    if missing := {each.id for each in case.transactions} - case.truths.keys():
        return [*found, f"transactions {sorted(missing)} have no truth"]
    for transaction in case.transactions:
        truth = case.truths[transaction.id]
        at = f"{truth.behaviour}, transaction {transaction.id}"
        found += [f"{at}: {problem}" for problem in _in_truth(transaction, truth, case, targets)]
    return [*found, *_in_targets(case)]


def _in_truth(transaction: Transaction, truth: Truth, case: Case, targets: Mapping[TargetId, Target]) -> Iterator[str]:
    settled = sum(truth.parts.values())
    if truth.fee_cents and settled != transaction.amount_cents + truth.fee_cents:
        yield "parts and fee do not add up to the amount"
    if not truth.fee_cents and (settled * transaction.amount_cents < 0 or abs(settled) > abs(transaction.amount_cents)):
        yield "the parts are more than the amount, or have another sign"
    if (truth.mode is Mode.NOTHING) == bool(truth.parts):
        yield f"mode {truth.mode} with {len(truth.parts)} parts"
    other = case.truths.get(truth.cancels) if truth.cancels is not None else None
    if truth.cancels is not None and (other is None or other.cancels != transaction.id):
        yield "the other of the pair does not name it"
    for target_id in truth.parts:
        target = targets.get(target_id)
        if target is None or not target.remaining_cents:
            yield f"target {target_id} has nothing left to settle"
        elif target.currency != transaction.currency:
            yield "the currencies differ"


def _in_targets(case: Case) -> Iterator[str]:
    settled: Counter[TargetId] = Counter()
    for truth in case.truths.values():
        settled.update(truth.parts)
    for target in case.targets:
        cents, left, type_ = settled[target.id], target.remaining_cents, target.document_type
        if cents * left < 0 or abs(cents) > abs(left):
            yield f"{target.reference}: {cents} settled of {left}"
        if target.kind is TargetKind.INVOICE and type_ is None:
            yield f"{target.reference}: a document without a type"
        if type_ is not None and not type_.is_settled_by_money and left:
            yield f"{target.reference}: a {type_} is settled by no money"
