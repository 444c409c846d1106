"""How the amount of a payment relates to what its documents ask for, and what likely made the difference."""

import re

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.documents.recovery import RECOVERY_CENTS
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.vocabulary import CHARGES
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.special import is_round_rate
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.reasons.values import common_reason, make_reason
from microdesk_desktop.reconcile.tuning import REASONS

_EXPENSE = TargetKind.EXPENSE
_TAKINGS = (LabelKind.CARD_TAKINGS, LabelKind.CHEQUE_DEPOSIT)
_CARD = LabelKind.CARD
_PENALTY = re.compile(r"\bPENALIT")
_MEAL = re.compile(r"\b(?:RESTAU|REPAS|RECEPTION|BRASSERIE|BISTRO|CAFE|PIZZ|TRAITEUR|BAR\b|TAXI|HOTEL)")
"""Where one tips."""


def amount_reason(evidence: Evidence, items: OpenItems, parts: Parts) -> Reason:
    """The one reason of the amount, before the items change."""
    amount, settled = evidence.transaction.amount_cents, sum(cents for _, cents in parts)
    if settled > amount > 0:
        return _gross(evidence, items, parts, settled)
    if len(parts) > 1:
        return _sum(evidence, items, parts, settled)
    position, cents = parts[0]
    target, left = items.targets[position], items.remaining[position]
    if cents == left == amount:
        return common_reason("amount" if left == target.total_cents else "balance")
    if _is_transposed(abs(amount), abs(left)):
        return make_reason("transposed", cents=abs(left), currency=target.currency)
    if abs(amount) > abs(left):
        return make_reason(
            "surplus",
            cents=abs(amount - left),
            currency=target.currency,
            kind=target.kind.value,
            cause=_cause_of_surplus(evidence, items, position),
        )
    return _share(evidence, items, position)


def _gross(evidence: Evidence, items: OpenItems, parts: Parts, settled: int) -> Reason:
    """More is settled than was received: somebody kept the rest."""
    kept = settled - evidence.transaction.amount_cents
    if kept == evidence.stated.fee_cents or evidence.gross_cents == settled:
        cause = "stated"
    elif evidence.tariff is not None and evidence.tariff.may_keep(settled, kept):
        cause = "tariff"
    elif evidence.kind in _TAKINGS:
        cause = "commission"
    elif CHARGES.search(evidence.text):
        cause = "charges"
    else:
        cause = "platform" if _is_of_market_place(evidence, settled) else ""
    currency = items.targets[parts[0][0]].currency
    code = "gross" if cause in ("stated", "tariff") else "gross_maybe"
    return make_reason(code, cents=settled, kept=kept, currency=currency, cause=cause)


def _is_of_market_place(evidence: Evidence, settled: int) -> bool:
    """Whether somebody who is no client kept a whole percentage."""
    is_of_client = bool(evidence.matched_parties) and evidence.alias is None
    return not is_of_client and is_round_rate(settled, evidence.transaction.amount_cents)


def _sum(evidence: Evidence, items: OpenItems, parts: Parts, settled: int) -> Reason:
    amount = evidence.transaction.amount_cents
    in_part = [(position, cents) for position, cents in parts if cents != items.remaining[position]]
    if in_part:
        position, cents = in_part[-1]
        target, percent = items.targets[position], evidence.stated.percent
        is_share = percent is not None and abs(100 * cents - percent * target.total_cents) <= REASONS.cent_of_percent
        return make_reason(
            "sum_last_share" if is_share else "sum_last_part",
            target_id=target.id,
            cents=abs(cents),
            left=abs(items.remaining[position]),
            currency=target.currency,
        )
    currency = items.targets[parts[0][0]].currency
    if settled != amount:
        return make_reason("sum_surplus", count=len(parts), cents=abs(amount - settled), currency=currency)
    deducted = any(cents * amount < 0 for _, cents in parts)
    return common_reason("sum_deducted" if deducted else "sum", count=len(parts))


