"""Documents whose numbers the payer wrote."""

import re
from collections.abc import Collection, Sequence

from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import HIGH, LOW, MEDIUM, Confidence
from microdesk_desktop.reconcile.matchers.match import Match, Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_timely
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES, NUMBERS

_DIGITS = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{1,6}) ?(?:A|AU|->?|JUSQU.?AU?) ?(?:N.? ?)?(\d{1,6})(?!\d)")
_AMOUNT = re.compile(r"(?<![\d.,/-])(\d{1,6})(?:[.,](\d\d)(?!\d)| ?(EUR|€))")
_RETAINED = re.compile(r"\b(?:RETENUE|RG|PENALITES?|DEDUCTION|DEDUIT\w*|AVOIR|REMISE|MOINS|RETENU)\b")
_MAY_CITE_INVOICES = (Nature.OWN_TRANSFER, Nature.TAX, Nature.SOCIAL)


def cited_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """One document cited, of which exactly the amount remains."""
    amount = evidence.transaction.amount_cents
    exact = {
        position: confidence
        for position, confidence in evidence.cited.found.items()
        if items.remaining[position] == amount and _may_be_cited(evidence, items, position)
    }
    best = _surest(evidence, items, exact)
    if best is None or not _is_trusted(evidence, items, best, exact[best]):
        return None
    return Match(((best, amount),), (-exact[best], evidence.day))


def cited_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Several documents cited, of which exactly the amount remains in all, credit notes deducted."""
    cited = _open_ones(evidence, items, evidence.cited.at_least(MEDIUM))
    of_party = [position for position in cited if items.parties[position] in evidence.matched_parties]
    faint = _of_party(evidence, items, evidence.cited.found)
    for choice in (cited, of_party, faint, _with_credit_note(cited, evidence, items)):
        parts = _whole(items, choice)
        if len(parts) > 1 and sum(cents for _, cents in parts) == evidence.transaction.amount_cents:
            return Match(parts, (-HIGH, evidence.day))
    return None


def cited_last_in_part(evidence: Evidence, items: OpenItems) -> Match | None:
    """Documents of one client cited, the last for the share that the label gives: « 0091 + 50 % 0092 »."""
    percent = evidence.stated.percent
    cited = _of_party(evidence, items, evidence.cited.found)
    if percent is None or len(cited) < 2:
        return None
    amount = evidence.transaction.amount_cents
    for last in reversed(cited):
        share, rest = divmod(items.targets[last].total_cents * percent, 100)
        others = [position for position in cited if position != last]
        whole = sum(items.remaining[position] for position in others)
        if not rest and whole + share == amount and items.has_left(last, share):
            return Match((*_whole(items, others), (last, share)), (-HIGH, evidence.day))
    return None


def cited_part(evidence: Evidence, items: OpenItems) -> Match | None:
    """One document cited in full and its party too: the amount is a part of it."""
    amount = evidence.transaction.amount_cents
    sure = [
        position
        for position in evidence.cited.at_least(MEDIUM)
        if items.remaining[position]
        and (may_be_of(evidence, items.parties[position]) or _is_explained(evidence, items, position))
    ]
    if len(sure) != 1 or not items.has_left(sure[0], amount) or not _may_be_cited(evidence, items, sure[0]):
        return None
    party = items.parties[sure[0]]
    if items.exact_of_party(party, evidence.transaction.currency, amount):
        return None
    if len(_of_party(evidence, items, evidence.cited.found)) > 1:
        return None  # another number, less surely read, stands beside it
    if is_short_of_charges(evidence, items.remaining[sure[0]]):
        return None  # the gross settles it, less what somebody kept: the user decides
    return Match(((sure[0], amount),), ())


def cited_with_surplus(evidence: Evidence, items: OpenItems) -> Match | None:
    """One document cited in full and its party too, paid with what the label adds: « + INDEMNITE 40 EUR »."""
    amount = evidence.transaction.amount_cents
    if amount <= 0 or evidence.stated.is_several or evidence.cited.cut:
        return None
    cited = evidence.cited.found
    if len(cited) != 1 or evidence.cited.cites_closed_document:
        return None
    (position,) = cited
    left, party = items.remaining[position], items.parties[position]
    is_added = amount - left in amounts_written(evidence.text)
    if not left or not is_added or not evidence.cited.at_least(MEDIUM):
        return None
    if party not in evidence.matched_parties or not _may_be_cited(evidence, items, position):
        return None
    currency = evidence.transaction.currency
    if any(items.exact_of_party(party, currency, cents) for cents in (amount, amount - left)):
        return None  # another document explains it
    return Match(((position, left),), ())


def _is_explained(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether nobody else is designated, and the label writes exactly what is missing: a penalty, what is retained."""
    if evidence.matched_parties or evidence.cited.found[position] is not HIGH:
        return False
    total, missing = items.remaining[position], items.remaining[position] - evidence.transaction.amount_cents
    retained = _RETAINED.search(evidence.text)
    if retained is None or missing <= 0:
        return False
    percent = evidence.stated.percent
    return missing in amounts_written(evidence.text) or (percent is not None and 100 * missing == percent * total)


