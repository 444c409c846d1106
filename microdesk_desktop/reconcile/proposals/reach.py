"""Where proposals look beyond a label's parties, documents and amount; `affected.py` keeps these as dependencies."""

import re
from collections.abc import Iterator, Sequence

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.money import Money
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.mentions import NO_SALE
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.proposals.commissions import gross_by_rate
from microdesk_desktop.reconcile.proposals.public_payers import is_public_payer
from microdesk_desktop.reconcile.proposals.takings import is_payout, is_takings
from microdesk_desktop.reconcile.tuning import MATCHES, NUMBERS, SUGGESTIONS

_PRIVATE = re.compile(
    r"\b(?:RESTOS?|RESTAU\w*|PIZZAS?|COURSES|VACANCES?|VACAN|WEEK ?END|VOYAGE|COVOIT\w*|COLOC\w*|LOYER|CADEAUX?"
    r"|ANNIV\w*|CAGNOTTE|ETRENNES|LE ?BON ?COIN|VINTED|LYDIA|PARTAGE)\b"
)
"""What people write who share costs or sell each other things."""
_DEBITS = (LabelKind.DIRECT_DEBIT, LabelKind.FEE, LabelKind.OTHER)


def amounts_looked_up(evidence: Evidence) -> Iterator[int]:
    """The amounts, besides its own, at which targets are looked for."""
    if evidence.gross_cents is not None:
        yield evidence.gross_cents
    yield from grosses_stated(evidence)
    yield from wholes_with_vat(evidence)
    yield from wholes_of_half(evidence)
    if asked := amount_asked(evidence):
        yield -asked.cents


def grosses_stated(evidence: Evidence) -> Sequence[int]:
    """The amounts before the rate that the label states was kept, cents being rounded."""
    gross = gross_by_rate(evidence)
    return () if gross is None else range(gross - 2, gross + 3)


def wholes_with_vat(evidence: Evidence) -> Sequence[int]:
    """What a bank's fee and its VAT, debited apart, come to together."""
    amount = evidence.transaction.amount_cents
    if amount > 0 or evidence.kind not in _DEBITS:
        return ()
    return (*range(6 * amount - 3, 6 * amount + 4), *range(6 * amount // 5 - 1, 6 * amount // 5 + 2))


def wholes_of_half(evidence: Evidence) -> Sequence[int]:
    """What a document comes to of which somebody unknown pays one half; the other half is the client's or another's."""
    amount = evidence.transaction.amount_cents
    if amount <= 0 or evidence.nature is not None or evidence.kind is LabelKind.CARD_REFUND:
        return ()
    if evidence.mentions & NO_SALE or not is_of_nobody(evidence) or _PRIVATE.search(evidence.text):
        return ()
    return () if is_takings(evidence) or is_payout(evidence) else range(2 * amount - 1, 2 * amount + 2)


def is_half(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether nothing is paid of a document of the last months, and the amount is its half, or a cent from it."""
    left, total = items.remaining[position], items.targets[position].total_cents
    days = evidence.day - items.days[position]
    is_whole = left == total and not items.is_record[position]
    return is_whole and left in wholes_of_half(evidence) and 0 <= days <= SUGGESTIONS.two_clients_days


def amount_asked(evidence: Evidence) -> Money | None:
    """The amount in another currency that the label of a purchase states."""
    return original_amount(evidence.transaction.label) if evidence.transaction.amount_cents < 0 else None


def grosses_of_market_places(evidence: Evidence) -> Iterator[int]:
    """The amounts of which a whole share was kept, where nothing shows who pays: market places name no client."""
    net = evidence.transaction.amount_cents
    if net > 0 and may_be_of_two_clients(evidence) and not is_takings(evidence):
        for percent in SUGGESTIONS.market_place_percents:
            gross = net * 100 // (100 - percent)
            yield from range(gross - 1, gross + 3)


def may_be_of_anybody(evidence: Evidence) -> bool:
    """Whether any client's documents or sales may make up the money."""
    amount = evidence.transaction.amount_cents
    if is_takings(evidence) or is_payout(evidence) or is_public_payer(evidence):
        return True
    return amount > 0 and (may_be_of_two_clients(evidence) or may_be_of_a_crowd(evidence))


def may_be_of_two_clients(evidence: Evidence) -> bool:
    """Whether an odd amount comes from somebody unknown, or from one known to pay for others."""
    is_odd = bool(evidence.transaction.amount_cents % MATCHES.round_cents)
    return is_odd and evidence.nature is None and is_of_nobody(evidence)


def may_be_of_a_crowd(evidence: Evidence) -> bool:
    """Whether somebody unknown pays in what many clients owe for a month: « ABO 04/2025 »."""
    is_free = evidence.transaction.amount_cents > 0 and evidence.nature is None and is_of_nobody(evidence)
    return is_free and bool(evidence.stated.months)


def is_of_nobody(evidence: Evidence) -> bool:
    """Whether the label names no client, or a payer that the user once gave a client."""
    return not evidence.matched_parties or evidence.alias is not None


def range_cited(evidence: Evidence, items: OpenItems) -> Sequence[int]:
    """The documents from the first to the last of two that are cited: « F-099 AU F-103 »."""
    cited = sorted(position for position in evidence.cited.found if items.serials[position] is not None)
    if len(cited) != 2:
        return ()
    return range(cited[0], min(cited[1], cited[0] + NUMBERS.longest_range) + 1)
