"""Looking only at what a change concerns gives the answer of looking at everything."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.attributions import Outcome, Recorded, Status
from microdesk_desktop.domain.settle.dependencies import AMOUNT, Dependency
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from microdesk_desktop.reconcile.affected import (
    EngineRun,
    changed_target_keys,
    decided_keys,
    transaction_keys,
    with_rivals,
)
from microdesk_desktop.reconcile.engine import Engine
from tests.worlds.generator import build_world

NAMES = ("Nova SARL", "Nova Conseil", "Camille Leroy", "Claude Leroy", "Atelier Brun")
OTHERS = ("LEROY", "NOVA", "URSSAF", "URSSAF", "VIREMENT INTERNE", "REMISE CB BRUT 300,00 COM 3,00", "")
AMOUNTS = (10_000, 20_000, 30_000, 60_000)
START = date(2026, 3, 1)
DECIDED = (Status.ATTRIBUTED, Status.IGNORED)
RULES = (
    Rule(id=1, name="brun", words="BRUN", direction=-1, action=RuleAction.IGNORE),
    Rule(
        id=2,
        name="acompte",
        words="ACOMPTE",
        direction=1,
        action=RuleAction.IGNORE,
        least_cents=30_000,
        most_cents=30_000,
    ),
)


@dataclass(slots=True)
class Account:
    """Transactions, what remains of each target, and what the engine last said and saw."""

    targets: dict[int, Target]
    parties: Sequence[Party]
    owner: Owner = field(default_factory=Owner)
    transactions: dict[int, Transaction] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    fixed: dict[int, Outcome] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    seen: dict[int, tuple[int, int]] = field(default_factory=dict)
    keys: dict[int, set[Dependency]] = field(default_factory=dict)
    looked_at: int = 0

    def arrive(self, transactions: Iterable[Transaction]) -> None:
        for transaction in transactions:
            self.transactions[transaction.id] = transaction
            self.fresh.add(transaction.id)

    def relabel(self, transaction_id: int, label: str) -> None:
        self.transactions[transaction_id] = replace(self.transactions[transaction_id], label=label)
        self.fresh.add(transaction_id)

    def set_aside(self, transaction_id: int, status: Status = Status.IGNORED) -> None:
        """The user decides; what was settled automatically no longer is."""
        self._pay(self.outcomes.get(transaction_id), -1)
        self.fixed[transaction_id] = Outcome(transaction_id=transaction_id, status=status)
        self.left.add(transaction_id)

    def give_back(self, transaction_id: int) -> None:
        """The user takes a decision back."""
        del self.fixed[transaction_id]
        self.outcomes.pop(transaction_id, None)
        self.fresh.add(transaction_id)
        self.left.add(transaction_id)

    def pay(self, target_id: int, cents: int) -> None:
        target = self.targets[target_id]
        self.targets[target_id] = replace(target, remaining_cents=target.remaining_cents - cents)

    def recorded(self) -> list[Recorded]:
        return [self._recorded(each) for each in self.transactions.values()]

    def _recorded(self, transaction: Transaction) -> Recorded:
        if transaction.id in self.fixed:
            return Recorded(transaction, self.fixed[transaction.id], True)
        outcome = self.outcomes.get(transaction.id)
        return Recorded(transaction, outcome if outcome and outcome.status in DECIDED else None)

    def engine(self) -> Engine:
        return Engine(list(self.targets.values()), parties=self.parties, owner=self.owner, rules=RULES)

    def run_on_all(self) -> None:
        self.keep(self.engine().run(self.recorded(), Job()))

    def run_on_affected(self) -> None:
        engine = self.engine()
        changed = {id_ for id_, (_, cents) in self.seen.items() if cents != self.targets[id_].remaining_cents}
        former = set().union(*(self.keys.get(each, set()) for each in self.fresh | self.left))
        for each in self.left | self.fresh:
            former |= {(AMOUNT, cents) for sign in (1, -1) for cents in (sign * self.transactions[each].amount_cents,)}
        keys = changed_target_keys(engine.items, changed, self.seen) | with_rivals(former, engine.items)
        fresh = [each for each in self.recorded() if each.transaction.id in self.fresh and not each.is_fixed]
        self.keep(engine.run_affected(fresh, keys, self.find, Job()))

    def find(self, keys: Set[Dependency]) -> list[Recorded]:
        return [
            each
            for each in self.recorded()
            if keys & {*self.keys.get(each.transaction.id, ()), (AMOUNT, each.transaction.amount_cents)}
        ]

    def keep(self, run: EngineRun) -> None:
        self.looked_at = len(run.outcomes)
        for outcome, evidence in zip(run.outcomes, run.evidence, strict=True):
            self._pay(self.outcomes.get(outcome.transaction_id), -1)
            self._pay(outcome, 1)
            self.outcomes[outcome.transaction_id] = outcome
            is_decided = outcome.status in DECIDED
            keys = decided_keys(evidence, outcome, run.items) if is_decided else transaction_keys(evidence, run.items)
            self.keys[outcome.transaction_id] = set(keys)
        items = run.items
        self.seen = {
            target.id: (items.parties[position], items.remaining[position])
            for position, target in enumerate(items.targets)
        }
        self.fresh, self.left = set(), set()

    def _pay(self, outcome: Outcome | None, sign: int) -> None:
        if outcome is not None and outcome.status is Status.ATTRIBUTED:
            for part in outcome.proposals[0].allocations:
                self.pay(part.target_id, sign * part.amount_cents)


def twins(targets: Sequence[Target], parties: Sequence[Party], owner: Owner) -> tuple[Account, Account]:
    by_id = {target.id: target for target in targets}
    return Account(dict(by_id), parties, owner), Account(dict(by_id), parties, owner)


def agree(whole: Account, part: Account) -> None:
    whole.run_on_all()
    part.run_on_affected()
    assert part.outcomes == whole.outcomes
    assert part.targets == whole.targets


class Chance:
    """A small company in which names, amounts and numbers collide all the time; one seed gives one company."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.names = self.rng.sample(NAMES, self.rng.randint(2, len(NAMES)))
        self.amounts = self.rng.sample(AMOUNTS, self.rng.randint(2, len(AMOUNTS)))
        self.parties = [Party(id=index, name=name) for index, name in enumerate(NAMES)]

    def target(self, serial: int) -> Target:
        pick, rng = self.rng.choice, self.rng
        kind = pick((TargetKind.INVOICE, TargetKind.INVOICE, TargetKind.EXPENSE, TargetKind.RECEIPT))
        name = pick(self.names)
        total = pick(self.amounts) * (-1 if kind is TargetKind.EXPENSE or rng.random() < 0.15 else 1)
        on = START + timedelta(days=rng.randint(0, 20))
        return Target(
            kind=kind,
            id=serial,
            reference=f"F-2026-{serial:04}",
            remaining_cents=total,
            total_cents=total,
            currency="EUR",
            on=on,
            due_on=on + timedelta(days=30),
            party_id=NAMES.index(name) if kind is TargetKind.INVOICE else None,
            party_name=name,
            category=pick(("", "URSSAF")),
            document_type=DocumentType.INVOICE if kind is TargetKind.INVOICE else None,
        )

    def label(self) -> str:
        begin = self.rng.choice(("VIR", "VIR SEPA RECU /DE", "PRLV SEPA", "CB", "CB", "AVOIR CB"))
        number = self.rng.randint(0, 5)
        motive = (
            "",
            "",
            f"F-2026-{number:04}",
            f"F-2026-{number:04} et F-2026-0001",
            "FACT 2",
            "ACOMPTE",
            "F-2026-0099",
            "REJET",
            "STORNO",
            "REMBOURSEMENT",
        )
        return f"{begin} {self.rng.choice((*self.names, *self.names, *OTHERS))} {self.rng.choice(motive)}"

    def transaction(self, number: int) -> Transaction:
        rng = self.rng
        label = self.label()
        is_out = rng.random() < (0.8 if label.startswith("CB") else 0.1 if label.startswith("AVOIR") else 0.3)
        sign = -1 if is_out else 1
        parts = rng.choices(self.amounts, k=2)
        return Transaction(
            id=number,
            on=START + timedelta(days=rng.randint(0, 40)),
            amount_cents=sign * rng.choice((*parts, *parts, sum(parts), abs(parts[0] - parts[1]) or 500, 29_700)),
            currency="EUR",
            label=label,
            pending=rng.random() < 0.1,
        )

    def change(self, accounts: Sequence[Account]) -> None:
        """The same change to both accounts."""
        free = sorted(accounts[0].transactions.keys() - accounts[0].fixed.keys())
        pick = self.rng.choice
        match self.rng.choice(("arrive", "arrive", "relabel", "decide", "give back", "pay")):
            case "arrive":
                first = len(accounts[0].transactions)
                rows = [self.transaction(first + index) for index in range(self.rng.randint(1, 4))]
                for account in accounts:
                    account.arrive(rows)
            case "relabel" if free:
                chosen, label = pick(free), self.label()
                for account in accounts:
                    account.relabel(chosen, label)
            case "decide" if free:
                chosen, status = pick(free), pick((*DECIDED, Status.TODO))
                for account in accounts:
                    account.set_aside(chosen, status)
            case "give back" if accounts[0].fixed:
                chosen = pick(sorted(accounts[0].fixed))
                for account in accounts:
                    account.give_back(chosen)
            case "pay":
                # Less or more is paid by other money: what it pays may be settled automatically already.
                target = pick(list(accounts[0].targets.values()))
                cents = target.remaining_cents // pick((1, 2))
                for account in accounts:
                    account.pay(target.id, cents)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**40))
