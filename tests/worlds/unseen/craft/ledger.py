"""The year under construction: documents, expenses and rows of the account, before they have numbers and ids."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.craft.banks import Bank
from tests.worlds.unseen.craft.numbering import CUES, Scheme, spelled
from tests.worlds.unseen.craft.people import TOWNS, Client, Register, plain
from tests.worlds.unseen.craft.trades import Trade

LOYAL_CLIENTS = 4

Text = str | Callable[[], str]


class Sight(IntEnum):
    """What a human goes by: nothing but the amount, the name, the name and what is told, or the document's own number.

    TOLD: a day, month, rank or kind in the label singles the document out among those of this party.
    NUMBER: its number (or that of its deposit slip) does among all. PAYER: a payer known from what was taught.
    """

    AMOUNT = 0
    NAME = 1
    PAYER = 2
    TOLD = 3
    NUMBER = 4


@dataclass(eq=False, slots=True, kw_only=True)
class Piece:
    """A target under construction; `cents` carries the sign of the row that settles it."""

    kind: TargetKind
    on: date
    cents: int
    client: Client | None = None
    party_name: str = ""
    label: str = ""
    category: str = ""
    type: DocumentType | None = None
    due_on: date | None = None
    currency: str = "EUR"
    left: int = 0
    number: str = ""
    id: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class Row:
    """A transaction under construction, with its truth."""

    behaviour: str
    mode: Mode
    on: date
    cents: int
    text: Callable[[], str]
    parts: Mapping[Piece, int]
    sight: Sight
    fee: int = 0
    cancels: "Row | None" = None
    taught: bool = False
    pending: bool = False
    currency: str = "EUR"
    label: str = ""
    id: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class Ledger:
    """All that habits add to; what they draw comes from one `Random`."""

    random: Random
    bank: Bank
    scheme: Scheme
    trade: Trade
    names: Register
    owner: Client
    start: date
    days: int
    pieces: list[Piece] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    suppliers: dict[str, Client] = field(default_factory=dict)
    regulars: list[Client] = field(default_factory=list)
    loyal: list[Client] = field(default_factory=list)
    _amounts: set[int] = field(default_factory=set)

    def day(self, margin: int = 25, since: int = 0) -> date:
        """A day that leaves a margin before the end, in days."""
        return self.start + timedelta(self.random.randint(since, max(since + 1, self.days - margin)))

    def odd(self, low: int, high: int) -> int:
        """An amount in cents between two amounts in euros, not round, and not within 40 cents of one drawn before."""
        while True:
            cents = self.random.randint(low * 100, high * 100)
            if cents % 50 and not any(cents + near in self._amounts for near in range(-40, 41)):
                self._amounts.add(cents)
                return cents

    def round(self, low: int, high: int) -> int:
        """A round amount in cents between two amounts in euros."""
        step = 10 if high < 1000 else 50
        return self.random.randrange(low, high + 1, step) * 100

    def price(self) -> int:
        """The price of an appointment, the same for all clients, in cents."""
        return self.trade.prices[0] * 100

    def client(self, *, titled: bool = False) -> Client:
        """A client with a surname of its own: two in three are persons, the others couples and firms."""
        drawn = self.random.random()
        if drawn < 0.2:
            return self.names.firm()
        return self.names.couple() if drawn < 0.32 else self.names.person(titled=titled)

    def regular(self) -> Client:
        """A client who may have come before, as a third do."""
        if self.regulars and self.random.random() < 0.35:
            return self.random.choice(self.regulars)
        client = self.client()
        self.regulars.append(client)
        return client

    def loyal_client(self) -> Client:
        """One of the few persons who come again and again."""
        if len(self.loyal) < LOYAL_CLIENTS:
            self.loyal.append(self.names.person())
        return self.random.choice(self.loyal)

    @property
    def end(self) -> date:
        """The last day of the account; what would come later is left out."""
        return self.start + timedelta(self.days)

    def supplier(self, name: str) -> Client:
        """The supplier of this name."""
        if name not in self.suppliers:
            words = [each for each in plain(name).split() if len(each) > 3]
            self.suppliers[name] = Client(name=name, last=" ".join(words[:2]))
        return self.suppliers[name]

    def some_supplier(self) -> Client:
        """One of the trade's suppliers."""
        return self.supplier(self.random.choice(self.trade.suppliers))

    def document(
        self, client: Client, on: date, cents: int, type_: DocumentType = DocumentType.INVOICE, label: str = ""
    ) -> Piece:
        """A sales document; quotes and orders have nothing left to settle."""
        piece = Piece(
            kind=TargetKind.INVOICE,
            on=on,
            cents=cents,
            client=client,
            party_name=client.name,
            label=label or self.random.choice(self.trade.jobs).capitalize(),
            type=type_,
            due_on=on + timedelta(self.random.choice((0, 15, 30, 30))) if type_.is_settled_by_money else None,
            left=cents if type_.is_settled_by_money else 0,
        )
        self.pieces.append(piece)
        return piece

    def settled(self, client: Client, on: date, cents: int, type_: DocumentType = DocumentType.INVOICE) -> Piece:
        """A document that was paid before the account's rows begin, or in cash."""
        piece = self.document(client, on, cents, type_)
        piece.left = 0
        return piece

    def receipt(self, on: date, cents: int, label: str, *, client: Client | None = None, number: str = "") -> Piece:
        """A receipt, written into the book by hand."""
        return self._record(TargetKind.RECEIPT, on, cents, client, label=label, number=number)

    def expense(self, client: Client, on: date, cents: int, label: str = "", number: str = "") -> Piece:
        """An expense of so many cents (positive); a negative one is a supplier's credit."""
        return self._record(TargetKind.EXPENSE, on, -cents, client, label=label or "Fournitures", number=number)

    def _record(
        self, kind: TargetKind, on: date, cents: int, client: Client | None, *, label: str, number: str
    ) -> Piece:
        name = client.name if client else ""
        piece = Piece(
            kind=kind, on=on, cents=cents, client=client, party_name=name, label=label, number=number, left=cents
        )
        self.pieces.append(piece)
        return piece

    def row(
        self,
        behaviour: str,
        mode: Mode,
        on: date,
        parts: Mapping[Piece, int] | Sequence[Piece],
        text: Callable[[], str],
        *,
        cents: int | None = None,
        sight: Sight = Sight.NAME,
        fee: int = 0,
    ) -> Row:
        """A row on the first working day from `on`; without `cents` the sum of its parts, less the fee."""
        shares = parts if isinstance(parts, Mapping) else {each: each.cents for each in parts}
        amount = sum(shares.values()) - fee if cents is None else cents
        booked = on + timedelta(max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
        row = Row(
            behaviour=behaviour, mode=mode, on=booked, cents=amount, text=text, parts=shares, sight=sight, fee=fee
        )
        self.rows.append(row)
        return row

    def label(self, kind: str, on: date, who: str = "", what: Text = "") -> Callable[[], str]:
        """The text of a row at this bank, composed once documents have numbers."""

        def compose() -> str:
            text = what if isinstance(what, str) else what()
            return self.bank.label(kind, on.isoformat(), plain(who), plain(text))

        return compose

    def cite(self, piece: Piece) -> Callable[[], str]:
        """The document's number, whole and after a cue, the same each time it is printed."""
        cue = self.random.choice(CUES)
        return lambda: cue.format(piece.number)

    def spell(self, piece: Piece) -> Callable[[], str]:
        """The document's number in one of the spellings of payers."""
        return lambda: spelled(piece.number, self.random)

    def receive(
        self,
        behaviour: str,
        mode: Mode,
        on: date,
        parts: Mapping[Piece, int] | Sequence[Piece],
        who: str,
        what: Text = "",
        *,
        cents: int | None = None,
        sight: Sight = Sight.NAME,
        kind: str = "",
    ) -> Row:
        """A transfer received."""
        kind = kind or ("instant" if self.random.random() < 0.15 else "in")
        return self.row(behaviour, mode, on, parts, self.label(kind, on, who, what), cents=cents, sight=sight)

    def card(
        self,
        behaviour: str,
        mode: Mode,
        on: date,
        parts: Mapping[Piece, int] | Sequence[Piece],
        who: str,
        *,
        cents: int | None = None,
        bought_on: date | None = None,
        sight: Sight = Sight.NAME,
    ) -> Row:
        """A card purchase, whose label tells the day of purchase."""
        text = self.label("card", bought_on or on, who)
        return self.row(behaviour, mode, on, parts, text, cents=cents, sight=sight)

    def debit(
        self,
        behaviour: str,
        mode: Mode,
        on: date,
        parts: Mapping[Piece, int] | Sequence[Piece],
        who: str,
        what: Text = "",
        *,
        cents: int | None = None,
        sight: Sight = Sight.NAME,
        kind: str = "debit",
    ) -> Row:
        """A direct debit, or with another kind a transfer out or a cheque."""
        return self.row(behaviour, mode, on, parts, self.label(kind, on, who, what), cents=cents, sight=sight)

    def cancel(self, row: Row, on: date, kind: str, who: str, behaviour: str, what: Text = "") -> Row:
        """The opposite of a row, which becomes half of a pair that cancels."""
        other = self.row(behaviour, Mode.NOTHING, on, (), self.label(kind, on, who, what), cents=-row.cents)
        row.mode, row.parts, row.cancels, other.cancels = Mode.NOTHING, {}, other, row
        return other

    def town(self) -> str:
        """A town's name."""
        return self.random.choice(TOWNS)


Habit = Callable[[Ledger], None]


def after(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days)
