"""Runs that look only at what changed leave the vault as runs over everything do, whatever changed in between."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation, Status
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.rules import put_rule, remove_rule
from microdesk_desktop.operations.records.edit import put_client, put_record, remove_client, remove_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attribution_run import load_last_run
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.clients import ClientIndex
from microdesk_desktop.store.records.documents import save_document
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

T = TypeVar("T", bound="Twins")
START = date(2026, 9, 1)
CLIENTS = ("Nova SARL", "Nova Conseil", "Camille Leroy", "Atelier Brun")
SUPPLIERS = ("Papeterie Brun", "Caisse", "URSSAF", "Nova Conseil", "Leroy Camille", "Garage 4 Saisons")
WRITTEN = (*CLIENTS, *SUPPLIERS, "NOVA", "LEROY", "BRUN", "REMISE CB BRUT 300,00 COM 3,00", "VIREMENT INTERNE", "")
AMOUNTS = (10_000, 20_000, 30_000, 60_000)
OPEN = (
    "SELECT incl_tax_cents, issued_on, client.name, number FROM document JOIN client ON client.id = client_id"
    " UNION ALL SELECT -amount_cents, spent_on, supplier, '' FROM expense"
    " UNION ALL SELECT amount_cents, received_on, client, '' FROM receipt"
)
TABLES = {
    "bank_transaction": "id, status, is_decided, reasons",
    "attribution": "transaction_id, origin, reasons, rule_id, (SELECT target_id FROM payment WHERE id = payment_id)",
    "payment": "target_id, amount_cents",
    "suggestion": "*",
    "expense": "*",
    "receipt": "*",
    "attribution_run": "*",
    "attribution_seen": "*",
    "attribution_dependency": "*",
}


def contents(reader: Reader) -> dict[str, list[tuple]]:
    return {name: sorted(reader.all(f"SELECT {columns} FROM {name}"), key=repr) for name, columns in TABLES.items()}


class Twins:
    """Two vaults that go through the same changes; after each, one looks at everything and one at what changed."""

    def __init__(self, whole: Session, part: Session, seed: int) -> None:
        self.both = (whole, part)
        self.whole, self.part = whole, part
        self.rng = Random(seed)
        self.undo: tuple[ChangeResult, ...] = ()
        self.numbers = 0

    def begin(self) -> None:
        """Records that name everybody, so that most changes bring no new name."""
        named = [
            Expense(on=START, supplier=name, label="", amount_cents=99_999 + number, category="")
            for number, name in enumerate(SUPPLIERS)
        ]
        acts = [self.document() for _ in range(6)]
        for session in self.both:
            for name in CLIENTS:
                put_client(session, Client(name=name))
            for record in named:
                put_record(session, record)
            for act in acts:
                act(session)

    def agree(self) -> None:
        run_attribution(self.whole, Job(), everything=True)
        run_attribution(self.part, Job())
        expected, found = (session.read(contents) for session in self.both)
        for table in TABLES:
            assert found[table] == expected[table], table

    def change(self) -> None:
        """One change to both; one that the vault refuses changes neither."""
        name = self.rng.choice(CHANGES)
        act = getattr(self, name)()
        if act is None:
            return
        made = []
        for session in self.both:
            try:
                made.append(act(session))
            except KnownError as error:
                made.append(error.code)
        results = tuple(each for each in made if isinstance(each, ChangeResult))
        assert len(results) in (0, 2) or made[0] is made[1] is None, made
        self.undo = results if len(results) == 2 and results[0].undo else ()

    def bank_rows(self) -> Callable[[Session], object]:
        rows = [self._row() for _ in range(self.rng.randint(1, 4))]
        return lambda session: session.write(lambda writer: _merge(writer, rows, drops_pending=False))

    def bank_window(self) -> Callable[[Session], object]:
        """Every pending row of the window is listed anew: some are booked with another label, some left."""
        known = self.whole.read(
            lambda reader: reader.all(
                "SELECT booked_on, amount_cents, label FROM bank_transaction WHERE state = 'pending'"
            )
        )
        rows = [
            BankRow(None, date.fromisoformat(on), cents, "EUR", f"{label} {self._motive()}".strip())
            for on, cents, label in known
            if self.rng.random() < 0.5
        ]
        rows.append(self._row())
        return lambda session: session.write(lambda writer: _merge(writer, rows, drops_pending=True))

    def relabelled(self) -> Callable[[Session], object] | None:
        known = self.whole.read(
            lambda reader: reader.all(
                "SELECT identifier, booked_on, amount_cents FROM bank_transaction WHERE identifier IS NOT NULL"
            )
        )
        if not known:
            return None
        identifier, on, cents = self.rng.choice(known)
        row = BankRow(identifier, date.fromisoformat(on), cents, "EUR", self._label())
        return lambda session: session.write(lambda writer: _merge(writer, [row], drops_pending=False))

    def document(self) -> Callable[[Session], object]:
        self.numbers += 1
        number, rng = self.numbers, self.rng
        on = self._day()
        amount = rng.choice(AMOUNTS)
        document = ImportedDocument(
            number=rng.choice((f"F-2026-{number:04}",) * 6 + (f"FAC{number:05}",)),
            type=DocumentType.CREDIT_NOTE if rng.random() < 0.15 else DocumentType.INVOICE,
            issued_on=on,
            due_on=on + timedelta(days=30),
            client=rng.choice(CLIENTS),
            excl_tax_cents=amount,
            tax_cents=0,
            incl_tax_cents=amount,
            paid_cents=0,
        )

        def write(writer: Writer) -> None:
            save_document(writer, document, client_id_of(writer, document.client))

        return lambda session: session.write(write)

    def record(self) -> Callable[[Session], object]:
        record = self._record()
        return lambda session: put_record(session, record)

    def corrected_record(self) -> Callable[[Session], object] | None:
        found = self._pick("SELECT id, kind FROM target WHERE kind <> 'invoice'")
        if found is None:
            return None
        record_id, kind = found
        record = next(each for each in iter(self._record, None) if each.kind == kind)
        return lambda session: put_record(session, record, record_id)

    def no_record(self) -> Callable[[Session], object] | None:
        found = self._pick("SELECT id FROM target WHERE kind <> 'invoice'")
        return (lambda session: remove_record(session, found[0])) if found else None

    def client(self) -> Callable[[Session], object]:
        client = Client(name=self.rng.choice((*SUPPLIERS, "Leroy Conseil")))
        return lambda session: put_client(session, client)

    def renamed_client(self) -> Callable[[Session], object] | None:
        found = self._pick("SELECT id FROM client")
        client = Client(name=self.rng.choice((*CLIENTS, "Nova Atelier")))
        return (lambda session: put_client(session, client, found[0])) if found else None

    def no_client(self) -> Callable[[Session], object] | None:
        found = self._pick("SELECT id FROM client")
        return (lambda session: remove_client(session, found[0])) if found else None

    def rule(self) -> Callable[[Session], object]:
        action = self.rng.choice(list(RuleAction))
        client = self._pick("SELECT id FROM client")
        rule = Rule(
            id=0,
            name="rule",
            words=self.rng.choice(("BRUN", "URSSAF", "LEROY", "ACOMPTE", "NOVA")),
            direction=self.rng.choice((-1, 1)) if action is not RuleAction.EXPENSE else -1,
            action=action if client or action is not RuleAction.PARTY else RuleAction.IGNORE,
            party_id=client[0] if client and action is RuleAction.PARTY else None,
        )
        return lambda session: put_rule(session, rule, job=Job())

    def no_rule(self) -> Callable[[Session], object] | None:
        found = self._pick("SELECT id FROM rule")
        return (lambda session: remove_rule(session, found[0])) if found else None

    def decision(self) -> Callable[[Session], object] | None:
        found = self._pick("SELECT id, amount_cents FROM bank_transaction")
        target = self._pick("SELECT id FROM target")
        if found is None:
            return None
        transaction_id, cents = found
        acts: list[Callable[[Session], ChangeResult]] = [
            lambda session: decisions.accept(session, transaction_id),
            lambda session: decisions.accept(session, transaction_id),
            lambda session: decisions.detach(session, transaction_id),
            lambda session: decisions.ignore(session, transaction_id),
            lambda session: decisions.unignore(session, transaction_id),
        ]
        if target is not None:
            share = cents // self.rng.choice((1, 2))
            part = Allocation(target_id=target[0], amount_cents=share)
            acts += [lambda session: decisions.attribute(session, transaction_id, [part])] * 3
        return self.rng.choice(acts)

    def undone(self) -> Callable[[Session], object] | None:
        results, self.undo = self.undo, ()
        undo = {session: each.undo for session, each in zip(self.both, results, strict=False)}
        return (lambda session: undo[session](session)) if results else None

    def _pick(self, query: str) -> tuple | None:
        rows = self.whole.read(lambda reader: reader.all(f"{query} ORDER BY 1"))
        return self.rng.choice(rows) if rows else None

    def _row(self) -> BankRow:
        rng = self.rng
        self.numbers += 1
        state = State.PENDING if rng.random() < 0.2 else State.BOOKED
        identifier = f"id{self.numbers}" if rng.random() < 0.5 else None
        parts = rng.choices(AMOUNTS, k=2)
        cents = rng.choice((*parts, *parts, sum(parts), 29_700)) * (-1 if rng.random() < 0.35 else 1)
        row = BankRow(identifier, self._day(), cents, "EUR", self._label(), state)
        aimed = self._pick(OPEN) if rng.random() < 0.6 else None
        if aimed is None:
            return row
        due, on, name, reference = aimed
        paid_on = date.fromisoformat(on) + timedelta(days=rng.randint(0, 6))
        motive = rng.choice((reference, self._motive()))
        return row._replace(
            amount_cents=rng.choice((due, due, due // 2)) or 1, on=paid_on, label=f"VIR SEPA {name} {motive}".strip()
        )

    def _label(self) -> str:
        begin = self.rng.choice(("VIR", "VIR SEPA RECU /DE", "PRLV SEPA", "CB", "PAIEMENT"))
        return f"{begin} {self.rng.choice(WRITTEN)} {self._motive()}".strip()

    def _motive(self) -> str:
        number = self.rng.randint(1, max(4, self.numbers))
        written = (
            f"F-2026-{number:04}",
            f"FACT {number}",
            f"F-2026-0001 A {number:04}",
            f"2026{number:04}",
            f"F-2O26-{number:04}",
        )
        return self.rng.choice(("", "", "", "ACOMPTE", *written))

    def _record(self) -> Receipt | Expense:
        rng = self.rng
        amount = rng.choice(AMOUNTS)
        self.numbers += 1
        reference = rng.choice(("", f"202600{self.numbers:03}"))
        if rng.random() < 0.6:
            return Expense(
                on=self._day(),
                supplier=rng.choice(SUPPLIERS),
                label=rng.choice(("", "Cotisations sociales", "Fournitures")),
                amount_cents=amount,
                category="",
                reference=reference,
            )
        return Receipt(on=self._day(), client=rng.choice(CLIENTS), label="", amount_cents=amount, reference=reference)

    def _day(self) -> date:
        return START + timedelta(days=self.rng.randint(0, 25))


CHANGES = (
    *("bank_rows",) * 14,
    *("document", "record", "decision") * 4,
    *("bank_window", "relabelled", "corrected_record", "undone") * 2,
    *("no_record", "client", "renamed_client", "no_client", "rule", "no_rule"),
)


def client_id_of(writer: Writer, name: str) -> int:
    clients = ClientIndex(writer)
    return clients.find(name) or clients.add(Client(name=name))


def _merge(writer: Writer, rows: Sequence[BankRow], *, drops_pending: bool) -> None:
    account = account_of(writer)
    merge_rows(writer, account, rows, source="csv", since=START, drops_pending=drops_pending)


@contextmanager
def twins(seed: int, kind: type[T]) -> Iterator[T]:
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        whole, part = (stack.enter_context(open_vault(folder, FakeClock())) for folder in folders)
        yield kind(whole, part, seed)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**40))
def test_a_run_on_what_changed_is_a_run_on_everything(seed: int) -> None:
    with twins(seed, Twins) as both:
        both.begin()
        for _ in range(both.rng.randint(2, 10)):
            for _ in range(both.rng.randint(1, 3)):
                both.change()
            both.agree()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def statuses(session: Session, *rows: BankRow) -> list[Status]:
    """The statuses of all transactions, after these have come and a run looked at what changed."""
    session.write(lambda writer: _merge(writer, rows, drops_pending=False))
    run_attribution(session, Job())
    found = session.read(lambda reader: reader.all("SELECT status FROM bank_transaction ORDER BY id"))
    return [Status(status) for (status,) in found]


def expense(supplier: str, cents: int, label: str = "", reference: str = "") -> Expense:
    return Expense(on=START, supplier=supplier, label=label, amount_cents=cents, category="", reference=reference)


def test_a_rival_by_amount_alone_is_looked_at_once_the_other_is_decided(session: Session) -> None:
    put_record(session, expense("Caisse", 30_000, label="Cotisations sociales"))
    rows = [BankRow(None, START, -30_000, "EUR", f"PRLV SEPA URSSAF {name}") for name in ("UN", "DEUX")]
    assert statuses(session, *rows) == [Status.SUGGESTED] * 2
    decisions.ignore(session, 1)
    assert statuses(session) == [Status.IGNORED, Status.ATTRIBUTED]


def test_a_rival_is_looked_at_once_the_other_cites_a_new_reference(session: Session) -> None:
    put_record(session, expense("Papeterie Brun", 4_200))
    rows = [BankRow(None, START, -4_200, "EUR", f"PRLV SEPA PAPETERIE BRUN {number}") for number in ("77553311", "X")]
    assert statuses(session, *rows) == [Status.SUGGESTED] * 2
    put_record(session, expense("Papeterie Brun", 4_200, reference="77553311"))
    assert statuses(session) == [Status.ATTRIBUTED] * 2


def test_the_proposals_that_a_decision_withdrew_come_back_once_it_is_undone(session: Session) -> None:
    put_record(session, expense("Papeterie Brun", 4_200))
    rows = [BankRow(None, START, -4_200, "EUR", f"CB PAPETERIE BRUN {number}") for number in (1, 2)]
    assert statuses(session, *rows) == [Status.SUGGESTED] * 2
    undo = decisions.accept(session, 1).undo
    assert undo is not None
    undo(session)
    assert statuses(session) == [Status.SUGGESTED] * 2


def invoice(session: Session, number: str, cents: int) -> int:
    """Issue an invoice to Nova; returns its id."""
    document = ImportedDocument(
        number=number,
        type=DocumentType.INVOICE,
        issued_on=START,
        due_on=START,
        client="Nova SARL",
        excl_tax_cents=cents,
        tax_cents=0,
        incl_tax_cents=cents,
        paid_cents=0,
    )
    return session.write(lambda writer: save_document(writer, document, client_id_of(writer, document.client)))


def test_a_range_is_read_again_when_a_reference_inside_it_comes(session: Session) -> None:
    invoice(session, "F-2026-0040", 1_000)
    invoice(session, "F-2026-0042", 2_000)
    assert statuses(session, BankRow(None, START, 7_000, "EUR", "VIR FACTURES F-2026-0040 A 0042")) != [
        Status.ATTRIBUTED
    ]
    invoice(session, "F-2026-0041", 4_000)
    assert statuses(session) == [Status.ATTRIBUTED]


def test_a_new_reference_is_looked_for_in_the_labels_that_wait(session: Session) -> None:
    put_record(session, expense("Papeterie Brun", 100, reference="11112222"))
    assert statuses(session, BankRow(None, START, -4_200, "EUR", "VIR X 77553311")) == [Status.TODO]
    put_record(session, expense("Papeterie Brun", 9_900, reference="77553311"))
    assert statuses(session) == [Status.SUGGESTED]


def test_what_a_decision_leaves_of_an_expense_may_be_what_another_transaction_pays(session: Session) -> None:
    expense_id = put_record(session, expense("Caisse", 40_000, label="Cotisations sociales")).id
    assert expense_id is not None
    rows = [
        BankRow(None, START, cents, "EUR", label) for cents, label in ((-30_000, "PRLV URSSAF"), (-10_000, "VIR X"))
    ]
    assert statuses(session, *rows) == [Status.TODO] * 2
    decisions.attribute(session, 2, [Allocation(target_id=expense_id, amount_cents=-10_000)])
    assert statuses(session) == [Status.ATTRIBUTED] * 2


def test_a_rival_is_looked_at_once_the_other_settles_something_else(session: Session) -> None:
    put_record(session, expense("Caisse", 30_000, label="Cotisations sociales"))
    put_record(session, expense("Papeterie Brun", 15_000, reference="20260098"))
    put_record(session, expense("Papeterie Brun", 20_000, reference="20260099"))
    labels = ("PRLV URSSAF 20260098 ET 20260099", "PRLV URSSAF")
    assert statuses(session, *(BankRow(None, START, -30_000, "EUR", label) for label in labels)) == [
        Status.SUGGESTED,
        Status.SUGGESTED,
    ]
    part = BankRow(None, START, -5_000, "EUR", "PRLV SEPA PAPETERIE BRUN 20260098")
    assert statuses(session, part) == [Status.ATTRIBUTED] * 3


def test_the_records_of_a_rule_bring_no_name_that_labels_are_read_against(session: Session) -> None:
    rule = Rule(id=0, name="Cantine", words="CANTINE", direction=-1, action=RuleAction.EXPENSE)
    put_rule(session, rule, job=Job())
    assert statuses(session, BankRow(None, START, -500, "EUR", "CB BOULANGERIE")) == [Status.TODO]
    before = session.read(load_last_run)
    assert statuses(session, BankRow(None, START, -900, "EUR", "CB CANTINE"))[1] is Status.ATTRIBUTED
    assert statuses(session, BankRow(None, START, -950, "EUR", "CB LAVERIE"))[2] is Status.TODO
    after = session.read(load_last_run)
    assert before is not None
    assert after is not None
    assert after.vocabulary == before.vocabulary
    assert after.targets == before.targets
