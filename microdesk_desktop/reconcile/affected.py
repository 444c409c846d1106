"""The transactions that a change can affect: the engine does not look at the others again.

The outcome of a transaction depends on its label, on the names and references that every label is compared with, and
on a few keys: the parties that its name may be, the targets that it cites, its amount. A target has keys too: its
party, its id, the amount that remains. A change affects the transactions that share a key with it, and those that
compete with them for a target. A change of the names, or of the forms of the references, may affect any label:
`Engine.vocabulary` then differs, and every transaction must be looked at.

A payment does not change how labels are read: the engine's input includes the targets that are already settled.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.attributions import Outcome
from microdesk_desktop.domain.settle.dependencies import AMOUNT, PARTY, REFERENCES, TAKINGS, TARGET, Dependency
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.numbers import DIGITS_OF_LETTERS
from microdesk_desktop.reconcile.labels.references import parse_reference
from microdesk_desktop.reconcile.open_items import OpenItems

_TAKINGS = (LabelKind.CARD_TAKINGS, LabelKind.CHEQUE_DEPOSIT)


def transaction_keys(evidence: Evidence, items: OpenItems) -> Iterator[Dependency]:
    """The keys of a transaction; none when its nature alone decides."""
    if evidence.is_excluded:
        return
    yield AMOUNT, evidence.transaction.amount_cents
    if evidence.gross_cents is not None:
        yield AMOUNT, evidence.gross_cents
    if evidence.kind in _TAKINGS:
        yield TAKINGS, 0
    for party in evidence.party_scores:
        yield PARTY, party
    cited = evidence.cited
    for position in cited.found:
        yield TARGET, items.targets[position].id
    if cited.found or cited.cites_closed_document or cited.cut:
        yield REFERENCES, 0


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
        return affected.union(*(self._others.get(key, ()) for key in changed))


def target_keys(items: OpenItems, position: int) -> Iterator[Dependency]:
    """The keys under which transactions find the target as it stands."""
    yield TARGET, items.targets[position].id
    yield AMOUNT, items.remaining[position]
    yield AMOUNT, items.targets[position].total_cents
    yield PARTY, items.parties[position]
    if items.targets[position].total_cents > 0:
        yield TAKINGS, 0


def changed_target_keys(items: OpenItems, changed: Set[int], before: Mapping[int, tuple[int, int]]) -> set[Dependency]:
    """The keys of the targets with these ids, now and before; `before` holds the party's rank and what remained."""
    keys: set[Dependency] = set()
    for position, target in enumerate(items.targets):
        if target.id in changed:
            keys.update(target_keys(items, position))
    for target_id in changed & before.keys():
        party, cents = before[target_id]
        keys.update(((PARTY, party), (TARGET, target_id), (AMOUNT, cents)))
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
            either = {(PARTY, items.parties[position]), (TARGET, target.id)}
            if keys & either:
                extended |= either
    return extended


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRun:
    """The result of a run: outcomes and evidence of its transactions, and the targets as the run left them."""

    outcomes: Sequence[Outcome]
    evidence: Sequence[Evidence]
    items: OpenItems


def affected_keys(
    evidence: Sequence[Evidence], decided: Sequence[Evidence], items: OpenItems, fresh: Set[int]
) -> set[Dependency]:
    """The keys of the transactions that a run may affect: its result is final when it included all of these.

    They are the keys of the targets that it settled; of the rivals of each transaction that it decided, except those
    in `fresh`, which had no rivals before; and of those that may pay an invoice together with one of the run.
    """
    settled = {key for position, cents in items.settled for key in (*target_keys(items, position), (AMOUNT, cents))}
    rivals = {key for facts in decided if facts.transaction.id not in fresh for key in transaction_keys(facts, items)}
    payers = {(PARTY, party) for facts in evidence for party in _parties_to_pay(facts, items, fresh)}
    return (settled | with_rivals(rivals, items) | payers) - {(REFERENCES, 0)}


def _parties_to_pay(facts: Evidence, items: OpenItems, fresh: Set[int]) -> Sequence[int]:
    """The parties of which the transaction may pay a document with others, if that can affect other payments.

    It does when the transaction is new, or when it may be of several parties: a payment to the one excludes one to
    the other.
    """
    currency = facts.transaction.currency
    parties = [party for party in facts.matched_parties if items.open_invoices(party, currency)]
    return parties if len(parties) > 1 or facts.transaction.id in fresh else ()
