"""Whether anything but chance points to a proposal: what is not grounded is not shown, whatever it would score."""

import re

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.mentions import NO_SALE
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.special import is_round_rate
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_nearly_timely
from microdesk_desktop.reconcile.proposals.candidates import is_exact
from microdesk_desktop.reconcile.proposals.commissions import is_stated_fee
from microdesk_desktop.reconcile.proposals.public_payers import is_of_public_client, is_paid_by_treasury
from microdesk_desktop.reconcile.proposals.reach import is_half, is_of_nobody
from microdesk_desktop.reconcile.proposals.subject import shared_words
from microdesk_desktop.reconcile.proposals.takings import is_cash, is_equal_share, is_payout, is_takings
from microdesk_desktop.reconcile.tuning import NAMES, SUGGESTIONS

_EXPENSE = TargetKind.EXPENSE
_FEE_WORDS = re.compile(r"\b(?:TVA|FRAIS|COTIS\w*|ABON\w*|COM(?:MISSION)?S?|TENUE)\b")
_REFUND = LabelKind.CARD_REFUND

# Each label is compared with several targets, one after the other.
_original_amount = personal_cache(maxsize=256)(original_amount)


def is_grounded(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether a number, a name, or an amount that nothing else explains points to these parts."""
    if any(position in evidence.cited.found for position, _ in parts):
        return True
    if is_cash(evidence):
        return is_exact(evidence, items, parts) and all(is_nearly_timely(evidence, items, each) for each, _ in parts)
    first = parts[0][0]
    if items.targets[first].kind is _EXPENSE and len(parts) == 1:
        return _is_expense_grounded(evidence, items, first, parts[0][1])
    if len(parts) > 1 and len({items.parties[position] for position, _ in parts}) > 1:
        return _is_of_several_parties(evidence, items, parts)
    return _is_of_party(evidence, items, parts)


def _is_expense_grounded(evidence: Evidence, items: OpenItems, position: int, cents: int) -> bool:
    if evidence.nature is not None:
        return evidence.nature is not Nature.OWN_TRANSFER
    left = items.remaining[position]
    if cents == left == evidence.transaction.amount_cents:
        return not evidence.mentions & NO_SALE or cents < 0
    if is_fee_apart(evidence, items, position) and _FEE_WORDS.search(evidence.text):
        return True
    if is_original_amount(evidence, items, position):
        return True
    return is_named(evidence, items, position) and not _is_far_part(evidence, items, position, cents)


def is_named(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the label fairly gives the name of the party, and nothing against it."""
    party = items.parties[position]
    return evidence.party_scores.get(party, 0) >= NAMES.fair and party not in evidence.contradicted


def is_fee_apart(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the amount is a bank's fee without its VAT, or that VAT alone."""
    amount, total = evidence.transaction.amount_cents, items.targets[position].total_cents
    return abs(6 * amount - total) <= 6 or abs(6 * amount - 5 * total) <= 6


def is_original_amount(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether label and subject give one amount in another currency."""
    asked = _original_amount(evidence.transaction.label)
    return asked is not None and _original_amount(items.targets[position].label) == asked


def _is_of_several_parties(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    if evidence.mentions & NO_SALE:
        return False
    if all(is_of_public_client(evidence, items, position) for position, _ in parts):
        return is_exact(evidence, items, parts)
    if evidence.nature is not None:
        return False
    if is_takings(evidence) or is_payout(evidence):
        return True
    return is_exact(evidence, items, parts) or any(is_named(evidence, items, each) for each, _ in parts)


def _is_of_party(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    first, cents = parts[0]
    is_whole = is_exact(evidence, items, parts)
    is_single = is_whole and len(parts) == 1
    has_other_income = bool(evidence.mentions & NO_SALE)
    if is_whole and is_paid_by_treasury(evidence, items, parts):
        return not has_other_income
    if evidence.nature is not None:
        is_rare = is_single and items.is_rare(items.targets[first].currency, cents)
        return is_rare and (evidence.nature is Nature.TAX or is_named(evidence, items, first))
    if is_named(evidence, items, first):
        return is_whole or not has_other_income
    if is_single and has_other_income:
        return bool(shared_words(evidence, items, first))
    if is_single:
        return evidence.kind is not _REFUND or items.is_rare(items.targets[first].currency, cents)
    if is_takings(evidence) or is_payout(evidence) or is_stated_fee(evidence, sum(cents for _, cents in parts)):
        return True
    if is_market_place(evidence, items, parts):
        return True
    if len(parts) == 1 and is_half(evidence, items, first):
        return True
    is_half_known = evidence.party_scores.get(items.parties[first], 0) >= NAMES.faint
    return is_half_known and is_stated_share(evidence, cents, items.targets[first].total_cents)


def is_market_place(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether a whole share was kept of a document, to the cent, by somebody unknown."""
    position, gross = parts[0]
    net = evidence.transaction.amount_cents
    is_kept = len(parts) == 1 and 0 < net < gross == items.remaining[position] and not evidence.mentions & NO_SALE
    return is_kept and is_of_nobody(evidence) and is_round_rate(gross, net)


def is_stated_share(evidence: Evidence, cents: int, total: int) -> bool:
    """Whether the label states the share of a total that this is."""
    percent, instalment = evidence.stated.percent, evidence.stated.instalment
    if percent is not None and abs(total * percent - cents * 100) <= 100:
        return True
    return instalment is not None and abs(total - cents * instalment[1]) <= instalment[1]


def _is_far_part(evidence: Evidence, items: OpenItems, position: int, cents: int) -> bool:
    """Whether a purchase would be a part of an expense of another day, by no share that is usual."""
    left = items.remaining[position]
    is_part = abs(cents) * SUGGESTIONS.nearly_paid_part < abs(left) * (SUGGESTIONS.nearly_paid_part - 1)
    if not is_part or abs(days_after(evidence, items, position)) <= SUGGESTIONS.part_days:
        return False
    total = abs(items.targets[position].total_cents)
    return not is_equal_share(abs(cents), total, SUGGESTIONS.most_instalments)
