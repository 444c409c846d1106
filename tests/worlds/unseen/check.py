"""What every case must keep, whoever wrote its generator: amounts that add up, ids that exist, days in order."""

from collections import defaultdict

from microdesk_desktop.domain.settle.targets import TargetKind
from tests.worlds.unseen.case import Case, Mode


def problems(case: Case) -> list[str]:
    """Each rule that the case breaks, in words; an empty list for a sound one."""
    targets = {target.id: target for target in case.targets}
    found = [] if len(targets) == len(case.targets) else ["two targets have one id"]
    ids = [transaction.id for transaction in case.transactions] + [each.transaction.id for each in case.taught]
    found += [] if len(set(ids)) == len(ids) else ["two transactions have one id"]
    settled: dict[int, int] = defaultdict(int)
    for transaction in case.transactions:
        truth = case.truths.get(transaction.id)
        if truth is None:
            found.append(f"transaction {transaction.id} has no truth")
            continue
        at = f"{truth.behaviour}, transaction {transaction.id}"
        if unknown := truth.parts.keys() - targets.keys():
            found.append(f"{at}: no target {sorted(unknown)}")
            continue
        if truth.parts and sum(truth.parts.values()) > transaction.amount_cents + truth.fee_cents > 0:
            found.append(f"{at}: the parts are more than the amount and the fee")
        if truth.fee_cents and sum(truth.parts.values()) != transaction.amount_cents + truth.fee_cents:
            found.append(f"{at}: parts and fee do not add up")
        if (truth.mode is Mode.NOTHING) == bool(truth.parts):
            found.append(f"{at}: mode {truth.mode} with {len(truth.parts)} parts")
        if truth.cancels is not None:
            other = case.truths.get(truth.cancels)
            if other is None or other.cancels != transaction.id:
                found.append(f"{at}: the other of the pair does not name it")
        for target_id, cents in truth.parts.items():
            settled[target_id] += cents
            if targets[target_id].currency != transaction.currency:
                found.append(f"{at}: currencies differ")
            if not targets[target_id].remaining_cents:
                found.append(f"{at}: {targets[target_id].reference} has nothing left to settle")
    for target_id, cents in settled.items():
        left = targets[target_id].remaining_cents
        if left and (cents * left < 0 or abs(cents) > abs(left)):
            found.append(f"{targets[target_id].reference}: {cents} settled of {left}")
    for target in case.targets:
        type_ = target.document_type
        if target.kind is TargetKind.INVOICE and type_ is None:
            found.append(f"{target.reference}: a document without a type")
        if type_ is not None and not type_.is_settled_by_money and target.remaining_cents:
            found.append(f"{target.reference}: a {type_} is settled by no money")
    return found
