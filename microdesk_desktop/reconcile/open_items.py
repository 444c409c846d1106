"""What is left to settle, found by party, by amount, or by both."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from microdesk_desktop.domain.settle.matching import Target, TargetKind
from microdesk_desktop.reconcile.names import NameIndex

Cents = int
Party = int


class OpenItems:
    """The targets, by position, and how much of each remains as the engine settles them."""

    def __init__(self, targets: Sequence[Target], parties: Sequence[Party]) -> None:
        self.targets = targets
        self.parties = parties
        self.remaining = [target.remaining_cents for target in targets]
        self._by_amount: dict[tuple[str, Cents], set[int]] = defaultdict(set)
        self._demands: dict[tuple[Party, str], set[int]] = defaultdict(set)
        self._by_both: dict[tuple[Party, str, Cents], set[int]] = defaultdict(set)
        for position in range(len(targets)):
            self._file(position)

    def exact(self, currency: str, cents: Cents) -> Collection[int]:
        """The targets of which exactly this remains."""
        return self._by_amount.get((currency, cents), ())

    def open_invoices(self, party: Party, currency: str) -> Collection[int]:
        """The party's open documents, credit notes included; facts already dated are no open_invoices."""
        return self._demands.get((party, currency), ())

    def exact_of_party(self, party: Party, currency: str, cents: Cents) -> Collection[int]:
        """The targets of the party of which exactly this remains."""
        return self._by_both.get((party, currency, cents), ())

    def settle(self, position: int, cents: Cents) -> None:
        """Take `cents` off what remains of the target."""
        self._unfile(position)
        self.remaining[position] -= cents
        self._file(position)

    def can_bear(self, position: int, cents: Cents) -> bool:
        """Whether the target has that much left, in that direction."""
        left = self.remaining[position]
        return cents * left > 0 and abs(cents) <= abs(left)

    def _file(self, position: int) -> None:
        for shelf in self._index_keys(position):
            shelf.add(position)

    def _unfile(self, position: int) -> None:
        for shelf in self._index_keys(position):
            shelf.discard(position)

    def _index_keys(self, position: int) -> Iterator[set[int]]:
        left = self.remaining[position]
        if not left:
            return
        target, party = self.targets[position], self.parties[position]
        yield self._by_amount[target.currency, left]
        yield self._by_both[party, target.currency, left]
        if not is_record(target):
            yield self._demands[party, target.currency]


def open_book(targets: Sequence[Target], names: NameIndex, known: dict[int, Party]) -> OpenItems:
    """Name each target's party, by its id where it has one, else by its written name."""
    return OpenItems(targets, [_party(target, names, known) for target in targets])


def _party(target: Target, names: NameIndex, known: dict[int, Party]) -> Party:
    party = known.get(target.party_id) if target.party_id is not None else None
    return names.key(target.party_name) if party is None else party


def is_record(target: Target) -> bool:
    """Whether the target is a fact already dated (receipt, expense) rather than a demand for payment."""
    return target.kind is not TargetKind.INVOICE