def amounts_written(text: str) -> set[int]:
    """The amounts in cents that a folded text writes, with cents or with their currency."""
    return {int(whole) * 100 + int(cents or 0) for whole, cents, _ in _AMOUNT.findall(text)}


def is_short_of_charges(evidence: Evidence, left_cents: int) -> bool:
    """Whether the payment, by its words net of charges or commission, brings somewhat less than what was asked."""
    amount = evidence.transaction.amount_cents
    is_little = amount < left_cents and MATCHES.least_net_percent * left_cents <= 100 * amount
    return is_little and evidence.stated.is_net


def listed_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """Documents of the one client designated whose numbers' ends stand in the label, however they are laid out.

    « FACT 037/038/045 », « 26/022/025/026 », « 056 AU 060 »: what proves the reading is that their sum is the amount.
    """
    if len(evidence.matched_parties) != 1:
        return None
    party, currency = evidence.matched_parties[0], evidence.transaction.currency
    if len(items.open_invoices(party, currency)) < 2 or not (written := _numbers_written(evidence.text)):
        return None
    listed = [
        position
        for position in items.dated_invoices(party, currency).numbered(written, items.serials)
        if days_after(evidence, items, position) >= -MATCHES.citation_lead_days
    ]
    parts = _whole(items, listed)
    if len(parts) < 2 or sum(cents for _, cents in parts) != evidence.transaction.amount_cents:
        return None
    return Match(parts, (-HIGH, evidence.day))


def _numbers_written(text: str) -> set[int]:
    """The numbers of a text, with all those of its ranges."""
    written = {int(digits) for digits in _DIGITS.findall(text)}
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) < NUMBERS.longest_range:
            written.update(range(int(first), int(last) + 1))
    return written


def may_be_of(evidence: Evidence, party: int) -> bool:
    """Whether the label designates the party, or resembles it most when it plainly designates none."""
    if party in evidence.contradicted:
        return False
    if evidence.matched_parties:
        return party in evidence.matched_parties
    best = max(evidence.party_scores.values(), default=0)
    return NAMES.fair <= evidence.party_scores.get(party, 0) >= best - NAMES.margin


def _open_ones(evidence: Evidence, items: OpenItems, positions: Collection[int]) -> Sequence[int]:
    return [
        position for position in positions if items.remaining[position] and _may_be_cited(evidence, items, position)
    ]


def _of_party(evidence: Evidence, items: OpenItems, positions: Collection[int]) -> Sequence[int]:
    """The open documents cited, however surely, of the one client that the label designates; in order."""
    if len(evidence.matched_parties) != 1:
        return ()
    party = evidence.matched_parties[0]
    return [each for each in sorted(_open_ones(evidence, items, positions)) if items.parties[each] == party]


def _whole(items: OpenItems, positions: Collection[int]) -> Parts:
    return tuple((position, items.remaining[position]) for position in sorted(positions))


def _with_credit_note(cited: Sequence[int], evidence: Evidence, items: OpenItems) -> Sequence[int]:
    """The documents cited with the one credit note of their party that the payer took off without citing it."""
    parties = {items.parties[position] for position in cited}
    if len(parties) != 1 or not parties <= set(evidence.matched_parties):
        return ()
    deducted = sum(items.remaining[position] for position in cited) - evidence.transaction.amount_cents
    if deducted <= 0:
        return ()
    notes = items.exact_of_party(parties.pop(), evidence.transaction.currency, -deducted)
    notes = [position for position in notes if is_timely(evidence, items, position)]
    return (*cited, *notes) if len(notes) == 1 else ()


def _may_be_cited(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the payment's nature and day allow the document that its label seems to cite."""
    if items.targets[position].currency != evidence.transaction.currency:
        return False
    if evidence.nature and evidence.nature not in _MAY_CITE_INVOICES:
        return items.is_record[position]
    return days_after(evidence, items, position) >= -MATCHES.citation_lead_days


def _surest(evidence: Evidence, items: OpenItems, exact: dict[int, Confidence]) -> int | None:
    """The cited document that stands out: more surely cited, else of a matched party, else the only timely one."""
    best = max(exact.values(), default=None)
    left = [position for position, confidence in exact.items() if confidence is best]
    left = [position for position in left if items.parties[position] in evidence.matched_parties] or left
    left = [position for position in left if is_timely(evidence, items, position)] or left
    return left[0] if len(left) == 1 else None


def _is_trusted(evidence: Evidence, items: OpenItems, position: int, confidence: Confidence) -> bool:
    """Whether number and amount are enough, given which parties the label designates."""
    if evidence.party_scores.get(items.parties[position], 0) >= NAMES.medium:
        return True
    if confidence is LOW:
        return False
    transaction = evidence.transaction
    if confidence is HIGH and evidence.is_by_payer_for_many:
        return True  # this time for another client, whose number it gives
    has_rival = any(
        items.exact_of_party(party, transaction.currency, transaction.amount_cents)
        for party in evidence.matched_parties
    )
    return not has_rival and (confidence is HIGH or not evidence.matched_parties)
