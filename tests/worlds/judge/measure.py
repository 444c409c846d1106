"""Build the years, decide what is decidable, ask the engine and count, behaviour by behaviour."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.engine import reconcile
from tests.worlds.judge.amounts import AMOUNTS
from tests.worlds.judge.corners import CORNERS
from tests.worlds.judge.purchases import NOISE, PURCHASES
from tests.worlds.judge.sales import SALES
from tests.worlds.judge.spellings import core
from tests.worlds.judge.town import Evidence, Town, Truth, Year

SIZES = {"small": (300, 60), "even": (400, 300), "large": (3_000, 600)}
SEEDS = range(1, 18)


def build(seed: int, transactions: int, documents: int) -> Year:
    """A year of that many transactions and documents."""
    town = Town(seed, documents)
    habits = [*SALES, *AMOUNTS, *CORNERS, *((habit, weight * 1.6) for habit, weight in PURCHASES)]
    while len(town.world.targets) < documents:
        _advance(town, len(town.world.targets) / documents)
        town.rng.choices([h for h, _ in habits], [w for _, w in habits])[0](town)
    while len(town.world.transactions) < transactions:
        _advance(town, town.rng.random())
        _fill(town)
    town.world.transactions.sort(key=lambda transaction: (transaction.on, transaction.id))
    return town.world


def _fill(town: Town) -> None:
    """A transaction that settles nothing: whatever its episode recorded is forgotten."""
    targets, transactions = len(town.world.targets), len(town.world.transactions)
    town.rng.choices([h for h, _ in NOISE], [w for _, w in NOISE])[0](town)
    del town.world.targets[targets:]
    for transaction in town.world.transactions[transactions:]:
        town.world.truths[transaction.id] = replace(town.world.truths[transaction.id], parts={}, evidence=Evidence.NONE)


def _advance(town: Town, share: float) -> None:
    town.today = town.first.fromordinal(town.first.toordinal() + int(share * 330) + town.rng.randrange(6))


def decidable(world: Year) -> set[int]:
    """The transactions about which a careful human, with all documents before him, would be certain."""
    by_amount: dict[tuple[int, str], list[Target]] = defaultdict(list)
    by_party: dict[int, list[Target]] = defaultdict(list)
    for target in world.targets:
        by_amount[target.remaining_cents, target.currency].append(target)
        if target.kind is TargetKind.INVOICE and target.party_id is not None:
            by_party[target.party_id].append(target)
    mirrored = {
        name for name, count in Counter(tuple(sorted(core(party.name))) for party in world.parties).items() if count > 1
    }
    return {
        m.id
        for m in world.transactions
        if _certain(m, world.truths[m.id], by_amount, by_party)
        and (
            world.truths[m.id].evidence is Evidence.NUMBER
            or tuple(sorted(core(world.truths[m.id].shown))) not in mirrored
        )
    }


def _certain(
    transaction: Transaction,
    truth: Truth,
    by_amount: Mapping[tuple[int, str], list[Target]],
    by_party: Mapping[int, list[Target]],
) -> bool:
    if truth.evidence is Evidence.NUMBER or not truth.parts:
        return truth.evidence is Evidence.NUMBER
    if truth.evidence is Evidence.NONE:
        return False
    rivals = [
        t
        for t in by_amount[transaction.amount_cents, transaction.currency]
        if t.id not in truth.parts and _as_plausible(transaction, truth, t)
    ]
    if len(truth.parts) > 1:
        party = next(id_ for id_, ts in by_party.items() for t in ts if t.id in truth.parts)
        return not rivals and len(list(_sums(transaction, by_party[party]))) == 1
    return not rivals


def _as_plausible(transaction: Transaction, truth: Truth, rival: Target) -> bool:
    """A name that may be read as the rival's, at a day that suits it."""
    if (rival.on - transaction.on).days > 3:
        return False
    if truth.evidence is Evidence.DATE and abs((transaction.on - rival.on).days) > 6:
        return False
    shown, known = core(truth.shown), core(rival.party_name)
    return all(any(word.startswith(other[:4]) or other.startswith(word[:4]) for other in known) for word in shown)


def _sums(transaction: Transaction, targets: Sequence[Target]) -> Iterator[tuple[Target, ...]]:
    known = [target for target in targets if (target.on - transaction.on).days <= 3]
    for count in (1, 2, 3, 4):
        for group in combinations(known, count):
            if sum(target.remaining_cents for target in group) == transaction.amount_cents:
                yield group


Failure = tuple[str, str, Transaction, Truth, Outcome, Year]


class Tally:
    """The table: for each behaviour, how many, right, wrong, suggested first, missed."""

    def __init__(self) -> None:
        self.rows: dict[str, Counter[str]] = defaultdict(Counter)
        self.failures: list[Failure] = []

    def add(self, world: Year, outcomes: Sequence[Outcome]) -> None:
        certain = decidable(world)
        for transaction, outcome in zip(world.transactions, outcomes, strict=True):
            truth = world.truths[transaction.id]
            verdict = _verdict(truth, outcome)
            row = self.rows[truth.behaviour]
            row["n"] += 1
            row[verdict] += 1
            if transaction.id in certain:
                row["certain"] += 1
                row["found"] += verdict == "right"
            if verdict == "wrong" or (transaction.id in certain and verdict != "right"):
                self.failures.append((verdict, truth.behaviour, transaction, truth, outcome, world))

    def total(self, key: str) -> int:
        return sum(row[key] for row in self.rows.values())

    def figures(self) -> dict[str, float]:
        automatic = self.total("right") + self.total("wrong")
        return {
            "precision": self.total("right") / max(1, automatic),
            "recall": self.total("found") / max(1, self.total("certain")),
        }

    def print(self) -> None:
        print(f"{'behaviour':<46}{'n':>6}{'certain':>8}{'found':>7}{'right':>7}{'wrong':>6}{'first':>6}{'other':>6}")
        for name, row in sorted(self.rows.items()):
            print(
                f"{name:<46}{row['n']:>6}{row['certain']:>8}{row['found']:>7}{row['right']:>7}{row['wrong']:>6}{row['first']:>6}{row['missed']:>6}"
            )


def _verdict(truth: Truth, outcome: Outcome) -> str:
    said = [{a.target_id: a.amount_cents for a in proposal.allocations} for proposal in outcome.proposals]
    if outcome.status is Status.ATTRIBUTED:
        return "right" if said and said[0] == dict(truth.parts) else "wrong"
    return (
        "first"
        if truth.parts and outcome.status is Status.SUGGESTED and said and said[0] == dict(truth.parts)
        else "missed"
    )


def ask(world: Year) -> list[Outcome]:
    return reconcile(world.transactions, world.targets, parties=world.parties, owner=world.owner)


def measure(seeds: Sequence[int] = SEEDS) -> dict[str, float]:
    """Precision and recall over all seeds and sizes."""
    tally = Tally()
    for seed in seeds:
        for transactions, documents in SIZES.values():
            world = build(seed, transactions, documents)
            tally.add(world, ask(world))
    return tally.figures()
