"""Reasons of a proposal: at most three, the strongest first.

The sentences are in `views/messages/reasons.py`.
"""

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import LOW
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_late
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES, REASONS

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_EXPENSE = TargetKind.EXPENSE
_CARD = LabelKind.CARD


def reasons_for(evidence: Evidence, items: OpenItems, parts: Parts, *instead: Reason) -> tuple[Reason, ...]:
    """The reasons to settle these parts, before the items change; `instead` replaces the reason of the amount."""
    first = parts[0][0]
    reasons = [
        _number(evidence, items, parts),
        _party(evidence, items, first),
        *(instead or (_amount(evidence, items, parts),)),
        _day(evidence, items, first) if len(parts) == 1 else None,
    ]
    return tuple([each for each in reasons if each][: REASONS.max_reasons])


def make_reason(code: str, **params: object) -> Reason:
    """A reason whose values are written as text."""
    return Reason(code=code, params={name: str(value) for name, value in params.items()})


# Cached: reasons without id and amount are few, and thousands of transactions share them.
_common = personal_cache(maxsize=1024)(make_reason)


def _number(evidence: Evidence, items: OpenItems, parts: Parts) -> Reason | None:
    found = evidence.cited.found
    if not found:
        return None
    cited = [position for position, _ in parts if position in found]
    if not cited:
        return None
    if len(cited) > 1:
        return make_reason("numbers", count=len(cited))
    code = "number_maybe" if found[cited[0]] is LOW else "number"
    return make_reason(code, target_id=items.targets[cited[0]].id)


def _party(evidence: Evidence, items: OpenItems, position: int) -> Reason | None:
    score, target = evidence.party_scores.get(items.parties[position], 0), items.targets[position]
    if score < NAMES.faint:
        is_alike = evidence.nature is not None and items.nature(position) is evidence.nature
        return _common("nature") if is_alike else None
    if evidence.alias is not None and score == FULL_SCORE:
        return make_reason("party_rule", rule_id=evidence.alias.id)
    side = "supplier" if target.kind is _EXPENSE else "client"
    return make_reason(side if score >= NAMES.strong else f"{side}_like", target_id=target.id)


def _amount(evidence: Evidence, items: OpenItems, parts: Parts) -> Reason:
    amount = evidence.transaction.amount_cents
    if len(parts) > 1:
        total = sum(cents for _, cents in parts)
        return make_reason("sum" if total == amount else "sum_part", count=len(parts))
    position, cents = parts[0]
    target, left = items.targets[position], items.remaining[position]
    if cents == left == amount:
        return _common("amount" if left == target.total_cents else "balance")
    if evidence.gross_cents == left:
        return make_reason("gross", cents=left, currency=target.currency)
    if abs(amount) > abs(left):
        return make_reason("surplus", cents=abs(amount - left), currency=target.currency)
    return _share(evidence, items, position)


def _share(evidence: Evidence, items: OpenItems, position: int) -> Reason:
    """How a payment smaller than what is left relates to it."""
    target, amount, left = items.targets[position], evidence.transaction.amount_cents, items.remaining[position]
    gap = abs(left - amount)
    if gap * REASONS.shortfall_part <= abs(left):
        return make_reason("shortfall", cents=gap, currency=target.currency)
    percent, rest = divmod(100 * amount, target.total_cents)
    if rest:
        return make_reason("part", cents=abs(target.total_cents), currency=target.currency)
    code = "deposit" if evidence.stated.is_deposit else "share"
    return make_reason(code, percent=percent, cents=abs(target.total_cents), currency=target.currency)


def _day(evidence: Evidence, items: OpenItems, position: int) -> Reason | None:
    days = days_after(evidence, items, position)
    if items.is_record[position]:
        if days == 0:
            return _common("purchase_day" if evidence.kind is _CARD else "same_day")
        return _common("days_after" if days > 0 else "days_before", days=abs(days))
    late = days_late(evidence, items, position)
    if late is None:
        return _common("after_issue", days=days) if days > 0 else None
    if late == 0:
        return _common("on_due")
    return _common("after_due" if late > 0 else "before_due", days=abs(late))
