"""A supplier who is erased: books keep their lines and the law its vouchers, apart, until their day; the rest goes."""

from datetime import date, timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind, RequestWay
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MediaType, Voucher
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.privacy.erase_supplier import erase_supplier, load_supplier_plan
from microdesk_desktop.operations.privacy.requests import add_request
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.supplier_rows import erase_suppliers
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.due_erasures import finish_erasures
from microdesk_desktop.operations.vault.erased_modules import CLIENTS
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.store.bank.rules import load_rules, save_rule
from microdesk_desktop.store.bank.targets import load_matchable_targets
from microdesk_desktop.store.books.lines import load_lines
from microdesk_desktop.store.privacy.erased_clients import load_kept
from microdesk_desktop.store.privacy.erased_suppliers import (
    load_named_suppliers,
    load_unfinished_suppliers,
    note_supplier,
)
from microdesk_desktop.store.privacy.requests import load_requests
from microdesk_desktop.store.records.lookups import save_answer
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.vouchers import load_vouchers, save_voucher
from microdesk_desktop.vault.erasures import Part, begin, pending
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.views.records.expenses.form import load_expense_choices
from microdesk_desktop.views.records.rows import load_expense_rows
from microdesk_desktop.views.search.index import RecordIndex
from microdesk_desktop.views.search.query import read_query
from microdesk_desktop.views.waiting.registry import PROVIDERS
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene
from tests.support.disks import raises_known
from tests.support.documents.issuing import issuing_vault
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, reopened

SPENT_ON = date(2026, 11, 20)
NAME, GONE, KEPT = "Rossignol", "ENVOLE", "VOLIERE"
OTHER = "Rossignol Frères"
"""Another supplier, whose name begins alike."""
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n" + KEPT.encode()


@pytest.fixture
def clock():
    return FakeClock(date(2026, 11, 21))


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock, keyring=StrictKeyring(tmp_path / "keyring"))
    yield session
    session.close()


def _fill(session):
    """An expense of the supplier, with all that may name one, beside another supplier's."""
    expense_id = _spent(session, NAME, f"Graines {KEPT}")
    _spent(session, OTHER, "Tamis")
    voucher = Voucher(name=f"{GONE}.pdf", media_type=MediaType.PDF, content=PDF, added_at=session.clock.now())
    rules = [
        Rule(id=0, name=GONE, words=NAME, direction=-1, action=RuleAction.EXPENSE, party_name=NAME, label=GONE),
        Rule(id=0, name="Tamis", words=OTHER, direction=-1, action=RuleAction.EXPENSE, party_name=OTHER, label="x"),
    ]
    found = Found(items=(f"{NAME} {GONE}",), on=SPENT_ON)
    session.write(
        lambda writer: (
            save_voucher(writer, expense_id, voucher),
            *(save_rule(writer, rule) for rule in rules),
            save_answer(writer, LookupService.COMPANIES, NAME, session.clock.now(), found),
        )
    )
    add_request(
        session,
        PersonRequest(kind=RequestKind.ERASURE, received_on=SPENT_ON, way=RequestWay.MAIL, person=NAME.upper()),
    )
    return expense_id


def _spent(session, supplier, label):
    expense = Expense(on=SPENT_ON, supplier=supplier, label=label, amount_cents=1200, category="Fournitures")
    return put_record(session, expense).id


def _purchases(session):
    span = Span(SPENT_ON, SPENT_ON)
    return [
        (line.reference, line.party, line.nature, line.amount_cents)
        for line in session.read(lambda reader: load_lines(reader, Book.PURCHASES, span))
    ]


