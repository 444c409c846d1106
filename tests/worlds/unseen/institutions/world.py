"""A company in the making: its documents, and then the rows of its account with what each truly is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.institutions import bodies, numbering
from tests.worlds.unseen.institutions.banks import BANKS
from tests.worlds.unseen.institutions.bodies import Client
from tests.worlds.unseen.institutions.people import Person, person, plain

CARD_DELAY = 4


@dataclass(slots=True, eq=False)
class Doc:
    """A document, receipt or expense; `cents` signed as on the account, `open_cents` what no row has settled yet."""

    id: int
    kind: TargetKind
    on: date
    cents: int
    open_cents: int
    client: Client | None = None
    supplier: str = ""
    due_on: date | None = None
    number: str = ""
    label: str = ""
    category: str = ""
    type: DocumentType | None = None
    currency: str = "EUR"
    paid_before: int = 0


@dataclass(slots=True, eq=False)
class Row:
    """A row of the account with its truth; what its label shows is in `cites`, `said` and `in_order`.

    `cites`: the label tells the number of every document it settles. `said`: the clients that the label may mean.
    `in_order`: payments of a series, complete and in the order of its documents.
    `is_by_unknown`: the label names a payer of whom nothing else is known, unless another row of `payer` explains it.
    """

    on: date
    cents: int
    label: str
    behaviour: str
    mode: Mode
    parts: dict[Doc, int] = field(default_factory=dict)
    fee: int = 0
    cites: bool = False
    said: tuple[Client, ...] = ()
    in_order: bool = False
    pending: bool = False
    is_by_unknown: bool = False
    payer: str = ""
    currency: str = "EUR"
    twin: "Row | None" = None


Docs = Doc | Sequence[Doc]


class World:
    """One company of one seed. Habits make its documents first; when these have numbers, they write the rows."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"institutions {seed}")
        rng = self.rng
        self.start = date(2025, 1, 6) + timedelta(days=rng.randrange(0, 240))
        self.end = self.start + timedelta(days=rng.randrange(270, 400))
        self.bank, self.second_bank = rng.sample(BANKS, 2)
        self.owner: Person = person(rng)
        scheme = rng.choice(numbering.SCHEMES)
        self.numbers = numbering.Numbers(scheme, Counter())
        self.is_plain = scheme.is_plain
        self.docs: list[Doc] = []
        self.rows: list[Row] = []
        self.taught: list[Row] = []
        self.clients: list[Client] = []
        self._names: set[str] = set()
        self._amounts: set[int] = set()

    def client(self, *kinds: str) -> Client:
        """A new client of one of these kinds, by default of those who pay by themselves."""
        kind = self.rng.choice(kinds or bodies.PAYING_ITSELF)
        made = bodies.client(self.rng, len(self.clients) + 1, kind, self._names)
        self.clients.append(made)
        return made

    def customer(self, *kinds: str) -> Client:
        """A client who came before, as often as not, else a new one."""
        known = [each for each in self.clients if each.kind in (kinds or bodies.PAYING_ITSELF)]
        return self.rng.choice(known) if known and self.rng.random() < 0.45 else self.client(*kinds)

    def homonym(self, of: Client, *, is_woman: bool | None = None) -> Client:
        """A new client who has the surname of another, a person, and another first name."""
        assert of.person
        other = person(self.rng, last=of.person.last, is_woman=is_woman, unlike=of.person.first)
        made = Client(len(self.clients) + 1, "person", other.name, f"{other.civility} {other.name}", person=other)
        self.clients.append(made)
        return made

    def day(self, margin: int = 75) -> date:
        """A working day that leaves so many days before the end of the year of the company."""
        return _working(self.start + timedelta(days=self.rng.randrange((self.end - self.start).days - margin)))

    def later(self, on: date, least: int, most: int) -> date:
        """A working day, so many days later."""
        return _working(on + timedelta(days=self.rng.randint(least, most)))

    def odd(self, least: int = 180, most: int = 4200) -> int:
        """Cents of an amount that nothing else in the company has."""
        while True:
            cents = self.rng.randrange(least * 100, most * 100)
            if cents % 500 and cents not in self._amounts:
                self._amounts.add(cents)
                return cents

    def round(self) -> int:
        """Cents of a round amount, that others may have too."""
        return self.rng.choice((300, 350, 400, 450, 500, 600, 700, 750, 800, 900, 1000, 1200, 1500, 1800, 2400)) * 100

    def invoice(
        self,
        client: Client,
        cents: int = 0,
        on: date | None = None,
        *,
        type_: DocumentType = DocumentType.INVOICE,
        label: str = "",
        is_settled: bool = False,
        currency: str = "EUR",
    ) -> Doc:
        """A document to a client; quotes, orders and pro-formas have nothing to settle."""
        amount = type_.sign * (cents or self.odd())
        on = on or self.day()
        open_cents = 0 if is_settled or not type_.is_settled_by_money else amount
        due_on = on + timedelta(days=self.rng.choice((0, 15, 30, 30, 30, 45))) if type_.is_settled_by_money else None
        label = label or self.rng.choice(("Formation", "Conférence", "Atelier", "Accompagnement", "Intervention"))
        made = self._add(TargetKind.INVOICE, on, amount, open_cents)
        made.client, made.type, made.due_on, made.label, made.currency = client, type_, due_on, label, currency
        return made

    def expense(self, supplier: str, cents: int, on: date, category: str = "", client: Client | None = None) -> Doc:
        """An expense of positive cents; of negative ones, a supplier's refund."""
        made = self._add(TargetKind.EXPENSE, on, -cents, -cents)
        made.supplier, made.category, made.client = supplier, category, client
        made.number = self.rng.choice(("", f"{self.rng.randrange(10_000, 999_999)}", f"T{self.rng.randrange(10**6)}"))
        return made

    def receipt(self, cents: int, on: date, who: str = "", label: str = "Vente d’ouvrages") -> Doc:
        """A receipt without invoice."""
        made = self._add(TargetKind.RECEIPT, on, cents, cents)
        made.supplier, made.label = who, label
        made.number = f"R{len(self.docs)}"
        return made

    def _add(self, kind: TargetKind, on: date, cents: int, open_cents: int) -> Doc:
        made = Doc(len(self.docs) + 1, kind, on, cents, open_cents)
        made.paid_before = cents - open_cents
        self.docs.append(made)
        return made

    def give_numbers(self) -> None:
        """Number the documents in the order of their days."""
        for doc in sorted(self.docs, key=lambda each: each.on):
            if doc.type:
                doc.number = self.numbers.next(doc.type, doc.on)

    def spell(self, doc: Doc) -> str:
        """The number of a document as a payer types it."""
        return numbering.spell(self.rng, doc.number, is_plain=self.is_plain)

    def spell_list(self, docs: Sequence[Doc]) -> str:
        """Several numbers as a payer lists them, or as a range."""
        numbers = [doc.number for doc in docs]
        if len(docs) > 2 and numbering.are_consecutive(numbers) and self.rng.random() < 0.5:
            return numbering.spell_range(self.rng, numbers, is_plain=self.is_plain)
        return numbering.spell_list(self.rng, numbers, is_plain=self.is_plain)

    def pay(
        self,
        behaviour: str,
        mode: Mode,
        docs: Docs,
        *,
        by: str = "in",
        who: str | None = None,
        what: str = "",
        on: date | None = None,
        cents: int | None = None,
        parts: dict[Doc, int] | None = None,
        fee: int = 0,
        cites: bool = False,
        said: Sequence[Client] = (),
        in_order: bool = False,
        pending: bool = False,
        is_by_unknown: bool = False,
    ) -> Row:
        """A row that settles documents: by default all that is open of them, after the delay that clients take."""
        settled = [docs] if isinstance(docs, Doc) else list(docs)
        parts = parts or {doc: doc.open_cents for doc in settled}
        first, last = settled[0], max(doc.on for doc in settled)
        payer = who if who is not None else first.client.bank_name if first.client else first.supplier
        on = on or self.later(last, *((8, 42) if by == "in" else (0, 3)))
        amount = sum(parts.values()) - fee if cents is None else cents
        told = first.on if by == "card" and 0 <= (on - first.on).days <= CARD_DELAY else on
        row = self.row(behaviour, mode, by, payer, what, amount, on, told=told)
        row.parts, row.fee, row.cites, row.in_order, row.pending = parts, fee, cites, in_order, pending
        row.said = tuple(said) or (self._shown_alike(first.client, row.label) if first.client else ())
        if cites and len(row.label) >= min(self.bank.width, self.second_bank.width):
            row.cites, row.mode = False, Mode.MAY if mode is Mode.MUST else mode
        row.currency, row.payer, row.is_by_unknown = first.currency, payer, is_by_unknown
        for doc, cents_of_it in parts.items():
            doc.open_cents -= cents_of_it
        return row

    def _shown_alike(self, client: Client, label: str) -> tuple[Client, ...]:
        """The clients whom a label may name, if the bank cut the name."""
        if plain(client.bank_name) in label:
            return (client,)
        width = min(self.bank.name_width, self.second_bank.name_width)
        shown = plain(client.bank_name)[:width]
        return (
            client,
            *(each for each in self.clients if each is not client and plain(each.bank_name)[:width] == shown),
        )

    def row(
        self,
        behaviour: str,
        mode: Mode,
        by: str,
        who: str,
        what: str,
        cents: int,
        on: date,
        *,
        told: date | None = None,
    ) -> Row:
        """A row of the account, printed by one of the company's banks; `told` is the day that the label tells."""
        bank = self.second_bank if self.rng.random() < 0.12 else self.bank
        made = Row(on, cents, bank.label(self.rng, by, told or on, who, what), behaviour, mode)
        self.rows.append(made)
        return made

    def nothing(self, behaviour: str, by: str, who: str, what: str, cents: int, on: date | None = None) -> Row:
        """A row that settles no document."""
        return self.row(behaviour, Mode.NOTHING, by, who, what, cents, on or self.day(5))

    def cancel(self, one: Row, other: Row) -> None:
        """Make two rows a pair that cancels."""
        one.twin, other.twin = other, one

    def teach(self, row: Row) -> None:
        """Take a row as attributed by hand, before anything is asked about."""
        self.rows.remove(row)
        self.taught.append(row)


def _working(on: date) -> date:
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
