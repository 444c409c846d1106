"""A company being made up: its clients, its documents, its transactions and what each really settles."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Owner
from tests.worlds import bank_styles as bank
from tests.worlds import vocabulary as words
from tests.worlds.world import Key, World, shares

START = date(2026, 1, 5)
ROUND_AMOUNTS = (
    12000,
    24000,
    30000,
    35000,
    45000,
    48000,
    50000,
    60000,
    75000,
    80000,
    90000,
    100000,
    120000,
    150000,
    160000,
    240000,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a transaction settles, nothing when `parts` is empty; `is_open` where two answers are equally defensible."""

    parts: dict[Key, int] = field(default_factory=dict)
    behaviour: str
    is_open: bool = False


Company = World[Truth]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldClient(Party):
    """A client, and whether it is a person, whose name payers write in more ways."""

    is_individual: bool


class Scheme:
    """How a company numbers its documents, and how its clients copy the number."""

    def __init__(self, rng: random.Random) -> None:
        self.shape = rng.choice(
            (
                "F-{y}-{n:04}",
                "F-{y}-{n:03}",
                "FA{n:05}",
                "{y}-{n:03}",
                "F{y}{n:04}",
                "{y}/11/{n:03}",
                "FAC-{n:04}",
                "{y}{n:04}",
                "AB-{n}",
            )
        )
        self.next = rng.choice((1, 37, 118))

    def number(self, on: date) -> str:
        self.next += 1
        return self.shape.format(y=on.year, n=self.next - 1)

    def spelled(self, rng: random.Random, number: str) -> str:
        """The number as a client writes it."""
        digits = "".join(filter(str.isdigit, number))
        serial = digits[4:] if "{y}" in self.shape else digits
        if "11" in self.shape:
            serial = digits[6:]
        ways = [
            number,
            number,
            number,
            f"Facture {number}",
            f"FACT {number}",
            number.lower(),
            number.replace("-", " "),
            number.replace("-", "").replace("/", ""),
            f"facture n° {number}",
            f"Facture N°{number}",
            f"REF {number}",
            f"FACT {int(serial)}",
            f"facture {int(serial)}",
            f"Facture n°{int(serial)}",
            f"fact {serial}",
            f"F{int(serial)}" if "F" in number else number,
            _with_lookalikes(rng, number),
            _split_by_space(rng, number),
            f"règlement {number}",
            f"{number} merci",
            f"facture {number} du {rng.randrange(1, 28):02}/{rng.randrange(1, 12):02}/2026",
        ]
        return rng.choice(ways)


class Builder:
    """Grows one company, one behaviour after another."""

    def __init__(self, seed: int, *, clients: int = 30) -> None:
        self.rng = random.Random(seed)
        rng = self.rng
        owner = f"{rng.choice(words.FIRST_NAMES)} {rng.choice(words.SURNAMES)}"
        self.world = Company(owner=Owner(names=(owner,), ibans=("FR7630004000031234567890143",)))
        self.scheme = Scheme(rng)
        self.incoming = rng.sample(bank.INCOMING, 3)
        self.clients = [self.client(index) for index in range(clients)]
        self.individuals = [party for party in self.clients if party.is_individual]
        self.suppliers = [
            *words.SUPPLIERS,
            ("URSSAF", "URSSAF ILE DE FRANCE|URSSAF AQUITAINE", "Cotisations sociales"),
        ]

    # values

    def client(self, index: int) -> WorldClient:
        rng = self.rng
        first, surname = rng.choice(words.FIRST_NAMES), rng.choice(words.SURNAMES)
        coined, trade, town = rng.choice(words.COINED), rng.choice(words.TRADES), rng.choice(words.TOWNS)
        kind = rng.random()
        if kind < 0.3:
            name = f"{first} {surname}"
        elif kind < 0.6:
            name = rng.choice(
                (f"{coined} {trade}", coined, f"Atelier {surname}", f"{surname} {trade}", f"Studio {coined}")
            )
            name = f"{name} {rng.choice(words.LEGAL_FORMS)}".strip()
        elif kind < 0.8:
            name = f"{coined} {rng.choice(words.LEGAL_FORMS)}".strip()
        else:
            name = rng.choice(words.INSTITUTIONS).format(
                first=first, surname=surname, coined=coined, trade=trade, town=town
            )
        party = WorldClient(id=index + 1, name=name, is_individual=kind < 0.3)
        self.world.parties.append(party)
        return party

    def day(self) -> date:
        return START + timedelta(days=self.rng.randrange(0, 300))

    def amount(self) -> int:
        rng = self.rng
        return rng.choice(ROUND_AMOUNTS) if rng.random() < 0.4 else rng.randrange(5_000, 500_000)

    def invoice(
        self,
        client: Party,
        cents: int | None = None,
        on: date | None = None,
        type_: DocumentType = DocumentType.INVOICE,
    ) -> Target:
        on = on or self.day()
        cents = self.amount() if cents is None else cents
        return self.world.add_target(
            TargetKind.INVOICE,
            len(self.world.targets) + 1,
            self.scheme.number(on),
            cents,
            on,
            due_on=on + timedelta(days=30),
            party_id=client.id,
            party_name=client.name,
            document_type=type_,
        )

    def record(self, kind: TargetKind, name: str, cents: int, on: date, category: str = "", label: str = "") -> Target:
        identity = len(self.world.targets) + 1
        return self.world.add_target(
            kind, identity, f"D-{identity:04}", cents, on, party_name=name, category=category, label=label
        )

    def move(
        self, on: date, cents: int, label: str, behaviour: str, *parts: tuple[Target, int], is_open: bool = False
    ) -> None:
        self.world.add_transaction(on, cents, label, Truth(parts=shares(parts), behaviour=behaviour, is_open=is_open))

    def credit(self, name: str, motive: str) -> str:
        return self.rng.choice(self.incoming)(self.rng, name, motive)

    def paid_on(self, target: Target) -> date:
        return target.on + timedelta(days=self.rng.choice((1, 3, 8, 15, 21, 28, 30, 31, 33, 45, 62)))

    def fresh_client(self) -> WorldClient:
        """A client that has nothing else open."""
        return self.client(len(self.world.parties))

    def any_client(self) -> WorldClient:
        return self.rng.choice(self.clients)


def _with_lookalikes(rng: random.Random, number: str) -> str:
    return number.replace("0", "O", rng.choice((1, 2))) if rng.random() < 0.6 else number.replace("1", "l", 1)


def _split_by_space(rng: random.Random, number: str) -> str:
    at = rng.randrange(2, len(number)) if len(number) > 3 else len(number)
    return f"{number[:at]} {number[at:]}"
