"""How likely a transaction settles some parts, in thousandths, to the nearest hundredth."""

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.doubts import doubts
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import HIGH, MEDIUM, Confidence
from microdesk_desktop.reconcile.labels.mentions import NO_SALE
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.stated import names_day, names_month
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_late, is_timely
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES, SUGGESTIONS

_PURCHASES = (LabelKind.CARD, LabelKind.DIRECT_DEBIT)
_EXPENSE = TargetKind.EXPENSE


def score(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    """How likely the transaction settles these parts; 0 where nothing but chance suggests it."""
    if not _is_grounded(evidence, items, parts):
        return 0
    values = [_of_part(evidence, items, position) for position, _ in parts]
    value = sum(values) // len(values)
    value += _of_amount(evidence, items, parts)
    return (max(0, min(SUGGESTIONS.max_score, value)) + 5) // 10 * 10


def _is_grounded(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether a number, a name, or an amount that nothing else explains points to these parts."""
    first, cents = parts[0]
    if any(position in evidence.cited.found for position, _ in parts):
        return True
    nature, target = evidence.nature, items.targets[first]
    if nature is not None and target.kind is _EXPENSE:
        return nature is not Nature.OWN_TRANSFER
    is_exact = len(parts) == 1 and cents == items.remaining[first] == evidence.transaction.amount_cents
    party = items.parties[first]
    if target.kind is _EXPENSE and len(parts) == 1 and _is_far_part(evidence, items, first, cents):
        return False
    is_named = evidence.party_scores.get(party, 0) >= NAMES.fair and party not in evidence.contradicted
    if nature is Nature.CASH:
        return is_exact and is_timely(evidence, items, first)
    if nature is not None:
        return is_exact and nature is Nature.TAX and items.is_rare(target.currency, cents)
    if is_named:
        return is_exact or not evidence.mentions & NO_SALE
    if items.is_record[first] and evidence.kind in (LabelKind.CHEQUE_DEPOSIT, LabelKind.CARD_TAKINGS):
        return True
    return is_exact and not evidence.mentions & NO_SALE


def _is_far_part(evidence: Evidence, items: OpenItems, position: int, cents: int) -> bool:
    """Whether a purchase would be a part of an expense of another day, by no share that is usual."""
    left = items.remaining[position]
    is_part = abs(cents) * SUGGESTIONS.nearly_paid_part < abs(left) * (SUGGESTIONS.nearly_paid_part - 1)
    if not is_part or abs(days_after(evidence, items, position)) <= SUGGESTIONS.part_days:
        return False
    total = abs(items.targets[position].total_cents)
    count = round(total / abs(cents))
    return not (2 <= count <= SUGGESTIONS.most_instalments and abs(total - count * abs(cents)) <= count)


def _of_part(evidence: Evidence, items: OpenItems, position: int) -> int:
    """What is for and against one target, whatever the amount."""
    confidence = evidence.cited.found.get(position)
    value = SUGGESTIONS.party * evidence.party_scores.get(items.parties[position], 0) // FULL_SCORE
    value += _of_time(evidence, items, position) + _of_stated(evidence, items, position)
    if confidence:
        value += _of_number(confidence)
    for doubt in doubts(evidence, items, position):
        value -= SUGGESTIONS.doubts.get(doubt.code, SUGGESTIONS.other_doubt)
    if not items.is_record[position] and evidence.kind in _PURCHASES:
        value -= SUGGESTIONS.card_or_debit
    return value


def _of_number(confidence: Confidence) -> int:
    if confidence is HIGH:
        return SUGGESTIONS.number_high
    return SUGGESTIONS.number_medium if confidence is MEDIUM else SUGGESTIONS.number_low


def _of_stated(evidence: Evidence, items: OpenItems, position: int) -> int:
    """What the day or the month that the payer wrote adds."""
    stated, target = evidence.stated, items.targets[position]
    if stated.days and names_day(stated.days, target.on):
        return SUGGESTIONS.stated
    months = stated.months_beside(name_words(target.party_name)) if stated.months else ()
    return SUGGESTIONS.stated if months and names_month(months, target.on) else 0


def _of_amount(evidence: Evidence, items: OpenItems, parts: Parts) -> int:
    amount = evidence.transaction.amount_cents
    settled = sum(cents for _, cents in parts)
    is_whole = all(cents == items.remaining[position] for position, cents in parts)
    if settled == amount and is_whole:
        is_several = evidence.stated.is_several and not evidence.cited.found
        if len(parts) > 1:
            return SUGGESTIONS.amount_sum + (SUGGESTIONS.several_stated if is_several else 0)
        is_rare = items.is_rare(items.targets[parts[0][0]].currency, amount)
        return SUGGESTIONS.amount_exact + (SUGGESTIONS.amount_rare if is_rare else 0)
    if abs(settled) > abs(amount):
        return SUGGESTIONS.amount_gross
    if len(parts) > 1:
        return SUGGESTIONS.amount_sum_part
    position = parts[0][0]
    value = _of_single(evidence, items, position)
    party, currency = items.parties[position], evidence.transaction.currency
    has_exact = bool(items.exact_of_party(party, currency, amount))
    return value - SUGGESTIONS.exact_elsewhere if has_exact else value


def _of_single(evidence: Evidence, items: OpenItems, position: int) -> int:
    amount, left = evidence.transaction.amount_cents, items.remaining[position]
    if left == evidence.gross_cents:
        return SUGGESTIONS.amount_gross
    if abs(amount) > abs(left):
        is_little = abs(amount) * 100 <= (100 + SUGGESTIONS.surplus_percent) * abs(left)
        return SUGGESTIONS.amount_surplus if is_little else -SUGGESTIONS.much_surplus
    if abs(left - amount) * SUGGESTIONS.nearly_paid_part <= abs(left):
        return SUGGESTIONS.amount_nearly_paid
    return _of_share(evidence, abs(amount), abs(items.targets[position].total_cents))


def _of_share(evidence: Evidence, amount: int, total: int) -> int:
    """What a payment smaller than the document is worth, by the share that it is and the one that the label gives."""
    stated = evidence.stated
    if stated.percent is not None and abs(total * stated.percent - amount * 100) <= 100:
        return SUGGESTIONS.amount_stated
    if stated.instalment is not None and abs(total - amount * stated.instalment[1]) <= stated.instalment[1]:
        return SUGGESTIONS.amount_stated
    percent, rest = divmod(amount * 100, total)
    if rest == 0 and percent % SUGGESTIONS.share_step_percent == 0:
        return SUGGESTIONS.amount_deposit if stated.is_deposit else SUGGESTIONS.amount_share
    return SUGGESTIONS.amount_part


def _of_time(evidence: Evidence, items: OpenItems, position: int) -> int:
    if items.is_record[position]:
        days = abs(days_after(evidence, items, position))
        return max(SUGGESTIONS.day_least, SUGGESTIONS.day_of_record - SUGGESTIONS.day_lost * days)
    late = days_late(evidence, items, position)
    if late is None:
        return SUGGESTIONS.due_late
    if abs(late) <= SUGGESTIONS.due_near_days:
        return SUGGESTIONS.due_near
    return SUGGESTIONS.due_late if late <= SUGGESTIONS.due_late_days else SUGGESTIONS.due_far