def test_the_books_keep_their_line_and_nothing_else_shows_the_supplier(session, clock):
    expense_id = _fill(session)
    before, today = _purchases(session), clock.today()
    plan = session.read(lambda reader: load_supplier_plan(reader, "ROSSIGNOL"))
    assert (len(plan.kept), plan.vouchers, len(plan.rules), len(plan.answers)) == (1, 1, 1, 1)
    done = erase_supplier(session, "rossignol", Job())
    assert done.erasure.left == {}
    assert {record.until for record in done.plan.kept.values()} == {date(2036, 12, 31)}
    assert _purchases(session) == before, "the law keeps the lines, with whom they name"
    index = session.read(RecordIndex)
    later = today + timedelta(60)
    shown = [
        session.read(load_expense_rows),
        session.read(load_expense_choices),
        session.read(load_matchable_targets),
        session.read(load_rules),
        session.read(load_requests),
        session.read(lambda reader: [each.load(reader, later, 99) for each in PROVIDERS]),
        session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense_id)),
        [voucher.name for _, voucher in session.read(lambda reader: load_vouchers(reader, expense_id))],
        index.find(read_query(GONE)),
        index.find(read_query(KEPT)),
    ]
    text = str(shown).replace(OTHER, "")
    for word in (NAME, NAME.upper(), GONE, KEPT):
        assert word not in text, word
    assert OTHER in str(session.read(load_rules)), "whose name only begins alike"
    assert OTHER in str(session.read(load_expense_rows))
    with raises_known(ErrorCode.UNKNOWN_SUPPLIER):
        erase_supplier(session, NAME, Job())


def test_nothing_is_left_that_the_law_does_not_keep_and_that_goes_on_its_day(session, clock, tmp_path):
    expense_id = _fill(session)
    close_books(session, SPENT_ON)
    back_up_today(session, Job())
    scene = Scene(
        profile=tmp_path / "profile",
        keyring=tmp_path / "keyring",
        key=open_with_passphrase(read_header(tmp_path / "profile"), PASSPHRASE),
        words=(GONE, KEPT),
        payments=(),
    )
    erase_supplier(session, NAME, Job())
    assert verify_documents(session).flaws == ()
    session.close()
    assert scene.left() == [KEPT]
    clock.set_forward(days=366 * 10 + 60)
    session = reopened(tmp_path / "profile", clock=clock, keyring=StrictKeyring(tmp_path / "keyring"))
    try:
        finish_erasures(session)
        assert scene.left() == []
        assert pending(tmp_path / "profile") == {}
        ((_, party, nature, cents),) = [row for row in _purchases(session) if row[1] != OTHER]
        assert (party, nature, cents) == ("", "", 1200)
        assert session.read(lambda reader: load_vouchers(reader, expense_id)) == []
        assert verify_documents(session).flaws == ()
        assert all(verify(session).values())
    finally:
        session.close()


def test_a_client_of_the_same_name_stays(session):
    client_id = put_client(session, Client(name=NAME)).id
    _fill(session)
    rule = Rule(id=0, name="Payeur", words=NAME, direction=1, action=RuleAction.PARTY, party_id=client_id)
    session.write(lambda writer: save_rule(writer, rule))
    plan = erase_supplier(session, NAME, Job()).plan
    assert plan.answers == ()
    assert [each.party_id for each in session.read(load_rules) if each.party_id] == [client_id]


def test_an_erasure_that_was_interrupted_ends_at_the_next_opening(session, clock, tmp_path):
    """Once before anything was erased, once between the vault and its backups."""
    expense_id = _fill(session)
    _spent(session, "Fauvette", GONE)
    back_up_today(session, Job())
    at = clock.now()
    session.write(lambda writer: note_supplier(writer, NAME, at))
    session.write(lambda writer: erase_suppliers(writer, at, None))
    session.write(lambda writer: note_supplier(writer, "Fauvette", at))
    begin(tmp_path / "profile", CLIENTS, parts={Part.BACKUPS})
    session.close()
    scene = Scene(
        profile=tmp_path / "profile",
        keyring=tmp_path / "keyring",
        key=open_with_passphrase(read_header(tmp_path / "profile"), PASSPHRASE),
        words=("Fauvette",),
        payments=(),
    )
    session = reopened(tmp_path / "profile", clock=clock, keyring=StrictKeyring(tmp_path / "keyring"))
    try:
        finish_erasures(session)
        assert pending(tmp_path / "profile") == {}
        assert session.read(load_unfinished_suppliers) == session.read(load_named_suppliers) == []
        assert session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense_id)).supplier == ""
        kept = {row.supplier_id for row in session.read(load_kept)}
        assert len(kept) == 2
    finally:
        session.close()
    assert scene.left() == ["Fauvette"], "only where the law keeps it"
