"""The transactions that a change can affect: the engine does not look at the others again.

The outcome of a transaction depends on its label, on the names and references that every label is compared with, and
on a few keys: the parties that its name may be, the targets that it cites, its amount. A target has keys too: its
party, its id, the amount that remains. A change affects the transactions that share a key with it, and those that
compete with them for a target. A change of the names, or of the forms of the references, may affect any label:
`Engine.vocabulary` then differs, and every transaction must be looked at.

A transaction that was decided automatically has fewer keys: those of what it settles, and those under which something
else could be settled or cancelled by it. Where it is decided as before, it affects nothing.

A payment does not change how labels are read: the engine's input includes the targets that are already settled.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.domain.settle.dependencies import (
    AMOUNT,
    PAID,
    PAID_TAKINGS,
    PARTY,
    REFERENCES,
    TAKINGS,
    TARGET,
    Dependency,
)
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.cancelling import reversed_cents
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.instalments import may_be_instalment
from microdesk_desktop.reconcile.labels.numbers import DIGITS_OF_LETTERS
from microdesk_desktop.reconcile.labels.references import parse_reference
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.proposals.reach import amounts_looked_up, may_be_of_anybody, range_cited
from microdesk_desktop.reconcile.tuning import NAMES

_DECIDED = (Status.ATTRIBUTED, Status.IGNORED)
_TAKINGS = (LabelKind.CARD_TAKINGS, LabelKind.CHEQUE_DEPOSIT)


def transaction_keys(evidence: Evidence, items: OpenItems) -> Iterator[Dependency]:
    """The keys of a transaction; when its nature alone decides, at most the amount that it takes back."""
    reversed_ = reversed_cents(evidence)
    if reversed_ is not None:
        yield AMOUNT, reversed_
    if evidence.is_excluded:
        return
    yield AMOUNT, evidence.transaction.amount_cents
    for cents in amounts_looked_up(evidence):
        yield AMOUNT, cents
    if evidence.kind in _TAKINGS or may_be_of_anybody(evidence):
        yield TAKINGS, 0
    for party in _parties_looked_up(evidence):
        yield PARTY, party
    cited = evidence.cited
    for position in cited.found.keys() | set(range_cited(evidence, items)):
        yield TARGET, items.targets[position].id
    if cited.found or cited.cites_closed_document or cited.cut:
        yield REFERENCES, 0


def _parties_looked_up(evidence: Evidence) -> Iterable[int]:
    """The parties whose targets may be settled or proposed by the name; below, they are found by their amounts."""
    if evidence.stated.is_several:
        return evidence.party_scores  # of any target of the amount, what else its party has open counts
    alike = (party for party, score in evidence.party_scores.items() if score >= NAMES.faint)
    return dict.fromkeys((*evidence.matched_parties, *alike))


def decided_keys(evidence: Evidence, outcome: Outcome, items: OpenItems) -> Iterator[Dependency]:
    """The keys of a transaction that is decided automatically: what may take the place of its outcome has one."""
    if outcome.rule_id is not None and outcome.status is Status.ATTRIBUTED:
        return  # the record that a rule made stays
    if outcome.status is not Status.ATTRIBUTED:
        yield from transaction_keys(evidence, items)
        return
    yield from arrival_keys(evidence, items)
    for position in positions_of(outcome, items):
        yield TARGET, items.targets[position].id
        yield AMOUNT, items.targets[position].total_cents
        yield PAID, items.parties[position]
        if items.is_record[position] and _may_be_of_takings(items, position):
            yield PAID_TAKINGS, 0
    if evidence.cited.found or evidence.cited.cites_closed_document or evidence.cited.cut:
        yield REFERENCES, 0


def arrival_keys(evidence: Evidence, items: OpenItems) -> Iterator[Dependency]:
    """The keys of the decided transactions of which this one may take the place, or which it may cancel."""
    if evidence.transaction.pending:
        return
    reversed_ = reversed_cents(evidence)
    if reversed_ is not None:
        yield AMOUNT, reversed_
    if evidence.is_excluded:
        return
    yield AMOUNT, evidence.transaction.amount_cents
    if evidence.gross_cents is not None:
        yield AMOUNT, evidence.gross_cents
    if evidence.kind in _TAKINGS or may_be_of_anybody(evidence):
        yield PAID_TAKINGS, 0
    for party in evidence.matched_parties:
        yield PAID, party
    for position in evidence.cited.found:
        yield TARGET, items.targets[position].id


def positions_of(outcome: Outcome, items: OpenItems) -> Sequence[int]:
    """The targets that an outcome settles, without those that the engine does not know."""
    if outcome.status is not Status.ATTRIBUTED or not outcome.proposals:
        return ()
    parts = outcome.proposals[0].allocations
    return [items.position[part.target_id] for part in parts if part.target_id in items.position]


class DependencyIndex:
    """The positions of the transactions that have one of some keys."""

    def __init__(self, evidence: Sequence[Evidence], positions: Sequence[int], items: OpenItems) -> None:
        # Amounts differ nearly all: a dictionary of them would take much memory, and reading the list is fast.
        self._positions = positions
        self._amounts = [evidence[position].transaction.amount_cents for position in positions]
        self._others: dict[Dependency, list[int]] = defaultdict(list)
        for position in positions:
            facts = evidence[position]
            if facts.gross_cents is not None:
                self._others[AMOUNT, facts.gross_cents].append(position)
            for party in facts.matched_parties:
                self._others[PARTY, party].append(position)
            for cited in facts.cited.found:
                self._others[TARGET, items.targets[cited].id].append(position)

    def affected_by(self, changed: Set[Dependency]) -> set[int]:
        """The transactions that have one of these keys."""
        if not changed:
            return set()
        amounts = {value for kind, value in changed if kind == AMOUNT}
        affected = {
            position for cents, position in zip(self._amounts, self._positions, strict=True) if cents in amounts
        }
        for key in changed:
            affected.update(self._others.get(key, ()))
        return affected


def target_keys(items: OpenItems, position: int) -> Iterator[Dependency]:
    """The keys under which transactions find the target as it stands."""
    yield TARGET, items.targets[position].id
    yield AMOUNT, items.remaining[position]
    yield AMOUNT, items.targets[position].total_cents
    yield PARTY, items.parties[position]
    yield PAID, items.parties[position]
    if _may_be_of_takings(items, position):
        yield TAKINGS, 0
        yield PAID_TAKINGS, 0
    elif asked := original_amount(items.targets[position].label):
        yield AMOUNT, -asked.cents


def _may_be_of_takings(items: OpenItems, position: int) -> bool:
    """Whether takings may sum it: all that is no expense, what was paid back to a customer included."""
    target = items.targets[position]
    return target.kind is not TargetKind.EXPENSE or target.total_cents > 0


def changed_target_keys(items: OpenItems, changed: Set[int], before: Mapping[int, tuple[int, int]]) -> set[Dependency]:
    """The keys of the targets with these ids, now and before; `before` holds the party's rank and what remained."""
    keys: set[Dependency] = set()
    for position, target in enumerate(items.targets):
        if target.id in changed:
            keys.update(target_keys(items, position))
    for target_id in changed & before.keys():
        party, cents = before[target_id]
        keys.update(((PARTY, party), (PAID, party), (TARGET, target_id), (AMOUNT, cents)))
    return keys


