"""What a client owes, per currency."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.delays import PaymentDelay
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank.decide import attribute
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.records.document import correct_document
from microdesk_desktop.store.bank.payments import add_payment
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.client_story import load_client_story, story_text
from microdesk_desktop.views.records.document_words import due_text, late, rest_text, to_collect
from microdesk_desktop.views.records.documents import load_document_page, load_editable
from microdesk_desktop.views.records.rows import Settled, load_client_rows, load_invoice_rows, load_receipt_rows
from microdesk_desktop.views.records.words import clients_text
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.vaults import new_vault

DOCUMENTS = (
    "number,type,issue_date,due_date,client,total_incl_tax,paid,currency\n"
    "F-1,invoice,2026-09-01,2026-10-01,Nova SARL,100.00,0.00,EUR\n"
    "F-2,invoice,2026-09-01,2027-01-01,Nova SARL,50.00,20.00,USD\n"
    "F-3,invoice,2026-09-01,2026-10-01,Atelier Brun,70.00,70.00,EUR\n"
    "F-4,invoice,2026-09-01,2027-01-01,Librairie du Port,10.00,0.00,EUR\n"
    "A-1,credit_note,2026-09-01,,Librairie du Port,30.00,0.00,EUR\n"
)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    file = tmp_path / "documents.csv"
    file.write_text(DOCUMENTS, encoding="utf-8")
    import_records(made, "documents", file, job=Job())
    yield made
    made.close()


def test_sums_are_never_made_across_currencies(session):
    rows = {row.client.name: row for row in session.read(load_client_rows)}
    assert rows["Nova SARL"].invoiced == (Money(10_000, "EUR"), Money(5_000, "USD"))
    assert rows["Nova SARL"].remaining == (Money(10_000, "EUR"), Money(3_000, "USD"))
    assert sums_text(rows["Nova SARL"].remaining).replace("\u00a0", " ") == "100,00 € + 30,00 $US"


def test_clients_are_in_the_order_of_a_french_index(session):
    for name in ("Étoile Bleue", "eau vive", "Zénith", "ZENITH", "École du Port"):
        session.write(lambda writer, name=name: save_client(writer, Client(name=name)))
    assert [row.client.name for row in session.read(load_client_rows)] == [
        *("Atelier Brun", "eau vive", "École du Port", "Étoile Bleue", "Librairie du Port", "Nova SARL"),
        *("Zénith", "ZENITH"),
    ]


def test_a_client_that_paid_or_that_has_a_credit_owes_nothing(session):
    owing = {row.client.name: row.owes for row in session.read(load_client_rows)}
    assert owing == {"Nova SARL": True, "Atelier Brun": False, "Librairie du Port": False}


def test_what_is_due_and_late_is_summed_per_currency(session):
    rows = session.read(lambda reader: load_invoice_rows(reader, session.clock.today()))
    text = due_text(rows).replace("\u00a0", " ")
    assert text == "110,00 € + 30,00 $US à encaisser, dont 100,00 € en retard · 30,00 € d’avoirs à rembourser"


def test_clients_and_invoices_give_the_same_sum_to_collect(session):
    text = clients_text(session.read(load_client_rows)).replace("\u00a0", " ")
    assert text == "3 clients · 110,00 € + 30,00 $US à encaisser"


def test_only_what_is_settled_in_part_shows_what_remains_beside_its_total(session):
    rows = session.read(lambda reader: load_invoice_rows(reader, session.clock.today()))
    rests = {row.number: rest_text(row).replace("\u00a0", " ") for row in rows}
    assert rests == {"F-1": "", "F-2": "reste 30,00 $US", "F-3": "", "F-4": "", "A-1": ""}


def test_the_story_of_a_client_adds_up_per_currency(session):
    client = next(row.id for row in session.read(load_client_rows) if row.client.name == "Nova SARL")
    story = session.read(lambda reader: load_client_story(reader, client, session.clock.today()))
    assert story.invoiced == (Money(10_000, "EUR"), Money(5_000, "USD"))
    assert (to_collect(story.documents), late(story.documents)) == (
        (Money(10_000, "EUR"), Money(3_000, "USD")),
        (Money(10_000, "EUR"),),
    )
    assert story.delay is None, "what was paid before the import has no day"
    assert session.read(lambda reader: load_client_story(reader, 999, session.clock.today())) is None


def test_the_payment_of_a_document_stays_itself_when_an_older_one_is_added(session):
    def dollars(on):
        return session.read(lambda reader: [row for row in load_receipt_rows(reader) if row.record.on == on])

    invoice = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "F-2"))
    for on, cents in ((date(2026, 11, 9), 1_000), (date(2026, 10, 2), 500)):
        before = dollars(date(2026, 11, 9))
        session.write(lambda writer, on=on, cents=cents: add_payment(writer, invoice.id, on, cents))
    [payment] = before
    assert dollars(date(2026, 11, 9)) == before
    assert (payment.amount, payment.record.reference) == (Money(1_000, "USD"), "F-2")
    assert payment.key != dollars(date(2026, 10, 2))[0].key


def test_the_payment_of_a_document_is_found_at_the_bank_once_a_transaction_is_attributed_to_it(session):
    def settled():
        rows = session.read(load_receipt_rows)
        return [row.settled for row in rows if row.record.on == date(2026, 10, 5)]

    bank_row = BankRow(None, date(2026, 10, 5), 4_000, "EUR", "VIR NOVA SARL")
    session.write(lambda writer: merge_rows(writer, account_of(writer), [bank_row], source="csv"))
    transaction_id = session.read(lambda reader: reader.value("SELECT id FROM bank_transaction"))
    invoice = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "F-1"))
    attribute(session, transaction_id, [Allocation(invoice.id, 4_000)])
    assert settled() == [Settled.PAID]
    session.write(lambda writer: add_payment(writer, invoice.id, date(2026, 10, 5), 1_000))
    assert sorted(settled()) == [Settled.OPEN, Settled.PAID]


def test_a_document_is_shown_and_corrected_with_what_belongs_to_it_until_it_is_gone(session):
    pay(session, id_of(session, "F-1"), NewPayment(on=date(2026, 11, 3), method=Method.CASH))
    page = page_of(session, "F-1")
    assert (page.row.state, page.row.client, page.document.number) == (DocumentState.PAID, "Nova SARL", "F-1")
    assert [(each.on, each.amount_cents, each.method) for each in page.payments] == [
        (date(2026, 11, 3), 10_000, Method.CASH)
    ]
    editable = session.read(lambda reader: load_editable(reader, id_of(session, "F-1")))
    assert editable.document == page.document
    assert editable.clients == ["Atelier Brun", "Librairie du Port", "Nova SARL"]
    assert session.read(lambda reader: load_document_page(reader, 999, TODAY)) is None
    assert session.read(lambda reader: load_editable(reader, 999)) is None


def test_a_cancelled_invoice_is_due_to_nobody_even_when_it_was_paid_in_part(session):
    invoice = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "F-1"))
    document = page_of(session, "F-1").document
    correct_document(session, invoice.id, replace(document, status=DocumentStatus.CANCELLED))
    session.write(lambda writer: add_payment(writer, invoice.id, date(2026, 11, 3), 4_000))
    row = page_of(session, "F-1").row
    assert (row.state, row.remaining_cents, row.total_cents) == (DocumentState.CANCELLED, 0, 10_000)


def test_a_client_is_summed_up_by_what_it_still_owes(session):
    def summary():
        client = page_of(session, "F-1").row.client_id
        return story_text(session.read(lambda reader: load_client_story(reader, client, TODAY))).replace("\u00a0", " ")

    assert summary() == "Entreprise · 100,00 € + 30,00 $US à encaisser, dont 100,00 € en retard"
    pay(session, id_of(session, "F-2"), NewPayment(on=date(2026, 11, 3), method=Method.TRANSFER))
    assert summary() == "Entreprise · 100,00 € à encaisser, dont 100,00 € en retard"
    pay(session, id_of(session, "F-1"), NewPayment(on=date(2026, 11, 3), method=Method.TRANSFER))
    assert summary() == "Entreprise · rien à encaisser"


def id_of(session, number):
    return session.read(lambda reader: reader.value("SELECT id FROM document WHERE number = ?", (number,)))


def page_of(session, number):
    return session.read(lambda reader: load_document_page(reader, id_of(session, number), TODAY))


def test_only_documents_whose_every_payment_has_a_day_make_the_average_delay(session):
    def story():
        clients = {row.client.name: row.id for row in session.read(load_client_rows)}
        return session.read(lambda reader: load_client_story(reader, clients["Nova SARL"], session.clock.today()))

    numbers = {row.number: row.id for row in story().documents}
    pay(session, numbers["F-2"], NewPayment(on=date(2026, 10, 1), method=Method.TRANSFER))
    assert story().delay is None, "20 of it were paid on an unknown day"
    pay(session, numbers["F-1"], NewPayment(on=date(2026, 10, 11), method=Method.TRANSFER))
    assert story().delay == PaymentDelay(documents=1, days=40, late_days=10)