@example(494)  # a receipt paid back is among the takings of cards
def test_what_a_change_concerns_is_enough(seed: int) -> None:
    chance = Chance(seed)
    accounts = twins([chance.target(serial) for serial in range(chance.rng.randint(2, 9))], chance.parties, Owner())
    for _ in range(chance.rng.randint(1, 8)):
        for _ in range(chance.rng.randint(1, 3)):
            chance.change(accounts)
        agree(*accounts)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**40))
def test_a_second_run_changes_nothing(seed: int) -> None:
    chance = Chance(seed)
    account = Account({serial: chance.target(serial) for serial in range(chance.rng.randint(2, 9))}, chance.parties)
    for _ in range(chance.rng.randint(1, 6)):
        chance.change([account])
    account.run_on_all()
    outcomes, left = dict(account.outcomes), dict(account.targets)
    account.run_on_all()
    assert account.outcomes == outcomes
    assert account.targets == left


@pytest.mark.parametrize("seed", range(4))
def test_a_company_that_grows_row_by_row(seed: int) -> None:
    world = build_world(seed, steps=120, clients=25)
    rng = Random(seed)
    open_ones = rng.sample(world.targets, len(world.targets) // 3)
    whole, part = twins([replace(each, id=number) for number, each in enumerate(open_ones)], world.parties, world.owner)
    rows, looked_at, size = list(world.transactions), [], len(world.transactions) // 2
    while rows:
        arrived, rows = rows[:size], rows[size:]
        for account in (whole, part):
            account.arrive(arrived)
            account.set_aside(arrived[0].id)
        agree(whole, part)
        looked_at.append((part.looked_at, whole.looked_at))
        size = rng.choice((1, 3, 9))
    assert sum(each for each, _ in looked_at[1:]) * 3 < sum(each for _, each in looked_at[1:])


def test_a_payment_of_a_document_that_is_not_open_reopens_none_of_the_same_client() -> None:
    day = date(2026, 3, 2)
    invoice = Target(
        kind=TargetKind.INVOICE,
        id=1,
        reference="F-2026-0001",
        remaining_cents=90_000,
        total_cents=90_000,
        currency="EUR",
        on=day,
        due_on=None,
        party_id=1,
        party_name="Menuiserie Lafargue",
        document_type=DocumentType.INVOICE,
    )
    account = Account({1: invoice}, [Party(id=1, name="Menuiserie Lafargue")], Owner())

    def payment(number: int, subject: str) -> Transaction:
        label = f"VIR SEPA RECU /DE MENUISERIE LAFARGUE /MOTIF {subject}"
        return Transaction(id=number, on=day, amount_cents=1_000 + number, currency="EUR", label=label)

    account.arrive(payment(number, "ACOMPTE") for number in range(20))
    account.run_on_all()
    account.arrive([payment(50, "F-2026-0099")])
    account.run_on_affected()
    assert account.looked_at == 1
    account.arrive([payment(51, "ACOMPTE")])
    account.run_on_affected()
    assert account.looked_at > 20