def may_cite(label: str, serials: Iterable[str]) -> bool:
    """False only for labels that cannot cite a reference with one of these serials; a fast pre-filter."""
    text = fold(label)
    written = {_digits(text), _digits(text.translate(DIGITS_OF_LETTERS))}
    return any(serial in digits for serial in serials for digits in written)


def serials_of(references: Iterable[str]) -> frozenset[str]:
    """The digits that every spelling of one of these references holds."""
    numbers = map(parse_reference, references)
    return frozenset(number.serial.lstrip("0") or "0" for number in numbers if number is not None)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def with_rivals(keys: Set[Dependency], items: OpenItems) -> set[Dependency]:
    """These keys, and the keys of the transactions that compete for a target with transactions of these keys.

    Two transactions that compete for a target share a key, except for a credit note: one may cite it, and another one
    of the same party may deduct it without citing it.
    """
    extended = set(keys)
    for position, target in enumerate(items.targets):
        if not items.is_record[position] and target.total_cents < 0:
            either = {(PARTY, items.parties[position]), (PAID, items.parties[position]), (TARGET, target.id)}
            if keys & either:
                extended |= either
    return extended


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRun:
    """The result of a run: outcomes and evidence of its transactions, and the targets as the run left them.

    `before` holds the automatic outcomes that it decided anew, by transaction.
    """

    outcomes: Sequence[Outcome]
    evidence: Sequence[Evidence]
    items: OpenItems
    before: Mapping[int, Outcome]


