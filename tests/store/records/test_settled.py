"""What is settled of a document: what its list gave, the receipts that name it, and every payment."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.bank.payments import add_payment
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import load_settled, save_document
from microdesk_desktop.store.records.receipts_expenses import save_record

DAY = date(2026, 11, 2)
INVOICE = ImportedDocument(
    number="F-1",
    type=DocumentType.INVOICE,
    issued_on=DAY,
    due_on=None,
    client="Nova SARL",
    excl_tax_cents=100_000,
    tax_cents=0,
    incl_tax_cents=100_000,
    paid_cents=10_000,
    subject="",
)


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", bytes(32))
    yield made
    made.close()


def put(database, document):
    return database.write(
        lambda writer: save_document(writer, document, save_client(writer, Client(name=document.client)))
    )


def receive(database, cents, number):
    receipt = Receipt(on=DAY, client="", label="", amount_cents=cents, method=Method.CASH, invoice=number)
    database.write(lambda writer: save_record(writer, receipt))


def remaining(database, document_id):
    return database.read(lambda reader: load_target(reader, document_id)).remaining_cents


def test_payments_receipts_and_what_was_paid_before_add_up(database):
    invoice = put(database, INVOICE)
    other = put(database, replace(INVOICE, number="F-2", paid_cents=0))
    for cents in (20_000, 5_000):
        database.write(lambda writer, cents=cents: add_payment(writer, invoice, DAY, cents))
    receive(database, 300, "F-1")
    receive(database, 40, "F-1")
    receive(database, 7, "")
    assert database.read(load_settled) == {invoice: 35_340, other: 0}
    assert (remaining(database, invoice), remaining(database, other)) == (64_660, 100_000)


def test_a_credit_note_is_settled_by_money_that_goes_out(database):
    credit = put(database, replace(INVOICE, number="A-1", type=DocumentType.CREDIT_NOTE))
    receive(database, -30_000, "A-1")
    database.write(lambda writer: add_payment(writer, credit, DAY, -5_000))
    assert database.read(load_settled) == {credit: -45_000}
    assert remaining(database, credit) == -55_000


def test_receipts_are_in_euros_and_settle_no_document_of_another_currency(database):
    dollars = put(database, replace(INVOICE, currency="USD"))
    receive(database, 50_000, "F-1")
    assert database.read(load_settled) == {dollars: 10_000}
    assert remaining(database, dollars) == 90_000


def test_more_than_the_total_leaves_nothing_and_a_cancelled_document_is_never_due(database):
    paid = put(database, INVOICE)
    receive(database, 95_000, "F-1")
    assert remaining(database, paid) == 0
    cancelled = put(database, replace(INVOICE, number="F-9", status=DocumentStatus.CANCELLED, paid_cents=0))
    assert remaining(database, cancelled) == 0
