"""One target of the party that the label designates, or resembles, of exactly the amount."""

import re
from collections.abc import Sequence

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.doubts import is_beyond_doubt, is_month_of_label
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.numbers import serials_written
from microdesk_desktop.reconcile.labels.stated import Day, names_day, names_month, read_stated
from microdesk_desktop.reconcile.matchers.cited import may_be_of
from microdesk_desktop.reconcile.matchers.match import Match
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_nearly_timely, is_timely
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES

_CARDS = (LabelKind.CARD, LabelKind.CARD_REFUND)
_WORD = re.compile(r"[A-Z]{3,}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{6,}(?!\d)")


def named_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """The party that the label designates has one target of exactly this amount, at a likely time."""
    exact = _exact(evidence, items)
    if not exact:
        return None
    if evidence.kind not in _CARDS and (stated := _of_stated_day(evidence, items, exact)):
        return whole_of_only(evidence, items, _undoubted(evidence, items, stated))
    suiting = [position for position in exact if is_timely(evidence, items, position)]
    if len(suiting) > MATCHES.same_amount:
        return None
    if len(suiting) > 1:
        suiting = _not_cancelled(items, suiting)
    return whole_of_only(evidence, items, _undoubted(evidence, items, suiting)) if suiting else None


def _not_cancelled(items: OpenItems, suiting: Sequence[int]) -> list[int]:
    """Those of equal documents that no credit note of the very amount takes back: it does the latest one before it."""
    first = suiting[0]
    party, currency, amount = items.parties[first], items.targets[first].currency, items.remaining[first]
    cancelled = set[int]()
    for note in sorted(items.exact_of_party(party, currency, -amount), key=lambda each: (items.days[each], each)):
        before = [each for each in suiting if items.days[each] < items.days[note] and each not in cancelled]
        if before and not items.is_record[note]:
            cancelled.add(max(before, key=lambda each: (items.days[each], -each)))
    return [position for position in suiting if position not in cancelled]


def _of_stated_day(evidence: Evidence, items: OpenItems, exact: Sequence[int]) -> Sequence[int]:
    """Those of the exact ones whose day the payer wrote, however far from the payment."""
    days = evidence.stated.days
    return [position for position in exact if names_day(days, items.targets[position].on)] if days else ()


def named_late(evidence: Evidence, items: OpenItems) -> Match | None:
    """The same, somewhat before or after the likely time, where no other document or record of the party suits."""
    exact = _exact(evidence, items)
    suiting = [position for position in exact if is_nearly_timely(evidence, items, position)]
    if len(suiting) != 1 or any(is_timely(evidence, items, position) for position in exact):
        return None
    return whole_of_only(evidence, items, _undoubted(evidence, items, suiting))


def likely_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """No party is plainly designated, but one that the label resembles alone has a target of this amount."""
    transaction = evidence.transaction
    same_amount = items.exact(transaction.currency, transaction.amount_cents)
    if not same_amount or len(same_amount) > MATCHES.same_amount:
        return None
    is_rare = items.is_rare(transaction.currency, transaction.amount_cents) or _is_of_one_supplier(items, same_amount)
    likely = [party for party in evidence.party_scores if _may_be_likely(evidence, party, is_rare=is_rare)]
    if not likely or (len(likely) > 1 and not is_rare):
        return None
    timely = [position for position in same_amount if is_timely(evidence, items, position)]
    if not all(items.parties[position] in likely for position in timely):
        return None
    return whole_of_only(evidence, items, _undoubted(evidence, items, timely))


def _is_of_one_supplier(items: OpenItems, same_amount: Sequence[int]) -> bool:
    """Whether the odd amount is one supplier's alone: that of a subscription."""
    first = same_amount[0]
    if items.targets[first].kind is not TargetKind.EXPENSE or not items.remaining[first] % MATCHES.round_cents:
        return False
    return all(items.parties[each] == items.parties[first] for each in same_amount)


def _may_be_likely(evidence: Evidence, party: int, *, is_rare: bool) -> bool:
    """Whether it may be this party: of a surname that several share, whoever owes the odd amount."""
    if is_rare and not evidence.matched_parties:
        return evidence.party_scores[party] >= NAMES.faint and party not in evidence.contradicted
    return may_be_of(evidence, party)


