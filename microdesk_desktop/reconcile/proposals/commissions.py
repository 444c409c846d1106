"""What acquirers, platforms and banks keep on the way, judged by what they usually keep."""

import re

from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.special import gross_stated
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.tuning import SUGGESTIONS

_NOT_KEPT = re.compile(r"\b(?:ESCOMPTE|RETENUE|GARANTIE|REMISE|ACOMPTE|SOLDE|RESTE|TVA)\b")
"""Shares of a price, not of a payment: what is left is owed, or was never asked."""
_RATE = re.compile(r"(?<![\d.,])(\d\d?)(?:[.,](\d\d?))? ?%")


def gross_by_rate(evidence: Evidence) -> int | None:
    """The amount before the rate that the label states was kept: « COMMISSION 10 % », « PRÉCOMPTE 16,20 % »."""
    net = evidence.transaction.amount_cents
    found = _RATE.search(evidence.text) if net > 0 and "%" in evidence.transaction.label else None
    if found is None or _NOT_KEPT.search(evidence.text):
        return None
    kept = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    return round(net * 10_000 / (10_000 - kept)) if 0 < kept < SUGGESTIONS.most_kept_percent * 100 else None


def is_usual_fee(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether what was kept of these sales is what some acquirer publishes, or what this payer kept before."""
    amounts = [items.remaining[position] for position, _ in parts]
    fee = sum(amounts) - evidence.transaction.amount_cents
    if evidence.tariff is not None:
        return evidence.tariff.may_keep_of(amounts, fee)
    return any(
        abs(sum((each * rate + 5_000) // 10_000 + fixed for each in amounts if each > 0) - fee) <= 1
        for rate, fixed in SUGGESTIONS.published_commissions
    )


def is_stated_fee(evidence: Evidence, gross_cents: int) -> bool:
    """Whether the label states what was kept."""
    by_rate = gross_by_rate(evidence)
    return gross_stated(evidence) == gross_cents or (by_rate is not None and abs(by_rate - gross_cents) <= 2)
