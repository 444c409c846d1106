"""What is known by its nature, by a gross amount, by its reference or its day rather than by a name."""

import re
from collections.abc import Iterator, Sequence

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.doubts import is_beyond_doubt
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.vocabulary import TAKINGS_WORDS
from microdesk_desktop.reconcile.matchers.match import Match
from microdesk_desktop.reconcile.matchers.named import whole_of_only
from microdesk_desktop.reconcile.matchers.sums import only_sum
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_nearly_timely, is_timely
from microdesk_desktop.reconcile.tuning import LEARNING, MATCHES, SUGGESTIONS

_TAKINGS = (LabelKind.CARD_TAKINGS, LabelKind.CHEQUE_DEPOSIT)
_WHOLE_RATE = 10_000
_WHOLE_NUMBER = re.compile(r"(?<!\d)\d++(?![\d,.])")


def nature_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """A tax, contribution, fee or loan debit and the one expense of that nature, that amount and that time."""
    transaction = evidence.transaction
    if evidence.nature in (None, Nature.OWN_TRANSFER) or transaction.amount_cents > 0:
        return None
    suiting = [
        position
        for position in items.exact(transaction.currency, transaction.amount_cents)
        if items.nature(position) is evidence.nature and is_timely(evidence, items, position)
    ]
    return whole_of_only(evidence, items, suiting)


def gross_exact(evidence: Evidence, items: OpenItems) -> Match | None:
    """A payment whose label gives what was kept on the way: what was settled is the amount with it."""
    matches = filter(None, (_exact_of_gross(evidence, items, gross) for gross in _possible_grosses(evidence)))
    return next(matches, None)


def _possible_grosses(evidence: Evidence) -> Sequence[int]:
    """What the amount was before what was kept by the label: an amount, or a rate, rounded one way or the other."""
    amount, rate = evidence.transaction.amount_cents, evidence.stated.kept_rate
    if amount <= 0 or not 0 < rate <= LEARNING.highest_rate:
        gross = gross_stated(evidence)
        return () if gross is None else (gross,)
    about = amount * _WHOLE_RATE // (_WHOLE_RATE - rate)
    return [gross for gross in range(about - 1, about + 2) if abs(gross * rate / _WHOLE_RATE - (gross - amount)) <= 1]


def _exact_of_gross(evidence: Evidence, items: OpenItems, gross: int) -> Match | None:
    same = items.exact(evidence.transaction.currency, gross)
    cited = [position for position in same if position in evidence.cited.found]
    named = [position for position in same if items.parties[position] in evidence.matched_parties]
    taken = [position for position in same if items.is_record[position] and _is_takings(evidence)]
    for choice in (cited, named, taken):
        suiting = [
            each for each in choice if is_timely(evidence, items, each) and is_beyond_doubt(evidence, items, each)
        ]
        if match := whole_of_only(evidence, items, suiting):
            return Match(((match.parts[0][0], gross),), match.rank)
    return None


def gross_of_several(evidence: Evidence, items: OpenItems) -> Match | None:
    """The same for the sales of some days, which one payout sums."""
    gross = gross_stated(evidence)
    if gross is None or not _is_takings(evidence):
        return None
    receipts = items.open_of_kind(TargetKind.RECEIPT, evidence.transaction.currency)
    pool = [position for position in receipts if is_timely(evidence, items, position)]
    if of_day := _day_of(items, pool, gross):
        return Match(tuple((position, items.remaining[position]) for position in of_day), ())
    choice = only_sum(items, sorted(pool, key=lambda each: (items.days[each], each)), gross, MATCHES.chance)
    return Match(tuple((position, items.remaining[position]) for position in choice), ()) if choice else None


def slip_of_cheques(evidence: Evidence, items: OpenItems) -> Match | None:
    """A slip of cheques whose number the label gives: the only receipts, that many, whose sum is the amount."""
    count = evidence.stated.number
    if evidence.kind is not LabelKind.CHEQUE_DEPOSIT or not count:
        return None
    receipts = items.open_of_kind(TargetKind.RECEIPT, evidence.transaction.currency)
    timely = [position for position in receipts if is_timely(evidence, items, position)]
    pool = sorted(timely, key=lambda each: (items.days[each], each))
    choice = only_sum(items, pool, evidence.transaction.amount_cents, MATCHES.chance, count=count)
    return Match(tuple((position, items.remaining[position]) for position in choice), ()) if choice else None


def _is_takings(evidence: Evidence) -> bool:
    return evidence.kind in _TAKINGS or TAKINGS_WORDS.search(evidence.text) is not None


