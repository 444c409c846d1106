"""What is against settling some parts: doubts of the label, another payer, and what would do as well."""

from collections.abc import Iterator, Sequence

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.doubts import doubts
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import MEDIUM
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.learning import payer_words
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.matchers.named import stated_ones
from microdesk_desktop.reconcile.matchers.sums import open_together
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, is_nearly_timely
from microdesk_desktop.reconcile.reasons.stated import unlike_stated
from microdesk_desktop.reconcile.reasons.values import common_reason
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES

_INVOICE = TargetKind.INVOICE
_CASH = Nature.CASH
_NAMING = (LabelKind.TRANSFER, LabelKind.OTHER)


def reasons_against(evidence: Evidence, items: OpenItems, parts: Parts, *, is_certain: bool) -> Iterator[Reason]:
    """What is against these parts, the weightiest first; for what is certain, no other choice is looked for."""
    is_alone = len(parts) == 1
    for position, _ in parts:
        for doubt in doubts(evidence, items, position, is_alone=is_alone):
            if doubt.code == "other_nature" and position in evidence.cited.found:
                continue  # a treasury pays for a town: the number shows for whom
            yield _of_whose(evidence, items, position, doubt)
    yield from _other_payer(evidence, items, parts)
    if is_certain:
        return
    yield from unlike_stated(evidence, items, parts)
    yield from _rivals(evidence, items, parts[0][0]) if is_alone else _other_sums(evidence, items, parts)


def _of_whose(evidence: Evidence, items: OpenItems, position: int, doubt: Reason) -> Reason:
    """The doubt, as exactly as it can be given: of cash, of a number that is another client's."""
    if doubt.code == "other_nature" and evidence.nature is _CASH:
        return common_reason("cash")
    if doubt.code != "cites_other":
        return doubt
    of_party = (other for other in evidence.cited.found if items.parties[other] == items.parties[position])
    is_of_party = any(str(items.targets[other].id) == doubt.params["target_id"] for other in of_party)
    return doubt if is_of_party else Reason("cites_other_client", doubt.params)


def _other_payer(evidence: Evidence, items: OpenItems, parts: Parts) -> Iterator[Reason]:
    """Whom the label names, where it is not the client of these parts."""
    party = items.parties[parts[0][0]]
    if evidence.party_scores.get(party, 0) >= NAMES.faint or evidence.nature is not None:
        return
    for other in evidence.matched_parties:
        if other in items.first_of_party:
            yield Reason("names_other", items.id_of(items.first_of_party[other]))
            return
    is_glued = all(word in evidence.text for word in name_words(items.targets[parts[0][0]].party_name))
    if evidence.kind in _NAMING and not is_glued and payer_words(evidence.transaction.label):
        kind = items.targets[parts[0][0]].kind
        yield common_reason("other_payer", kind=kind.value)


def _rivals(evidence: Evidence, items: OpenItems, position: int) -> Iterator[Reason]:
    """How many other targets of the same amount the label allows as well."""
    amount, target = evidence.transaction.amount_cents, items.targets[position]
    if items.remaining[position] != amount or evidence.cited.found.get(position, 0) >= MEDIUM:
        return
    same, mine = items.exact(target.currency, amount), _agrees(evidence, items, position)
    if len(same) > MATCHES.same_amount:
        yield common_reason("same_amount", count=len(same) - 1)
        return
    alike = [
        other
        for other in same
        if other == position
        or (
            (items.targets[other].kind is _INVOICE) == (target.kind is _INVOICE)
            and is_nearly_timely(evidence, items, other)
            and _agrees(evidence, items, other) >= mine
            and items.is_settled_by_money(other)
        )
    ]
    if len(alike) > 1:
        stated = stated_ones(evidence, items, alike)
        alike = list(stated) if position in stated else alike
    if len(alike) > 1:
        yield common_reason("same_amount", count=len(alike) - 1)


def _agrees(evidence: Evidence, items: OpenItems, position: int) -> tuple[bool, bool]:
    """Whether the label names the party of a target, and a card paid on its very day."""
    party = items.parties[position]
    is_named = evidence.party_scores.get(party, 0) >= NAMES.faint and party not in evidence.contradicted
    is_of_day = evidence.has_purchase_day and items.is_record[position] and not days_after(evidence, items, position)
    return is_named, is_of_day


def _other_sums(evidence: Evidence, items: OpenItems, parts: Parts) -> Iterator[Reason]:
    """How many other sums of the party's documents would make the amount."""
    if all(position in evidence.cited.found for position, _ in parts):
        return
    pool: Sequence[int] = open_together(evidence, items, items.parties[parts[0][0]])
    is_of_pool = {position for position, _ in parts} <= set(pool)
    if not is_of_pool or not 2 <= len(pool) <= MATCHES.pool:
        return
    others = items.pool(pool).search(evidence.transaction.amount_cents, 1).number - 1
    if others > 0:
        yield common_reason("other_sums", count=others)
