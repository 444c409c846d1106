"""The books and the bank accounts of one company while a case is made up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType, Party, TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.online.banks import CLASSIC, NEOBANKS, Bank, Operation
from tests.worlds.unseen.online.cast import Cast
from tests.worlds.unseen.online.numbering import SCHEMES, Text


class Proof(StrEnum):
    """What in the label leads a human to the answer: number, words of time or share, lesson, name, or the rest."""

    NUMBER = "number"
    TOLD = "told"
    TAUGHT = "taught"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rate:
    """A commission: basis points of the gross amount, and fixed cents."""

    points: int
    fixed: int = 0

    def fee(self, gross: int) -> int:
        return (gross * self.points + 5_000) // 10_000 + self.fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the generator holds to be true of a row, before the finished case is searched for rivals."""

    behaviour: str
    mode: Mode
    parts: Mapping[int, int] = field(default_factory=dict)
    proof: Proof = Proof.NAME
    fee_cents: int = 0
    rate: Rate | None = None
    is_deliberate: bool = False


@dataclass(slots=True, kw_only=True)
class Draft:
    """A row to be; `other` is the row with which it cancels, `words` the text once the numbers are known."""

    operation: Operation
    on: date
    cents: int
    who: str
    text: Text
    claim: Claim
    bank: Bank
    spent_on: date
    currency: str = "EUR"
    is_pending: bool = False
    is_taught: bool = False
    other: "Draft | None" = None
    id: int = 0
    words: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A target to be; `cents` signed as the account, `series` empty for what has a `reference` of its own."""

    id: int
    kind: TargetKind
    cents: int
    on: date
    who: str
    party_id: int | None = None
    type: DocumentType | None = None
    series: str = ""
    reference: str = ""
    label: str = ""
    category: str = ""
    currency: str = "EUR"
    is_open: bool = True
    due_days: int = 30
    paid: int = 0

    @property
    def left(self) -> int:
        """Cents that are still to be settled."""
        return self.cents - self.paid if self.is_open else 0


_SERIES = {DocumentType.CREDIT_NOTE: "credit", DocumentType.QUOTE: "quote", DocumentType.PROFORMA: "quote"}


class Ledger:
    """What is known of the company so far: clients, targets, rows; and the chance that all of it comes from."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"online {seed}")
        self.cast = Cast(self.chance)
        month = self.chance.randrange(16)
        self.start = date(2024 + (month + 5) // 12, (month + 5) % 12 + 1, 1)
        self.end = self.start + timedelta(days=self.chance.randrange(200, 425))
        self.scheme = SCHEMES[seed % len(SCHEMES)]
        self.first_rank = self.chance.choice((1, 7, 24, 38, 96, 118))
        banks = [*self.chance.sample(NEOBANKS, 2), *self.chance.sample(CLASSIC, self.chance.choice((0, 1, 1, 2)))]
        self.banks = [NEOBANKS[seed % len(NEOBANKS)], *banks]
        self.parties: list[Party] = []
        self.records: dict[int, Record] = {}
        self.rows: list[Draft] = []
        self._used: set[int] = set()
        self._regulars = [self.someone() for _ in range(6)]

    # Chance

    def day(self, first: float = 0.02, last: float = 0.8) -> date:
        """A day between two shares of the period."""
        span = (self.end - self.start).days
        return self.start + timedelta(days=self.chance.randrange(int(span * first), int(span * last)))

    def after(self, on: date, least: int, most: int) -> date:
        return on + timedelta(days=self.chance.randint(least, most))

    def odd(self, low: int, high: int) -> int:
        """Cents of an amount between two in euros, not whole, and drawn only once in a case."""
        while True:
            cents = self.chance.randrange(low * 100, high * 100)
            if cents % 100 and cents not in self._used:
                self._used.add(cents)
                return cents

    def round(self, low: int, high: int) -> int:
        """Cents of an amount between two in euros that is a multiple of fifty."""
        return self.chance.randrange(low // 50, high // 50 + 1) * 5_000

    def either(self) -> bool:
        return self.chance.random() < 0.5

    # Parties

    def client(self, name: str) -> Party:
        party = Party(id=len(self.parties) + 1, name=name)
        self.parties.append(party)
        return party

    def someone(self) -> Party:
        """A new client of any sort."""
        return self.client(self.cast.anyone())

    def regular(self) -> Party:
        """One of the clients who come back."""
        return self.chance.choice(self._regulars)

    # Targets

    def document(
        self,
        party: Party,
        cents: int,
        on: date,
        type_: DocumentType = DocumentType.INVOICE,
        *,
        label: str = "",
        currency: str = "EUR",
        is_open: bool = True,
        paid: int = 0,
    ) -> int:
        """A sales document, of which `paid` cents came in before; a credit note takes a positive amount too."""
        return self._add(
            kind=TargetKind.INVOICE,
            cents=cents * type_.sign,
            on=on,
            who=party.name,
            party_id=party.id,
            type=type_,
            series=_SERIES.get(type_, "invoice"),
            label=label,
            currency=currency,
            is_open=is_open and type_.is_settled_by_money,
            due_days=self.chance.choice((0, 15, 30, 30, 45)),
            paid=paid,
        )

    def settled(self, party: Party, on: date, cents: int = 0) -> int:
        """A document that was paid before."""
        return self.document(party, cents or self.odd(100, 3_000), on, is_open=False)

    def expense(self, supplier: str, cents: int, on: date, *, label: str = "", reference: str = "") -> int:
        """Money spent; `cents` positive, negative for what the supplier owes back."""
        category = self.chance.choice(("Logiciels", "Publicité", "Frais d'envoi", "Fournitures", "Services", ""))
        return self._add(
            kind=TargetKind.EXPENSE,
            cents=-cents,
            on=on,
            who=supplier,
            label=label,
            reference=reference,
            category=category,
        )

    def receipt(self, cents: int, on: date, who: str = "", *, label: str = "", reference: str = "") -> int:
        """A sale without a document."""
        return self._add(
            kind=TargetKind.RECEIPT, cents=cents, on=on, who=who, label=label, reference=reference, due_days=0
        )

    def _add(self, **fields: object) -> int:
        target_id = len(self.records) + 1
        self.records[target_id] = Record(id=target_id, **fields)  # type: ignore[arg-type]
        return target_id

    # Rows

    def row(
        self,
        operation: Operation,
        on: date,
        cents: int,
        who: str,
        text: Text,
        claim: Claim,
        *,
        bank: Bank | None = None,
        spent_on: date | None = None,
        currency: str = "EUR",
        is_pending: bool = False,
        is_taught: bool = False,
    ) -> Draft:
        """A row of a bank account; transfers and debits are booked on working days."""
        chosen = bank or self._bank(operation, claim)
        draft = Draft(
            operation=operation,
            on=_working_day(on) if operation in _ON_WORKING_DAYS else on,
            cents=cents,
            who=who,
            text=text,
            claim=claim,
            bank=chosen,
            spent_on=spent_on or on,
            currency=currency,
            is_pending=is_pending,
            is_taught=is_taught,
        )
        self.rows.append(draft)
        return draft

    def _bank(self, operation: Operation, claim: Claim) -> Bank:
        """A bank of the company that knows the operation, and leaves the words that show that nothing is settled."""
        main = self.banks[0] if self.chance.random() < 0.6 else self.chance.choice(self.banks)
        if main.is_terse and claim.mode is Mode.NOTHING:
            main = self.banks[0]
        if operation in main.labels or operation is Operation.RAW:
            return main
        return next(each for each in (*self.banks, *CLASSIC) if operation in each.labels)

    def cancel(self, one: Draft, two: Draft) -> None:
        """Let two rows be a pair that cancels."""
        one.other, two.other = two, one


_ON_WORKING_DAYS = frozenset((Operation.CREDIT, Operation.TRANSFER, Operation.DEBIT, Operation.CHEQUES))


def _working_day(on: date) -> date:
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
