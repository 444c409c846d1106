"""How likely a transaction settles some parts: the sum of what is for and against, in thousandths.

What is for and against is weighed apart: the name, the number, the amount, the day, the subject; several targets count
by their mean. The weights in `tuning.SUGGESTIONS` order proposals, they are no probabilities: what weighs less than
`min_score` is not shown.
"""

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.documents.recovery import RECOVERY_CENTS
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.doubts import doubts
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import HIGH, MEDIUM, Confidence
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.stated import names_day, names_month
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.special import is_round_rate
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_late, is_timely
from microdesk_desktop.reconcile.proposals.commissions import is_stated_fee, is_usual_fee
from microdesk_desktop.reconcile.proposals.grounded import (
    is_fee_apart,
    is_grounded,
    is_original_amount,
    is_stated_share,
)
from microdesk_desktop.reconcile.proposals.public_payers import is_of_public_client, is_public_payer
from microdesk_desktop.reconcile.proposals.reach import is_half
from microdesk_desktop.reconcile.proposals.subject import has_serial_written, is_of_stated_time, shared_words
from microdesk_desktop.reconcile.proposals.takings import is_equal_share, is_of_means, is_payout, is_takings
from microdesk_desktop.reconcile.tuning import FULL_SCORE, SUGGESTIONS

_PURCHASES = (LabelKind.CARD, LabelKind.DIRECT_DEBIT)
_EXPENSE = TargetKind.EXPENSE
_OF_TREASURIES = ("unknown_number", "other_nature")


