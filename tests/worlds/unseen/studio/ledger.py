"""One company under construction: its names, amounts and days, its documents and its rows."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from microdesk_desktop.domain.settle.targets import DocumentType, Party, TargetKind
from tests.worlds.unseen.case import Mode
from tests.worlds.unseen.studio import firms, people
from tests.worlds.unseen.studio.entries import Client, Doc, Row, Words
from tests.worlds.unseen.studio.labels import BANKS
from tests.worlds.unseen.studio.numbering import OTHERS, SCHEMES, Numbers

IBAN = "FR7630006000011234567890189"


class Studio:
    """One freelancer's company, its clients and its account."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"studio {seed}")
        rng = self.rng
        self.start = date(rng.choice((2024, 2025, 2025)), rng.randrange(1, 13), 1)
        self.months = rng.randrange(7, 12)
        self.end = self.start + timedelta(days=30 * self.months + 25)
        self.bank = rng.choice(BANKS[:-1]) if rng.random() < 0.93 else BANKS[-1]
        self.scheme = rng.choice(list(SCHEMES))
        self.numbers = Numbers(self.scheme, rng.randrange(3, 700), rng.randrange(0, 30), self.start.year)
        self.prefixes = {kind: rng.choice(ways) for kind, ways in OTHERS.items()}
        first = rng.choice(people.FIRST_NAMES_F + people.FIRST_NAMES_M)
        self.owner = (first, rng.choice(people.SURNAMES))
        self.docs: list[Doc] = []
        self.rows: list[Row] = []
        self.parties: list[Party] = []
        self.regulars: list[Client] = []
        self._stems = rng.sample(firms.STEMS, len(firms.STEMS))
        self._surnames = [each for each in rng.sample(people.SURNAMES, len(people.SURNAMES)) if each != self.owner[1]]
        self._amounts: set[int] = set()
        self._suppliers: dict[str, Party] = {}

    # Parties

    def stem(self) -> str:
        return self._stems.pop()

    def surname(self) -> str:
        return self._surnames.pop()

    def first_name(self, *, woman: bool | None = None) -> str:
        woman = self.rng.random() < 0.5 if woman is None else woman
        return self.rng.choice(people.FIRST_NAMES_F if woman else people.FIRST_NAMES_M)

    def named(self, name: str, shown: str = "") -> Client:
        """A client under the name given."""
        party = self._party(name)
        letters = "".join(each for each in (shown or name).upper() if "A" <= each <= "Z")
        return Client(party, shown or name, letters[:3] or "CLI")

    def client(self) -> Client:
        """A new company, shown with or without its legal form."""
        stem, trade, legal = self.stem(), self.rng.choice(firms.TRADES), self.rng.choice(firms.LEGAL)
        name = self.rng.choice((f"{stem} {trade}", f"{trade} {stem}", stem))
        full = f"{name} {legal}".strip()
        shown = self.rng.choice((full, name, f"{legal} {name}".strip(), full.upper()))
        return self.named(full, shown)

    def person(self, surname: str = "", *, woman: bool | None = None) -> Client:
        """A new client who is a person."""
        surname, first = surname or self.surname(), self.first_name(woman=woman)
        return self.named(f"{first} {surname}", self.rng.choice((f"{first} {surname}", f"{surname} {first}")))

    def somebody(self) -> Client:
        """A client with a history, else a new one."""
        return self.rng.choice(self.regulars) if self.regulars and self.rng.random() < 0.45 else self.client()

    def supplier(self, name: str) -> Party:
        if name not in self._suppliers:
            self._suppliers[name] = self._party(name)
        return self._suppliers[name]

    def _party(self, name: str) -> Party:
        self.parties.append(Party(id=len(self.parties) + 1, name=name))
        return self.parties[-1]

    # Amounts and days

    def odd(self, least: int = 18000, most: int = 460000) -> int:
        """An amount with cents, which no other document of the company has."""
        while True:
            cents = self.rng.randrange(least, most)
            if cents % 100 and cents not in self._amounts:
                self._amounts.add(cents)
                return cents

    def round(self) -> int:
        """An amount that freelancers ask again and again."""
        return self.rng.choice((30000, 45000, 48000, 60000, 72000, 80000, 90000, 96000, 120000, 150000, 180000, 240000))

    def amount(self) -> int:
        return self.odd() if self.rng.random() < 0.6 else self.round()

    def day(self, room: int = 45, lead: int = 0) -> date:
        """A day of the period with this many days left after it."""
        return self.start + timedelta(days=self.rng.randrange(lead, (self.end - self.start).days - room))

    def after(self, on: date, least: int, most: int) -> date:
        """A working day this many days later."""
        found = on + timedelta(days=self.rng.randrange(least, most + 1))
        return found + timedelta(days=(7 - found.weekday()) % 7 if found.weekday() > 4 else 0)

    def month(self, rank: int, day: int) -> date:
        """A day of the month with this rank in the period."""
        year, month = divmod(self.start.month - 1 + rank, 12)
        return date(self.start.year + year, month + 1, day)

    # Documents

    def invoice(
        self,
        client: Client,
        on: date,
        cents: int,
        label: str = "",
        *,
        type_: DocumentType = DocumentType.INVOICE,
        settled: bool = False,
        days: int = 30,
        currency: str = "EUR",
    ) -> Doc:
        """A document to a client; a credit note takes its sign here."""
        return self._doc(
            TargetKind.INVOICE,
            on,
            cents * type_.sign,
            client.party,
            label,
            code=client.code,
            type=type_,
            due_on=on + timedelta(days=days),
            settled=settled or not type_.is_settled_by_money,
            currency=currency,
        )

    def expense(self, party: Party, on: date, cents: int, category: str, label: str = "", number: str = "") -> Doc:
        """A bill of a supplier; negative cents make a supplier's credit note."""
        return self._doc(TargetKind.EXPENSE, on, -cents, party, label, category=category, number=number)

    def receipt(self, on: date, cents: int, label: str, party: Party | None = None, number: str = "") -> Doc:
        return self._doc(TargetKind.RECEIPT, on, cents, party, label, number=number)

    def _doc(
        self,
        kind: TargetKind,
        on: date,
        cents: int,
        party: Party | None,
        label: str,
        *,
        category: str = "",
        code: str = "",
        type: DocumentType | None = None,
        due_on: date | None = None,
        settled: bool = False,
        number: str = "",
        currency: str = "EUR",
    ) -> Doc:
        doc = Doc(
            len(self.docs) + 1, kind, on, cents, party, label, category, code, type, due_on, settled, number, currency
        )
        self.docs.append(doc)
        return doc

    # Rows

    def row(
        self,
        behaviour: str,
        on: date,
        cents: int,
        frame: str,
        who: str,
        words: Words = (),
        *,
        parts: Mapping[Doc, int] | None = None,
        mode: Mode = Mode.NOTHING,
        fee: int = 0,
        told: bool = False,
        known: bool = False,
        certain: bool = False,
        misled: bool = False,
        taught: bool = False,
        pending: bool = False,
        bought: date | None = None,
        currency: str = "EUR",
    ) -> Row:
        """One transaction."""
        row = Row(
            id=len(self.rows) + 1,
            on=on,
            cents=cents,
            frame=frame,
            who=who,
            words=words,
            behaviour=behaviour,
            mode=mode,
            parts=parts or {},
            fee=fee,
            told=told,
            known=known,
            certain=certain,
            misled=misled,
            taught=taught,
            pending=pending,
            bought=bought,
            currency=currency,
        )
        self.rows.append(row)
        if taught:
            for doc, part in row.parts.items():
                doc.taught += part
        return row

    def pays(
        self,
        behaviour: str,
        client: Client,
        on: date,
        docs: Sequence[Doc],
        words: Words = (),
        *,
        mode: Mode = Mode.MUST,
        frame: str = "credit",
        who: str = "",
        told: bool = False,
        known: bool = False,
        certain: bool = False,
        misled: bool = False,
        taught: bool = False,
        pending: bool = False,
    ) -> Row:
        """A client pays these documents in full."""
        parts = {doc: doc.left for doc in docs}
        return self.row(
            behaviour,
            on,
            sum(parts.values()),
            frame,
            who or client.shown,
            words,
            parts=parts,
            mode=mode,
            told=told,
            known=known,
            certain=certain,
            misled=misled,
            taught=taught,
            pending=pending,
        )

    def cancel(self, one: Row, other: Row) -> None:
        """Say of two rows that they cancel."""
        one.cancels, other.cancels = other, one
        for row in (one, other):
            row.mode, row.parts = Mode.NOTHING, {}