def whole_of_only(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> Match | None:
    """The transaction settles the only target that suits; of two payments of one record, the nearer is the surer."""
    chosen = _only(evidence, items, suiting) if suiting else None
    if chosen is None:
        return None
    rank = (_distance(evidence, items, chosen),) if items.is_record[chosen] else ()
    return Match(((chosen, evidence.transaction.amount_cents),), rank)


def _distance(evidence: Evidence, items: OpenItems, record: int) -> int:
    """Days between a payment and a record; within those that booking takes, the nearer of two is no surer."""
    days = abs(days_after(evidence, items, record))
    return days if evidence.has_purchase_day or days > MATCHES.booking_days else 0


def stated_ones(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> Sequence[int]:
    """Those of some targets that the label names by a day or a month, if it names any; else all of them."""
    stated = evidence.stated
    if not evidence.cited.found and (written := serials_written(evidence.text)):
        ends = [each for each in suiting if items.serials[each] in written]
        if len(ends) == 1:
            return ends
    if numbered := _of_subject_number(evidence, items, suiting):
        return numbered
    if stated.days and (chosen := [each for each in suiting if names_day(stated.days, items.targets[each].on)]):
        return chosen
    if stated.days and (chosen := [each for each in suiting if _is_subject_of_day(stated.days, items, each)]):
        return chosen
    if stated.weeks and (chosen := [each for each in suiting if _is_of_week(stated.weeks, items, each)]):
        return chosen
    months = stated.months_beside(name_words(items.targets[suiting[0]].party_name)) if stated.months else ()
    if not months:
        return _by_subject(evidence, items, suiting)
    by_month = [
        each for each in suiting if any(is_month_of_label(month, items.targets[each].label) for month in months)
    ]
    return by_month or [each for each in suiting if names_month(months, items.targets[each].on)] or suiting


def _of_subject_number(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> Sequence[int]:
    """Those whose subject has a number of the label: « commande 4500367045 »."""
    written = set(_LONG_NUMBER.findall(evidence.text))
    if not written:
        return ()
    return [each for each in suiting if not written.isdisjoint(_LONG_NUMBER.findall(items.targets[each].label))]


def _is_subject_of_day(days: Sequence[Day], items: OpenItems, position: int) -> bool:
    """Whether the subject of a document names one of the days: « Session du 18/08/2025 »."""
    named = read_stated(fold(items.targets[position].label)).days
    return any(
        day[1:] == other[1:] and (not day[0] or not other[0] or day[0] == other[0]) for day in days for other in named
    )


def _by_subject(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> Sequence[int]:
    """Those whose subject has most words of the label: « ACOMPTE COMMANDE », « SOLDE »; all where none stands out."""
    written = set(_WORD.findall(evidence.text))
    if not any(items.targets[each].label for each in suiting):
        return suiting
    shared = {each: len(written.intersection(_WORD.findall(fold(items.targets[each].label)))) for each in suiting}
    most = max(shared.values())
    best = [each for each in suiting if shared[each] == most]
    return best if most and len(best) == 1 else suiting


def _is_of_week(weeks: Sequence[int], items: OpenItems, position: int) -> bool:
    """Whether a document is of a week stated: by its subject, else by its day."""
    target = items.targets[position]
    subject = read_stated(fold(target.label)).weeks
    return not set(subject).isdisjoint(weeks) if subject else target.on.isocalendar().week in weeks


def _exact(evidence: Evidence, items: OpenItems) -> Sequence[int]:
    transaction = evidence.transaction
    return [
        position
        for party in evidence.matched_parties
        for position in items.exact_of_party(party, transaction.currency, transaction.amount_cents)
    ]


def _undoubted(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> Sequence[int]:
    return [position for position in suiting if is_beyond_doubt(evidence, items, position)]


def _is_of_its_day(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Of a fare that comes back within the week, a purchase whose day is written pays that of the same day alone."""
    if not evidence.has_purchase_day or not items.is_record[position] or not days_after(evidence, items, position):
        return True
    return items.is_alone_within(position, MATCHES.near_days)


def _only(evidence: Evidence, items: OpenItems, suiting: Sequence[int]) -> int | None:
    """The only target that suits, else the one that the label names, or the one record clearly nearest in time."""
    if len(suiting) > 1:
        suiting = stated_ones(evidence, items, suiting)
    if len(suiting) == 1:
        return suiting[0] if _is_of_its_day(evidence, items, suiting[0]) else None
    if evidence.has_purchase_day:
        suiting = [each for each in suiting if not days_after(evidence, items, each)] or suiting
        if len(suiting) == 1:
            return suiting[0]
    if not all(items.is_record[position] for position in suiting):
        return None
    near = sorted((abs(days_after(evidence, items, position)), position) for position in suiting)
    (first, chosen), (second, _) = near[:2]
    is_of_day = 0 <= days_after(evidence, items, chosen) <= MATCHES.lesson_days
    if is_of_day and items.targets[chosen].kind is TargetKind.RECEIPT and second >= MATCHES.lesson_gap_days:
        return chosen
    return chosen if first <= MATCHES.near_days and second - first >= MATCHES.clearly_nearer_days else None