def score(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    """How likely the transaction settles these parts, to the nearest hundredth; 0 where only chance suggests it."""
    return (max(0, min(SUGGESTIONS.max_score, weigh(evidence, items, parts))) + 5) // 10 * 10


def weigh(evidence: Evidence, items: OpenItems, parts: Parts, least: int | None = None) -> int:
    """The sum of all that is for and against, without bounds; 0 where only chance suggests it.

    Where it is less than `least`, any lower value: what is against it is then not looked for.
    """
    if not is_grounded(evidence, items, parts):
        return 0
    amount = _of_amount(evidence, items, parts)
    values = [_for_part(evidence, items, position) for position, _ in parts]
    value = sum(values) // len(values) + amount
    if least is not None and value < least:
        return value
    settled = {items.targets[position].id for position, _ in parts}
    total = sum(values)
    most = None if least is None else total - (least - amount) * len(parts)
    against = 0
    for position, _ in parts:
        against += _against_part(evidence, items, position, settled, None if most is None else most - against)
        if most is not None and against > most:
            break
    return (total - against) // len(parts) + amount


def _for_part(evidence: Evidence, items: OpenItems, position: int) -> int:
    """What is for one target, whatever the amount."""
    confidence = evidence.cited.found.get(position)
    value = SUGGESTIONS.party * evidence.party_scores.get(items.parties[position], 0) // FULL_SCORE
    value += _of_time(evidence, items, position) + _of_subject(evidence, items, position)
    if confidence:
        value += _of_number(confidence)
    elif has_serial_written(evidence, items, position):
        value += SUGGESTIONS.serial
    if is_of_public_client(evidence, items, position):
        value += SUGGESTIONS.public_client
    return value


def _against_part(evidence: Evidence, items: OpenItems, position: int, settled: set[int], most: int | None) -> int:
    """What is against one target, settled with these; where it is more than `most`, any higher value than that."""
    is_record = items.is_record[position]
    value = SUGGESTIONS.card_or_debit if not is_record and evidence.kind in _PURCHASES else 0
    for doubt in doubts(evidence, items, position, is_alone=len(settled) == 1):
        if doubt.code in _OF_TREASURIES and is_public_payer(evidence):
            continue  # the number of a mandate, the treasury that is no tax office here
        if int(doubt.params.get("target_id", 0)) not in settled or doubt.code == "other_person":
            value += SUGGESTIONS.doubts.get(doubt.code, SUGGESTIONS.other_doubt)
            if most is not None and value > most:
                break
    return value


def _of_number(confidence: Confidence) -> int:
    if confidence is HIGH:
        return SUGGESTIONS.number_high
    return SUGGESTIONS.number_medium if confidence is MEDIUM else SUGGESTIONS.number_low


def _of_subject(evidence: Evidence, items: OpenItems, position: int) -> int:
    """What the day, the month and the words add that the payer wrote, and the document has too."""
    stated, target = evidence.stated, items.targets[position]
    value = min(len(shared_words(evidence, items, position)), 2) * SUGGESTIONS.subject_word
    if is_of_stated_time(evidence, items, position):
        return value + SUGGESTIONS.stated_in_subject
    if stated.days and names_day(stated.days, target.on):
        return value + SUGGESTIONS.stated
    months = stated.months_beside(name_words(target.party_name)) if stated.months else ()
    return value + (SUGGESTIONS.stated if months and names_month(months, target.on) else 0)


def _of_amount(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    amount = evidence.transaction.amount_cents
    settled = sum(cents for _, cents in parts)
    is_whole = all(cents == items.remaining[position] for position, cents in parts)
    if abs(settled) > abs(amount):
        return _of_net(evidence, items, parts)
    if settled == amount and is_whole:
        return _of_exact(evidence, items, parts)
    if len(parts) > 1:
        return SUGGESTIONS.amount_whole_and_part if settled == amount else SUGGESTIONS.amount_sum_part
    position = parts[0][0]
    value = _of_single(evidence, items, position)
    has_exact = bool(items.exact_of_party(items.parties[position], evidence.transaction.currency, amount))
    return value - SUGGESTIONS.exact_elsewhere if has_exact else value


def _of_exact(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    is_odd = SUGGESTIONS.amount_rare if evidence.transaction.amount_cents % 100 else 0
    if len(parts) == 1:
        position, cents = parts[0]
        is_rare = items.is_rare(items.targets[position].currency, cents)
        return SUGGESTIONS.amount_exact + (SUGGESTIONS.amount_rare if is_rare else 0)
    value = SUGGESTIONS.amount_sum + is_odd
    if evidence.stated.is_several and not evidence.cited.found:
        value += SUGGESTIONS.several_stated
    if is_takings(evidence) and all(items.is_record[position] for position, _ in parts):
        value += SUGGESTIONS.takings
    if is_takings(evidence):
        value -= SUGGESTIONS.more_of_slip * min(len(parts) - 2, 4)
    return value


def _of_net(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    """What a gross amount is worth, of which somebody kept a part, by what is usually kept."""
    gross, net = sum(cents for _, cents in parts), evidence.transaction.amount_cents
    if is_stated_fee(evidence, gross):
        return SUGGESTIONS.amount_exact
    if not is_payout(evidence):
        return SUGGESTIONS.amount_gross
    value = SUGGESTIONS.takings if all(is_of_means(evidence, items, position) for position, _ in parts) else 0
    if is_usual_fee(evidence, items, parts):
        return value + SUGGESTIONS.amount_net_usual
    kept = (gross - net) * FULL_SCORE // gross
    if SUGGESTIONS.least_kept <= kept <= SUGGESTIONS.most_kept:
        return value + SUGGESTIONS.amount_net_likely
    is_round = len(parts) == 1 and is_round_rate(gross, net)
    return value + (SUGGESTIONS.amount_gross if is_round else 0)


def _of_single(evidence: Evidence, items: OpenItems, position: int) -> int:
    amount, left = evidence.transaction.amount_cents, items.remaining[position]
    if abs(amount) > abs(left):
        return _of_surplus(abs(amount), abs(left))
    if is_original_amount(evidence, items, position):
        return SUGGESTIONS.amount_stated
    is_near = abs(left - amount) * SUGGESTIONS.nearly_paid_part <= abs(left)
    if is_near and not evidence.stated.is_deposit:
        return SUGGESTIONS.amount_nearly_paid
    return _of_share(evidence, items, position)


def _of_surplus(amount: int, left: int) -> int:
    if amount - left == RECOVERY_CENTS:
        return SUGGESTIONS.amount_nearly_paid
    is_little = amount * 100 <= (100 + SUGGESTIONS.surplus_percent) * left
    return SUGGESTIONS.amount_surplus if is_little else -SUGGESTIONS.much_surplus


def _of_share(evidence: Evidence, items: OpenItems, position: int) -> int:
    """What a payment smaller than the document is worth, by the share that it is and the one that the label states."""
    amount, total = abs(evidence.transaction.amount_cents), abs(items.targets[position].total_cents)
    if is_stated_share(evidence, amount, total):
        return SUGGESTIONS.amount_stated
    if items.targets[position].kind is _EXPENSE:
        if is_fee_apart(evidence, items, position):
            return SUGGESTIONS.amount_fee_apart
        if is_equal_share(amount, total, SUGGESTIONS.most_instalments):
            return SUGGESTIONS.amount_instalment
    if evidence.kind is LabelKind.CHEQUE_DEPOSIT and is_equal_share(amount, total, SUGGESTIONS.most_cheques):
        return SUGGESTIONS.amount_instalment
    if is_half(evidence, items, position):
        is_rare = items.is_rare(items.targets[position].currency, total)
        return SUGGESTIONS.amount_half + (SUGGESTIONS.amount_rare if is_rare else 0)
    if evidence.stated.percent is not None:
        return 0  # the label states another share
    percent, rest = divmod(amount * 100, total)
    if rest == 0 and percent % SUGGESTIONS.share_step_percent == 0:
        return SUGGESTIONS.amount_deposit if evidence.stated.is_deposit else SUGGESTIONS.amount_share
    return SUGGESTIONS.amount_part


def _of_time(evidence: Evidence, items: OpenItems, position: int) -> int:
    if items.is_record[position]:
        days = days_after(evidence, items, position)
        distance = days if days >= 0 else -2 * days
        least = SUGGESTIONS.day_timely if is_timely(evidence, items, position) else SUGGESTIONS.day_least
        return max(least, SUGGESTIONS.day_of_record - SUGGESTIONS.day_lost * distance)
    late = days_late(evidence, items, position)
    if late is None or late <= SUGGESTIONS.due_late_days:
        return SUGGESTIONS.due_near
    return SUGGESTIONS.due_far
