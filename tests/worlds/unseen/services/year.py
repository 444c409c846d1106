"""The year of one freelancer while it is written: contacts, papers and rows, before numbers and labels are known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.services.banks import Bank
from tests.worlds.unseen.services.firms import Firm, Register
from tests.worlds.unseen.services.numbering import Scheme
from tests.worlds.unseen.services.people import Crowd, Person

Text = str | Callable[[], str]
INVOICE = DocumentType.INVOICE
SHARE_OF_REGULARS = 0.45


@dataclass(eq=False, slots=True)
class Contact:
    """A client or supplier of the vault; `shown` is how its bank names it."""

    id: int
    name: str
    shown: str
    person: Person | None = None
    firm: Firm | None = None


@dataclass(eq=False, slots=True, kw_only=True)
class Paper:
    """A document, receipt or expense; `reference` is known once all are numbered."""

    kind: TargetKind
    cents: int
    on: date
    contact: Contact | None
    type: DocumentType | None = None
    due_on: date | None = None
    label: str = ""
    category: str = ""
    currency: str = "EUR"
    settled_cents: int = 0
    reference: str = ""
    scene: int = 0
    id: int = 0

    @property
    def left_cents(self) -> int:
        return self.cents - self.settled_cents


@dataclass(eq=False, slots=True, kw_only=True)
class Row:
    """A transaction, and the truth about it; `is_cited` where the label itself decides, whatever else is open."""

    operation: str
    on: date
    done: date
    cents: int
    who: Text
    what: Text
    behaviour: str
    mode: Mode
    scene: int
    parts: Mapping[Paper, int] = field(default_factory=dict)
    fee_cents: int = 0
    currency: str = "EUR"
    twin: "Row | None" = None
    is_pending: bool = False
    is_taught: bool = False
    is_cited: bool = False
    width: int = 0
    label: str = ""
    id: int = 0


@dataclass(slots=True, kw_only=True)
class Year:
    """What scenes write into; `rate` scales the amounts to the trade."""

    rng: Random
    start: date
    months: int
    bank: Bank
    scheme: Scheme
    rate: float
    owner: Person
    trade: str
    crowd: Crowd
    register: Register
    contacts: list[Contact] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    drawn: set[int] = field(default_factory=set)
    regulars: list[Contact] = field(default_factory=list)
    scene: int = 0

    def contact(self, name: str, shown: str, person: Person | None = None, firm: Firm | None = None) -> Contact:
        contact = Contact(len(self.contacts) + 1, name, shown, person, firm)
        self.contacts.append(contact)
        return contact

    def client(self, *, is_firm: bool | None = None) -> Contact:
        """A new client, person or firm, whom the bank names in full."""
        if self.rng.random() < 0.5 if is_firm is None else is_firm:
            firm = self.register.firm()
            return self.contact(firm.name, firm.shown(self.rng), firm=firm)
        return self.person(self.crowd.person())

    def regular(self) -> Contact:
        """A client who comes back, or one who will."""
        if self.regulars and self.rng.random() < SHARE_OF_REGULARS:
            return self.rng.choice(self.regulars)
        self.regulars.append(self.client())
        return self.regulars[-1]

    def person(self, person: Person) -> Contact:
        """This person as a client; vaults sometimes hold the civility or the surname first."""
        forms = (person.name, person.name, person.name, f"{person.surname} {person.first}")
        civil = f"{'Mme' if person.civility == 'MME' else 'M.'} {person.name}"
        name = self.rng.choice((*forms, civil))
        return self.contact(name, person.shown(self.rng), person=person)

    def supplier(self, name: str) -> Contact:
        found = next((each for each in self.contacts if each.name == name), None)
        return found or self.contact(name, name)

    def day(self, low: float = 0.0, high: float = 1.0) -> date:
        """A day between two shares of the year."""
        length = self.months * 30
        return self.start + timedelta(days=round(length * self.rng.uniform(low, high)))

    def after(self, on: date, low: int, high: int) -> date:
        """A working day so many days later."""
        day = on + timedelta(days=self.rng.randint(low, high))
        return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)

    def odd(self, low: float = 90, high: float = 1900) -> int:
        """Cents that no other draw gave, and that are no whole euros."""
        while True:
            cents = round(self.rng.uniform(low, high) * self.rate * 100)
            if cents % 100 and cents not in self.drawn:
                self.drawn.add(cents)
                return cents

    def whole(self, low: float = 90, high: float = 1900) -> int:
        """Tens of euros, in cents; others may have drawn the same."""
        return max(3, round(self.rng.uniform(low, high) * self.rate / 10)) * 1000

    def small(self, low: float, high: float) -> int:
        """Cents of a purchase, whatever the trade."""
        while True:
            cents = round(self.rng.uniform(low, high) * 100)
            if cents not in self.drawn:
                self.drawn.add(cents)
                return cents

    def invoice(
        self,
        contact: Contact,
        cents: int,
        on: date,
        *,
        kind: DocumentType = INVOICE,
        label: str = "",
        days: int = 30,
        currency: str = "EUR",
        is_settled: bool = False,
    ) -> Paper:
        """A sales document; a quote or an order, and what is settled, has nothing left."""
        is_closed = is_settled or not kind.is_settled_by_money
        return self._add(
            Paper(
                kind=TargetKind.INVOICE,
                type=kind,
                cents=cents * kind.sign,
                on=on,
                due_on=on + timedelta(days=days),
                contact=contact,
                label=label,
                currency=currency,
                settled_cents=cents * kind.sign if is_closed else 0,
            )
        )

    def expense(self, contact: Contact, cents: int, on: date, *, reference: str = "", label: str = "") -> Paper:
        """A purchase recorded in the vault, `cents` positive; negative cents are a supplier's refund."""
        return self._add(
            Paper(
                kind=TargetKind.EXPENSE,
                cents=-cents,
                on=on,
                contact=contact,
                reference=reference or f"{contact.name[:3].upper()}{self.rng.randrange(10**5, 10**6)}",
                label=label,
                category="achats",
            )
        )

    def receipt(self, cents: int, on: date, label: str, contact: Contact | None = None) -> Paper:
        """A taking of the book of receipts."""
        return self._add(
            Paper(kind=TargetKind.RECEIPT, cents=cents, on=on, contact=contact, label=label, category="recettes")
        )

    def _add(self, paper: Paper) -> Paper:
        paper.scene = self.scene
        self.papers.append(paper)
        return paper

    def row(
        self,
        behaviour: str,
        mode: Mode,
        on: date,
        cents: int,
        who: Text,
        what: Text = "",
        parts: Mapping[Paper, int] | None = None,
        *,
        operation: str = "",
        done: date | None = None,
        **more: Any,
    ) -> Row:
        """A transaction; without an operation, money in is a transfer, sometimes instant, and money out a card."""
        usual = ("in" if self.rng.random() < 0.8 else "instant") if cents > 0 else "card"
        row = Row(
            operation=operation or usual,
            on=on,
            done=done or on,
            cents=cents,
            who=who,
            what=what,
            behaviour=behaviour,
            mode=mode,
            scene=self.scene,
            parts=dict(parts or {}),
        )
        for name, value in more.items():
            setattr(row, name, value)
        self.rows.append(row)
        return row

    def pays(self, behaviour: str, mode: Mode, on: date, who: Text, what: Text, *papers: Paper, **more: Any) -> Row:
        """A transaction that settles papers whole."""
        parts = {paper: paper.left_cents for paper in papers}
        return self.row(behaviour, mode, on, sum(parts.values()), who, what, parts, **more)

    def nothing(self, behaviour: str, on: date, cents: int, who: Text, what: Text = "", **more: Any) -> Row:
        """A transaction that settles nothing."""
        return self.row(behaviour, Mode.NOTHING, on, cents, who, what, **more)

    def cancel(self, one: Row, other: Row) -> None:
        """Two rows undo one another."""
        one.twin, other.twin = other, one
        one.mode = other.mode = Mode.NOTHING
        one.parts = other.parts = {}