def _day_of(items: OpenItems, receipts: Sequence[int], gross: int) -> Sequence[int]:
    """All the receipts of the one day whose sum is the gross amount; empty where none or several days have it."""
    by_day: dict[int, list[int]] = {}
    for position in receipts:
        by_day.setdefault(items.days[position], []).append(position)
    found = [same for same in by_day.values() if sum(items.remaining[position] for position in same) == gross]
    return found[0] if len(found) == 1 else ()


def gross_stated(evidence: Evidence) -> int | None:
    """The amount before what was kept, by the label; None where it gives nothing, or more than anybody keeps."""
    amount = evidence.transaction.amount_cents
    gross = evidence.gross_cents or amount + evidence.stated.fee_cents
    least = MATCHES.min_net_percent if evidence.gross_cents else MATCHES.least_net_percent
    is_plausible = amount > 0 and amount < gross and least * gross <= 100 * amount
    return gross if is_plausible else None


def net_of_tariff(evidence: Evidence, items: OpenItems) -> Match | None:
    """A payout net of the commission that this payer kept before: the one target of which it leaves that amount."""
    if evidence.tariff is None:
        return None
    suiting = list(net_candidates(evidence, items))
    if len(suiting) != 1:
        return None
    return Match(((suiting[0], items.remaining[suiting[0]]),), ())


def net_candidates(evidence: Evidence, items: OpenItems) -> Iterator[int]:
    """The targets of which, after the payer's commission, the amount is left, at a likely time."""
    tariff, net = evidence.tariff, evidence.transaction.amount_cents
    if tariff is None:
        return
    for gross in items.amounts_between(net + 1, 100 * net // MATCHES.least_net_percent):
        if tariff.may_keep(gross, gross - net):
            yield from (
                position
                for position in items.exact(evidence.transaction.currency, gross)
                if -1 <= days_after(evidence, items, position) <= MATCHES.payout_days
            )


def record_cited(evidence: Evidence, items: OpenItems) -> Match | None:
    """A target of exactly the amount, whose reference or noted number the label gives: « commande #1113 »."""
    transaction = evidence.transaction
    if not items.exact(transaction.currency, transaction.amount_cents):
        return None
    written = {position for digits in _WHOLE_NUMBER.findall(evidence.text) for position in items.of_number(digits)}
    cited = [
        position
        for position in written
        if items.remaining[position] == transaction.amount_cents
        and items.targets[position].currency == transaction.currency
        and is_nearly_timely(evidence, items, position)
    ]
    return whole_of_only(evidence, items, cited) if len(cited) == 1 else None


def takings_unstated(evidence: Evidence, items: OpenItems) -> Match | None:
    """Card takings without day and name: all the receipts of one of the days before, or the only equal one."""
    amount, currency = evidence.transaction.amount_cents, evidence.transaction.currency
    if evidence.kind is LabelKind.CHEQUE_DEPOSIT or not _is_takings(evidence) or evidence.matched_parties:
        return None
    days = evidence.day - MATCHES.payout_days, evidence.day + 1
    receipts = items.open_of_days(TargetKind.RECEIPT, currency, *days)
    near = _day_of(items, receipts, amount) or [each for each in receipts if items.remaining[each] == amount]
    if len(near) > 1 and len({items.days[each] for each in near}) == 1:
        return Match(tuple((position, items.remaining[position]) for position in near), ())
    return whole_of_only(evidence, items, near) if len(near) == 1 and is_timely(evidence, items, near[0]) else None


def takings_of_day(evidence: Evidence, items: OpenItems) -> Match | None:
    """Takings of the day that the label gives: all the receipts of that day together."""
    if evidence.kind is not LabelKind.CARD_TAKINGS or evidence.paid_day == evidence.day:
        return None
    receipts = items.open_of_kind(TargetKind.RECEIPT, evidence.transaction.currency)
    of_day: Sequence[int] = [position for position in receipts if items.days[position] == evidence.paid_day]
    gross = gross_stated(evidence) or evidence.transaction.amount_cents
    if not of_day or sum(items.remaining[position] for position in of_day) != gross:
        return None
    return Match(tuple((position, items.remaining[position]) for position in of_day), ())


def is_round_rate(gross_cents: int, net_cents: int) -> bool:
    """Whether a whole percentage was kept, as market places do."""
    kept = gross_cents - net_cents
    percent = round(kept * 100 / gross_cents)
    return (
        0 < percent <= SUGGESTIONS.most_kept_percent
        and abs(kept * 100 - gross_cents * percent) <= SUGGESTIONS.rate_slack
    )