def is_same(outcome: Outcome, before: Outcome | None) -> bool:
    """Whether an automatic decision stands: it settles the same for the same reasons, or settles nothing for them."""
    if outcome is before:
        return True
    if before is None or before.status is not outcome.status:
        return before is None and outcome.status not in _DECIDED
    if outcome.status is not Status.ATTRIBUTED:
        return before.reasons == outcome.reasons
    if not before.proposals or not outcome.proposals:
        return before.rule_id == outcome.rule_id is not None
    former, now = before.proposals[0], outcome.proposals[0]
    return (former.allocations, former.reasons) == (now.allocations, now.reasons)


def affected_keys(
    evidence: Sequence[Evidence],
    outcomes: Sequence[Outcome | None],
    before: Mapping[int, Outcome],
    items: OpenItems,
    fresh: Set[int],
) -> set[Dependency]:
    """The keys of the transactions that a run may affect: its result is final when it included all of these.

    `outcomes` are its decisions, None for what it leaves open, and `before` the former automatic ones, by transaction.
    The keys are those of the targets that are settled anew or no longer; of the rivals of each transaction that is
    decided otherwise than before, except those in `fresh`, which had no rivals; and of those that may pay an invoice
    together with one of the run, or that take what is open of its amount in turn with it.
    """
    rivals, touched = set[Dependency](), set[int]()
    payers = set[Dependency]()
    for facts, outcome in zip(evidence, outcomes, strict=True):
        id_ = facts.transaction.id
        former = before.get(id_)
        if former is not None and outcome is not None and is_same(outcome, former):
            continue
        if former is not None:
            touched.update(positions_of(former, items))
            rivals.update(arrival_keys(facts, items))
        if outcome is not None:
            touched.update(positions_of(outcome, items))
        if former is not None or (outcome is not None and id_ not in fresh):
            rivals.update(transaction_keys(facts, items))
        payers.update((PARTY, party) for party in _parties_to_pay(facts, items, fresh))
    settled = {
        key
        for position, cents in items.settled
        if position in touched
        for key in (*target_keys(items, position), (AMOUNT, cents))
    }
    released = {key for position in touched for key in target_keys(items, position)}
    return (settled | released | with_rivals(rivals, items) | payers | _equal_payments(evidence, items)) - {
        (REFERENCES, 0)
    }


def _equal_payments(evidence: Iterable[Evidence], items: OpenItems) -> set[Dependency]:
    """The keys of the payments that take what is open of their amount in turn with one of the run."""
    transactions = [facts.transaction for facts in evidence if not facts.is_excluded]
    return {(AMOUNT, each.amount_cents) for each in transactions if items.exact(each.currency, each.amount_cents)}


def _parties_to_pay(facts: Evidence, items: OpenItems, fresh: Set[int]) -> Sequence[int]:
    """The parties of which the transaction may pay a document with others, if that can affect other payments.

    It does when the transaction is new, or when it may be of several parties: a payment to the one excludes one to
    the other.
    """
    if facts.is_excluded or facts.transaction.pending or not may_be_instalment(facts):
        return ()
    currency = facts.transaction.currency
    parties = [party for party in facts.matched_parties if items.open_invoices(party, currency)]
    return parties if len(parties) > 1 or facts.transaction.id in fresh else ()
