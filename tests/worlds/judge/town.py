"""A freelancer's year: parties, documents, transactions, and what each transaction truly settles."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Owner
from tests.worlds.judge import banks
from tests.worlds.judge.people import COMPANIES, OWNERS, PERSONS
from tests.worlds.judge.spellings import COMPANY_FORMS, PERSON_FORMS, SCHEMES, Numbered
from tests.worlds.world import Key, World, shares

AMOUNTS = (15000, 20000, 25000, 30000, 36000, 45000, 48000, 50000, 60000, 75000, 90000, 120000, 150000, 240000)


class Evidence(Enum):
    """What a careful human has in hand to decide."""

    NUMBER = auto()  # the full number: decides alone
    NAME = auto()  # the payer's name and the exact amount, perhaps a part of a number
    DATE = auto()  # an expense or receipt: name, exact amount, and the nearest day
    NONE = auto()  # not decidable: only a wrong automatic attribution counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a transaction settles, and how a human would know; `shown` is the payer as the label writes it."""

    behaviour: str
    parts: Mapping[Key, int]
    evidence: Evidence
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    id: int
    name: str
    is_person: bool


Year = World[Truth]


class Town:
    """One company, one bank, one way to number; episodes add documents and transactions to it."""

    def __init__(self, seed: int, documents: int) -> None:
        self.rng = rng = random.Random(f"judge {seed}")
        self.bank = banks.Bank(rng, banks.NAMES[seed % len(banks.NAMES)])
        self.scheme = SCHEMES[seed * 5 % len(SCHEMES)]
        self.owner_name = rng.choice(OWNERS)
        self.own_iban = "FR7630004000031234567890143"
        self.world = Year(owner=Owner(names=(self.owner_name,), ibans=(self.own_iban,)))
        self.first, self.today = date(2025, 7, 1), date(2025, 7, 1)
        start = rng.choice((0, 6, 117)) if self.scheme.year else rng.choice((16, 120, 1040))
        self.serials: dict[int, int] = defaultdict(lambda: start)
        self.clients = self._settle(max(12, documents // 6))
        self.numbers: dict[Key, Numbered] = {}

    def _settle(self, count: int) -> list[Client]:
        names = [(name, False) for name in COMPANIES] + [(name, True) for name in PERSONS]
        found = [
            Client(id=at + 1, name=name, is_person=person) for at, (name, person) in enumerate(self._near(names, count))
        ]
        self.world.parties += [Party(id=client.id, name=client.name) for client in found]
        return found

    def _near(self, names: list[tuple[str, bool]], count: int) -> list[tuple[str, bool]]:
        """Neighbours in the list are near-homonyms: keep them together half of the time."""
        kept: dict[tuple[str, bool], None] = {}
        while len(kept) < min(count, len(names)):
            at = self.rng.randrange(len(names))
            kept.update(dict.fromkeys(names[at : at + self.rng.choice((1, 2))]))
        return list(kept)

    def day(self, after: int = 0, spread: int = 0) -> date:
        return self.today + timedelta(days=after + (self.rng.randrange(spread + 1) if spread else 0))

    def price(self) -> int:
        return self.rng.choice(AMOUNTS) if self.rng.random() < 0.2 else self.rng.randrange(4_500, 420_000)

    def odd(self) -> int:
        return self.rng.randrange(4_500, 420_000)

    def client(self) -> Client:
        return self.rng.choice(self.clients)

    def neighbour(self) -> tuple[Client, Client] | None:
        """Two clients who share a word."""
        pairs = [
            (a, b)
            for a, b in zip(self.clients, self.clients[1:], strict=False)
            if a.is_person == b.is_person and set(a.name.split()) & set(b.name.split())
        ]
        return self.rng.choice(pairs) if pairs else None

    def stranger(self, like: Client) -> Client:
        return self.rng.choice([each for each in self.clients if each is not like])

    def named(self, client: Client, form: str | None = None) -> str:
        forms = PERSON_FORMS if client.is_person else COMPANY_FORMS
        return (forms[form] if form else self.rng.choice(list(forms.values())))(self.rng, client.name)

    def plainly(self, client: Client) -> str:
        return self.named(
            client, self.rng.choice(("as registered", "order swapped" if client.is_person else "legal form removed"))
        )

    def invoice(
        self,
        client: Client,
        cents: int,
        on: date | None = None,
        kind: DocumentType = DocumentType.INVOICE,
        left: int | None = None,
    ) -> Target:
        on = on or self.today
        self.serials[on.year if self.scheme.year else 0] += 1
        serial = self.serials[on.year if self.scheme.year else 0]
        prefix = self.scheme.prefix
        if kind is DocumentType.CREDIT_NOTE and prefix and self.scheme.prefix in {"F", "FA", "FAC"}:
            prefix = "AV"
        number = Numbered(scheme=self.scheme, year=on.year, month=on.month, serial=serial, prefix=prefix)
        target = self.world.add_target(
            TargetKind.INVOICE,
            100 + len(self.world.targets),
            number.written(),
            cents,
            on,
            left=left,
            due_on=on + timedelta(days=self.rng.choice((0, 15, 30, 30, 45, 60))) if self.rng.random() < 0.85 else None,
            party_id=client.id,
            party_name=client.name,
            document_type=kind,
        )
        self.numbers[target.id] = number
        return target

    def record(
        self,
        kind: TargetKind,
        name: str,
        cents: int,
        on: date,
        label: str = "",
        category: str = "",
        party: int | None = None,
    ) -> Target:
        count = len(self.world.targets)
        return self.world.add_target(
            kind,
            100 + count,
            f"{'D' if kind is TargetKind.EXPENSE else 'R'}{count}",
            cents,
            on,
            party_id=party,
            party_name=name,
            label=label,
            category=category,
        )

    def paid_on(self, target: Target) -> date:
        due = target.due_on or target.on
        return max(
            target.on,
            self.rng.choice(
                (
                    target.on + timedelta(days=self.rng.randrange(12)),
                    due + timedelta(days=self.rng.randrange(-4, 12)),
                    due + timedelta(days=self.rng.randrange(5, 50)),
                )
            ),
        )

    def move(
        self,
        behaviour: str,
        evidence: Evidence,
        on: date,
        cents: int,
        label: str,
        parts: Iterable[tuple[Target, int]] = (),
        shown: str = "",
        currency: str = "EUR",
        pending: bool = False,
    ) -> None:
        truth = Truth(behaviour=behaviour, parts=shares(parts), evidence=evidence, shown=shown)
        self.world.add_transaction(on, cents, label, truth, currency=currency, pending=pending)

    def pay(
        self,
        behaviour: str,
        evidence: Evidence,
        target: Target,
        name: str,
        motive: str,
        cents: int | None = None,
        on: date | None = None,
    ) -> None:
        """A payment of one document by a transfer received."""
        on, cents = on or self.paid_on(target), target.remaining_cents if cents is None else cents
        self.move(behaviour, evidence, on, cents, self.bank.received(name, motive, on), [(target, cents)], name)

    def pay_all(self, behaviour: str, evidence: Evidence, targets: Sequence[Target], name: str, motive: str) -> None:
        on = max(self.paid_on(target) for target in targets)
        self.move(
            behaviour,
            evidence,
            on,
            sum(t.remaining_cents for t in targets),
            self.bank.received(name, motive, on),
            [(t, t.remaining_cents) for t in targets],
            name,
        )

    def number(self, target: Target) -> Numbered:
        return self.numbers[target.id]