def _share(evidence: Evidence, items: OpenItems, position: int) -> Reason:
    """How a payment smaller than what is left relates to it."""
    target, amount, left = items.targets[position], evidence.transaction.amount_cents, items.remaining[position]
    gap = abs(left - amount)
    if gap * REASONS.shortfall_part <= abs(left):
        cause = _cause_of_shortfall(evidence, items, position, gap)
        return make_reason("shortfall", cents=gap, currency=target.currency, kind=target.kind.value, cause=cause)
    percent, rest = divmod(100 * amount, target.total_cents)
    count = round(target.total_cents / amount)
    if rest and 2 <= count <= REASONS.most_parts and abs(target.total_cents - count * amount) <= count:
        return make_reason("fraction", count=count, cents=abs(target.total_cents), currency=target.currency)
    if rest:
        return make_reason("part", cents=abs(target.total_cents), currency=target.currency)
    code = "deposit" if evidence.stated.is_deposit else "share"
    return make_reason(code, percent=percent, cents=abs(target.total_cents), currency=target.currency)


def _cause_of_surplus(evidence: Evidence, items: OpenItems, position: int) -> str:
    gap = abs(evidence.transaction.amount_cents - items.remaining[position])
    if items.targets[position].kind is not _EXPENSE:
        return _cause_of_more(evidence.transaction.amount_cents, gap)
    is_small = gap * REASONS.tip_part <= abs(items.remaining[position])
    if evidence.kind is _CARD and is_small and _is_meal(evidence, items, position):
        return "tip"
    return _exchange(evidence, items, position, gap)


def _cause_of_more(amount: int, gap: int) -> str:
    """Why a client pays more than was asked: the indemnity for late payment, a rounding."""
    if gap == RECOVERY_CENTS:
        return "indemnity"
    if amount % REASONS.rounded_to == 0 and gap * REASONS.rounded_part <= amount:
        return "rounded"
    return "cents" if gap < REASONS.cents else ""


def _is_transposed(paid: int, asked: int) -> bool:
    """Whether the two amounts differ by two neighbouring digits: 917 for 971."""
    one, other = str(paid), str(asked)
    places = [place for place, digit in enumerate(one) if digit != other[place]] if len(one) == len(other) else []
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    first, second = places
    return one[first] == other[second] and one[second] == other[first]


def _cause_of_shortfall(evidence: Evidence, items: OpenItems, position: int, gap: int) -> str:
    if items.targets[position].kind is _EXPENSE:
        return _exchange(evidence, items, position, gap)
    if evidence.kind in _TAKINGS or evidence.tariff is not None:
        return "commission"
    if _PENALTY.search(evidence.text):
        return "penalty"
    if CHARGES.search(evidence.text):
        return "charges"
    if gap < REASONS.cents:
        return "cents"
    total, percent = abs(items.targets[position].total_cents), evidence.stated.percent
    if percent is not None and abs(100 * gap - percent * total) <= REASONS.cent_of_percent:
        return "discount_stated"
    return "discount" if _is_discount(total, gap) else "charges"


def _exchange(evidence: Evidence, items: OpenItems, position: int, gap: int) -> str:
    """« exchange » where the label gives the amount in another currency, « exchange_maybe » for a card's odd gap."""
    if original_amount(evidence.transaction.label):
        return "exchange"
    is_odd = evidence.kind is _CARD and gap % REASONS.round_gap != 0
    return "exchange_maybe" if is_odd and gap * REASONS.exchange_part <= abs(items.remaining[position]) else ""


def _is_discount(total_cents: int, gap: int) -> bool:
    """Whether the gap is a discount as they are granted for prompt payment: one, one and a half, two, three percent."""
    return any(abs(total_cents * rate - 1000 * gap) <= REASONS.cent_of_rate for rate in REASONS.discount_rates)


def _is_meal(evidence: Evidence, items: OpenItems, position: int) -> bool:
    category = fold(items.targets[position].category)
    return _MEAL.search(evidence.text) is not None or _MEAL.search(category) is not None
