"""The targets with what remains of each, indexed by party, by amount, and by both."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.dated import NOTHING_DATED, Dated
from microdesk_desktop.reconcile.expense_kind import nature_of_expense
from microdesk_desktop.reconcile.labels.references import parse_reference
from microdesk_desktop.reconcile.subset_sums import Pool
from microdesk_desktop.reconcile.tuning import MATCHES

_NUMBER = re.compile(r"\d+")
_POOLS_KEPT = 12  # each may hold two thousand sums
_NO_DIGITS = re.compile(r"\D")

Cents = int
PartyKey = int


def _serial(target: Target) -> int | None:
    number = parse_reference(target.reference, target.on.year) if target.kind is TargetKind.INVOICE else None
    return int(number.serial) if number is not None else None


def _noted_numbers(target: Target) -> Sequence[str]:
    """The numbers by which a label may give a target: a record's reference, an order's or cheque's in its subject."""
    noted = [digits for digits in _NUMBER.findall(target.label) if len(digits) >= MATCHES.cheque_digits]
    reference = _NO_DIGITS.sub("", target.reference) if target.kind is not TargetKind.INVOICE else ""
    return [*noted, reference] if len(reference) >= MATCHES.reference_digits else noted


class OpenItems:
    """The targets, by position, and how much of each remains while the engine settles them.

    A *record* (receipt, expense) is a fact already dated, unlike an invoice or credit note, which asks for a payment.
    Days are ordinals, as `date.toordinal` gives them.
    """

    def __init__(self, targets: Sequence[Target], parties: Sequence[PartyKey]) -> None:
        self.targets = targets
        self.parties = parties
        self.remaining = [target.remaining_cents for target in targets]
        self.is_record = [target.kind is not TargetKind.INVOICE for target in targets]
        # The rank of each document in its series, by which lists cite it; None for records and where it has none.
        self.serials = [_serial(target) for target in targets]
        self.days = [target.on.toordinal() for target in targets]
        self.due_days = [target.due_on.toordinal() if target.due_on else None for target in targets]
        self._by_amount: dict[tuple[str, Cents], list[int]] = defaultdict(list)
        self._invoices: dict[tuple[PartyKey, str], list[int]] = defaultdict(list)
        self._records: dict[tuple[PartyKey, str], list[int]] = defaultdict(list)
        self._by_party_and_amount: dict[tuple[PartyKey, str, Cents], list[int]] = defaultdict(list)
        self._totals = Counter((target.currency, target.total_cents) for target in targets)
        self._days_of_totals: dict[tuple[str, Cents], list[int]] | None = None
        self._of_kind: dict[tuple[TargetKind, str], list[int]] = defaultdict(list)
        self._sorted_amounts: list[Cents] | None = None
        self._twins: dict[tuple[PartyKey, str, Cents], list[int]] | None = None
        self._by_day: dict[tuple[TargetKind, str], list[tuple[int, int]]] = {}
        # Every amount that remains, or remained earlier, of a target, in any currency.
        self.amounts: set[Cents] = set()
        self._natures: dict[int, Nature | None] = {}
        self._pools: dict[tuple[Cents, ...], Pool] = {}
        self._by_number: dict[str, list[int]] | None = None
        self._dated: dict[PartyKey, dict[tuple[str, bool], Dated]] = {}
        self._latest: dict[PartyKey, int] | None = None
        self.settled: list[tuple[int, Cents]] = []
        self._released: list[tuple[int, Cents]] = []
        self._ids: dict[int, Mapping[str, str]] = {}
        self.position = {target.id: position for position, target in enumerate(targets)}
        # By which a party is named, whatever is open: a reason must not depend on what was settled before it.
        self.first_of_party = {party: position for position, party in reversed([*enumerate(parties)])}
        for position in range(len(targets)):
            for group in self._groups(position):
                group.append(position)

    def restore(self) -> None:
        """Undo every settlement and every release."""
        for position, left in reversed([*self._released, *self.settled]):
            self._set_remaining(position, left)
        self.settled.clear()
        self._released.clear()

    def release(self, position: int, cents: Cents) -> None:
        """Give the target back what a former payment took of it, before anything is settled."""
        self._released.append((position, self.remaining[position]))
        self._set_remaining(position, self.remaining[position] + cents)

    def exact(self, currency: str, cents: Cents) -> Sequence[int]:
        """The targets of which exactly this remains."""
        return self._by_amount.get((currency, cents), ())

    def open_invoices(self, party: PartyKey, currency: str) -> Sequence[int]:
        """The party's open invoices, credit notes included."""
        return self._invoices.get((party, currency), ())

    def exact_of_party(self, party: PartyKey, currency: str, cents: Cents) -> Sequence[int]:
        """The targets of the party of which exactly this remains."""
        return self._by_party_and_amount.get((party, currency, cents), ())

    def open_records(self, party: PartyKey, currency: str) -> Sequence[int]:
        """The party's receipts and expenses of which something remains."""
        return self._records.get((party, currency), ())

    def dated_invoices(self, party: PartyKey, currency: str) -> Dated:
        """The party's open invoices and credit notes in the order of their days."""
        return self._in_order(party, currency, self._invoices, is_record=False)

    def dated_records(self, party: PartyKey, currency: str) -> Dated:
        """The party's open records in the order of their days."""
        return self._in_order(party, currency, self._records, is_record=True)

    def _in_order(
        self, party: PartyKey, currency: str, groups: Mapping[tuple[PartyKey, str], Sequence[int]], *, is_record: bool
    ) -> Dated:
        positions = groups.get((party, currency))
        if not positions:
            return NOTHING_DATED
        of_party = self._dated.setdefault(party, {})
        key = currency, is_record
        if key not in of_party:
            of_party[key] = Dated(positions, self.days, self.remaining)
        return of_party[key]

    def owes(self, party: PartyKey, currency: str, cents: Cents) -> bool:
        """Whether anything that is open of a party is to be paid in the direction of an amount."""
        invoices, records = self.dated_invoices(party, currency), self.dated_records(party, currency)
        return invoices.has_sign_of(cents) or records.has_sign_of(cents)

    def latest_of(self, party: PartyKey) -> int | None:
        """The latest document of a client, settled or not; None for a party that has none."""
        if self._latest is None:
            documents = (position for position, is_record in enumerate(self.is_record) if not is_record)
            self._latest = {self.parties[position]: position for position in documents}
        return self._latest.get(party)

    def of_number(self, digits: str) -> Sequence[int]:
        """The targets that have this number: records by their reference, all by what their subject notes."""
        if self._by_number is None:
            self._by_number = {}
            for position, target in enumerate(self.targets):
                for each in dict.fromkeys(_noted_numbers(target)):
                    self._by_number.setdefault(each, []).append(position)
        return self._by_number.get(digits, ())

    def is_settled_by_money(self, position: int) -> bool:
        """Whether it is no quote, order, delivery note or pro-forma, whose numbers payers cite too."""
        type_ = self.targets[position].document_type
        return type_ is None or type_.is_settled_by_money

    def id_of(self, position: int) -> Mapping[str, str]:
        """The values of a reason that is about this target alone; thousands of reasons share them."""
        found = self._ids.get(position)
        if found is None:
            found = self._ids[position] = {"target_id": str(self.targets[position].id)}
        return found

    def open_of_kind(self, kind: TargetKind, currency: str) -> Sequence[int]:
        """What is open of a kind of record."""
        return self._of_kind.get((kind, currency), ())

    def open_of_days(self, kind: TargetKind, currency: str, first: int, last: int) -> list[int]:
        """What is open of a kind, dated from the first to the last day given, the oldest first."""
        return list(self.latest_of_days(kind, currency, first, last))[::-1]

    def latest_of_days(self, kind: TargetKind, currency: str, first: int, last: int) -> Iterator[int]:
        """The same, the latest first, one after the other."""
        key = kind, currency
        if key not in self._by_day:
            self._by_day[key] = sorted(
                (self.days[position], position)
                for position, target in enumerate(self.targets)
                if target.kind is kind and target.currency == currency
            )
        dated = self._by_day[key]
        for place in range(bisect_left(dated, (last + 1, 0)) - 1, bisect_left(dated, (first, 0)) - 1, -1):
            position = dated[place][1]
            if self.remaining[position]:
                yield position

    def amounts_between(self, least: Cents, most: Cents) -> Sequence[Cents]:
        """The amounts that remain of targets, from the least to the most given, in order."""
        if self._sorted_amounts is None:
            self._sorted_amounts = sorted(self.amounts)
        return self._sorted_amounts[bisect_left(self._sorted_amounts, least) : bisect_right(self._sorted_amounts, most)]

    def is_rare(self, currency: str, cents: Cents) -> bool:
        """Whether the amount is odd, and at most one document or record ever came to it."""
        return bool(cents % MATCHES.round_cents) and self._totals[currency, cents] <= 1

    def number_of_totals(self, currency: str, cents: Cents) -> int:
        """How many documents and records ever came to the amount."""
        return self._totals[currency, cents]

    def is_alone_within(self, position: int, days: int) -> bool:
        """Whether no other document or record of the same total, settled or not, is within so many days of this one."""
        target = self.targets[position]
        key = target.currency, target.total_cents
        if self._totals[key] == 1:
            return True
        if self._days_of_totals is None:
            self._days_of_totals = defaultdict(list)
            for each, day in sorted(zip(self.targets, self.days, strict=True), key=itemgetter(1)):
                if self._totals[each.currency, each.total_cents] > 1:
                    self._days_of_totals[each.currency, each.total_cents].append(day)
        same, day = self._days_of_totals[key], self.days[position]
        return bisect_right(same, day + days) - bisect_left(same, day - days) == 1

    def twins(self, position: int) -> Sequence[int]:
        """The documents of the same party and total, settled or not, the document itself included."""
        target = self.targets[position]
        return self.totals_of_party(self.parties[position], target.currency, target.total_cents)

    def totals_of_party(self, party: PartyKey, currency: str, cents: Cents) -> Sequence[int]:
        """The documents of a party that came to a total, settled or not."""
        if self._twins is None:
            self._twins = defaultdict(list)
            for each, target in enumerate(self.targets):
                if not self.is_record[each] and self.is_settled_by_money(each):
                    self._twins[self.parties[each], target.currency, target.total_cents].append(each)
        return self._twins.get((party, currency, cents), ())

    def pool(self, positions: Sequence[int]) -> Pool:
        """What remains of these targets, ready to be summed; payments of one party ask for the same pool."""
        amounts = tuple([self.remaining[position] for position in positions])
        if amounts not in self._pools:
            if len(self._pools) >= _POOLS_KEPT:
                self._pools.clear()
            self._pools[amounts] = Pool(amounts)
        return self._pools[amounts]

    def forget_pools(self) -> None:
        """Free what was kept of sums."""
        self._pools.clear()

    def nature(self, position: int) -> Nature | None:
        """The nature of an expense; None for ordinary ones, and for anything else."""
        if position not in self._natures:
            self._natures[position] = nature_of_expense(self.targets[position])
        return self._natures[position]

    def settle(self, position: int, cents: Cents) -> None:
        """Take `cents` off what remains of the target; `settled` keeps what remained before."""
        self.settled.append((position, self.remaining[position]))
        self._set_remaining(position, self.remaining[position] - cents)

    def _set_remaining(self, position: int, cents: Cents) -> None:
        self._dated.pop(self.parties[position], None)
        for group in self._groups(position):
            del group[bisect_left(group, position)]
        self.remaining[position] = cents
        for group in self._groups(position):
            insort(group, position)

    def has_left(self, position: int, cents: Cents) -> bool:
        """Whether the target has that much left, in that direction."""
        left = self.remaining[position]
        return cents * left > 0 and abs(cents) <= abs(left)

    def _groups(self, position: int) -> Iterator[list[int]]:
        left = self.remaining[position]
        if not left:
            return
        target, party = self.targets[position], self.parties[position]
        if left not in self.amounts:
            self.amounts.add(left)
            self._sorted_amounts = None
        yield self._by_amount[target.currency, left]
        yield self._by_party_and_amount[party, target.currency, left]
        if target.kind is TargetKind.RECEIPT:
            yield self._of_kind[target.kind, target.currency]
        yield (self._records if self.is_record[position] else self._invoices)[party, target.currency]
