"""Which transactions a change can concern, so that the engine need not look at the others again.

A transaction's outcome depends on its label, on the names and references that the label is read against, and on a few
keys: the parties that its name may be, the targets that it cites, its amount. A target is found under its own keys:
its party, its id, what remains of it. A change of what remains of a target, or of a transaction, concerns the
transactions that share a key with it and those that compete with them for a target. Nothing else is a dependency:
names and references are the same whatever is already paid, because settled targets stay in the engine's input.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.open_items import OpenItems

# What a key names, then the name's key in the index, the target's id or the signed cents. The key of a party holds as
# long as the known names stay the same.
Dependency = tuple[str, int]
PARTY = "party"
TARGET = "target"
AMOUNT = "amount"


def transaction_keys(evidence: Evidence, items: OpenItems) -> Iterator[Dependency]:
    """All that the outcome of a transaction depends on, beside its label; nothing when its nature decides alone."""
    if evidence.is_excluded:
        return
    yield AMOUNT, evidence.transaction.amount_cents
    if evidence.gross_cents is not None:
        yield AMOUNT, evidence.gross_cents
    for party in evidence.party_scores:
        yield PARTY, party
    for position in evidence.cited.found:
        yield TARGET, items.targets[position].id


def target_keys(items: OpenItems, position: int) -> tuple[Dependency, Dependency, Dependency]:
    """The keys under which transactions find the target as it stands: its party, itself, its amount."""
    return (
        (PARTY, items.parties[position]),
        (TARGET, items.targets[position].id),
        (AMOUNT, items.remaining[position]),
    )


def changed_target_keys(items: OpenItems, remained: Mapping[int, int]) -> set[Dependency]:
    """The keys of the targets of which another amount remained, by id, when the engine last saw them."""
    return {
        key
        for position, target in enumerate(items.targets)
        if target.id in remained
        for key in (*target_keys(items, position), (AMOUNT, remained[target.id]))
    }


def with_rivals(keys: Set[Dependency], items: OpenItems) -> set[Dependency]:
    """The keys with those under which the rivals of transactions with these keys are found.

    Two transactions compete for a target in one matcher, and so under one key, except for a credit note: one cites it
    while another, of its party, deducts it uncited.
    """
    wide = set(keys)
    for position, target in enumerate(items.targets):
        if not items.is_record[position] and target.total_cents < 0:
            party, note, _ = target_keys(items, position)
            if party in keys or note in keys:
                wide.update((party, note))
    return wide


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRun:
    """The outcomes of some transactions with the evidence on each, and the targets as the run left them."""

    outcomes: Sequence[Outcome]
    evidence: Sequence[Evidence]
    items: OpenItems

    def concerned(self, fresh: Collection[int]) -> set[Dependency]:
        """The keys of the transactions that the run may concern; its outcomes stand once all of those were part of it.

        Those that it decided compete no longer, and what they settled has changed. Instalments need all the payers of
        a party together: those of the transactions in `fresh`, and of any that may come from several parties.
        """
        decided = {
            key
            for outcome, evidence in zip(self.outcomes, self.evidence, strict=True)
            if outcome.status in (Status.ATTRIBUTED, Status.IGNORED)
            for key in transaction_keys(evidence, self.items)
        }
        payers = {
            (PARTY, party)
            for evidence in self.evidence
            if len(evidence.matched_parties) > 1 or evidence.transaction.id in fresh
            for party in evidence.matched_parties
            if self.items.open_invoices(party, evidence.transaction.currency)
        }
        settled = {
            key
            for position, cents in self.items.settled
            for key in (*target_keys(self.items, position), (AMOUNT, cents))
        }
        return with_rivals(decided, self.items) | payers | settled
