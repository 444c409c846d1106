"""Imported documents corrected, marked as paid and removed: each change shows at once and can be undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Sending, Way
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.bank.decide import attribute
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.records.document import correct_document, remove_document
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.accounts import new_account
from microdesk_desktop.store.bank.payments import PaymentRow, load_payments
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.documents.follow_up import add_reminder, load_reminders
from microdesk_desktop.store.records.clients import load_clients, save_client
from microdesk_desktop.store.records.documents import load_document, save_document
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.views.records.rows import InvoiceRow, load_invoice_rows
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

PAID_ON = date(2026, 11, 3)
INVOICE = ImportedDocument(
    number="FA-12",
    type=DocumentType.INVOICE,
    issued_on=date(2026, 9, 4),
    due_on=date(2026, 10, 4),
    client="Nova SARL",
    excl_tax_cents=100_000,
    tax_cents=20_000,
    incl_tax_cents=120_000,
    paid_cents=0,
    subject="Maquette",
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as made:
        yield made


def put(session: Session, document: ImportedDocument = INVOICE) -> int:
    return session.write(
        lambda writer: save_document(writer, document, save_client(writer, Client(name=document.client)))
    )


def row(session: Session, document_id: int) -> InvoiceRow:
    rows = session.read(lambda reader: load_invoice_rows(reader, date(2026, 11, 23)))
    return next(each for each in rows if each.id == document_id)


def stored(session: Session, document_id: int) -> ImportedDocument | None:
    return session.read(lambda reader: load_document(reader, document_id))


def payments(session: Session, document_id: int) -> list[PaymentRow]:
    return session.read(lambda reader: load_payments(reader, document_id))


def clients(session: Session) -> list[str]:
    return [client.name for _, client in session.read(load_clients)]


def settle(session: Session, document_id: int, cents: int) -> None:
    """A transaction of this amount settles the document."""
    made = [BankRow(None, PAID_ON, cents, "EUR", "VIR NOVA SARL")]
    session.write(lambda writer: merge_rows(writer, new_account(writer, "EUR"), made, source="csv"))
    transaction_id = session.read(lambda reader: int(reader.value("SELECT max(id) FROM bank_transaction")))
    attribute(session, transaction_id, [Allocation(target_id=document_id, amount_cents=cents)])


def test_every_field_of_a_document_is_corrected_and_comes_back(session: Session) -> None:
    document_id = put(session)
    wanted = ImportedDocument(
        number="FA-0012",
        type=DocumentType.DEPOSIT,
        issued_on=date(2026, 9, 5),
        due_on=None,
        client="Nova Studio",
        excl_tax_cents=90_000,
        tax_cents=0,
        incl_tax_cents=90_000,
        paid_cents=10_000,
        subject="Acompte",
    )
    done = correct_document(session, document_id, wanted)
    assert stored(session, document_id) == wanted
    assert row(session, document_id).remaining_cents == 80_000
    assert clients(session) == ["Nova SARL", "Nova Studio"]
    assert done.undo is not None
    done.undo(session)
    assert stored(session, document_id) == INVOICE
    assert clients(session) == ["Nova SARL"]


def test_the_client_is_found_whatever_the_case_and_the_accents(session: Session) -> None:
    document_id = put(session)
    correct_document(session, document_id, replace(INVOICE, client="NOVA sarl"))
    assert clients(session) == ["Nova SARL"]


def test_the_receipts_that_name_a_document_follow_its_number(session: Session) -> None:
    document_id = put(session)
    put_record(session, Receipt(on=PAID_ON, client="Nova SARL", label="", amount_cents=120_000, invoice="FA-12"))
    assert row(session, document_id).state is DocumentState.PAID
    correct_document(session, document_id, replace(INVOICE, number="FA-13"))
    assert row(session, document_id).state is DocumentState.PAID


def test_undoing_a_new_number_leaves_the_receipts_that_named_it_before(session: Session) -> None:
    document_id = put(session)
    put_record(session, Receipt(on=PAID_ON, client="Nova SARL", label="", amount_cents=20_000, invoice="FA-12"))
    put_record(session, Receipt(on=PAID_ON, client="Autre", label="", amount_cents=30_000, invoice="FA-13"))
    done = correct_document(session, document_id, replace(INVOICE, number="FA-13"))
    assert row(session, document_id).remaining_cents == 70_000
    assert done.undo is not None
    again = done.undo(session)
    assert row(session, document_id).remaining_cents == 100_000
    assert sorted(receipt.invoice for _, receipt in session.read(lambda reader: load_records(reader, Receipt))) == [
        "FA-12",
        "FA-13",
    ]
    assert again.undo is not None
    again.undo(session)
    assert row(session, document_id).remaining_cents == 70_000


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": "FA-99"}, ErrorCode.INVALID_VALUE),
        ({"number": "DE-1"}, ErrorCode.INVALID_VALUE),
        ({"number": "fa-99"}, ErrorCode.INVALID_VALUE),
        ({"number": " "}, ErrorCode.INVALID_VALUE),
        ({"client": ""}, ErrorCode.INVALID_VALUE),
        ({"incl_tax_cents": 0}, ErrorCode.INVALID_VALUE),
        ({"incl_tax_cents": -120_000}, ErrorCode.INVALID_VALUE),
        ({"incl_tax_cents": 49_999}, ErrorCode.AMOUNT_BELOW_SETTLED),
        ({"type": DocumentType.CREDIT_NOTE}, ErrorCode.AMOUNT_BELOW_SETTLED),
        ({"type": DocumentType.QUOTE}, ErrorCode.IN_USE),
    ],
)
def test_a_correction_that_would_contradict_the_vault_changes_nothing(
    session: Session, change: dict[str, object], code: ErrorCode
) -> None:
    document_id = put(session)
    put(session, replace(INVOICE, number="FA-99", client="Atelier Brun"))
    put(session, replace(INVOICE, number="DE-1", client="Librairie", type=DocumentType.QUOTE))
    settle(session, document_id, 50_000)
    with pytest.raises(KnownError) as refused:
        correct_document(session, document_id, replace(INVOICE, **change))  # type: ignore[arg-type]
    assert refused.value.code is code
    assert stored(session, document_id) == INVOICE


def test_marking_as_paid_settles_the_rest_on_that_day_in_that_way(session: Session) -> None:
    document_id = put(session, replace(INVOICE, paid_cents=20_000))
    done = pay(session, document_id, NewPayment(on=PAID_ON, method=Method.CHEQUE))
    assert row(session, document_id).state is DocumentState.PAID
    (payment,) = payments(session, document_id)
    assert (payment.on, payment.amount_cents, payment.method) == (PAID_ON, 100_000, Method.CHEQUE)
    ((_, receipt),) = session.read(lambda reader: load_records(reader, Receipt))
    assert (receipt.client, receipt.label, receipt.invoice) == ("Nova SARL", "Maquette", "FA-12")
    assert done.undo is not None
    done.undo(session)
    assert row(session, document_id).remaining_cents == 100_000
    assert session.read(lambda reader: load_records(reader, Receipt)) == []


def test_a_credit_note_and_another_currency_are_marked_as_paid_too(session: Session) -> None:
    refund = put(session, replace(INVOICE, number="AV-1", type=DocumentType.CREDIT_NOTE))
    dollars = put(session, replace(INVOICE, number="FA-13", client="Acme", currency="USD"))
    for document_id in (refund, dollars):
        done = pay(session, document_id, NewPayment(on=PAID_ON, method=Method.TRANSFER))
        assert row(session, document_id).state is DocumentState.PAID
        assert [payment.on for payment in payments(session, document_id)] == [PAID_ON]
        assert done.undo is not None
        done.undo(session)
        assert row(session, document_id).state is not DocumentState.PAID
        assert payments(session, document_id) == []


def test_what_is_paid_or_a_quote_cannot_be_marked_as_paid(session: Session) -> None:
    paid = put(session, replace(INVOICE, paid_cents=120_000))
    quote = put(session, replace(INVOICE, number="DE-1", client="Brun", type=DocumentType.QUOTE))
    for document_id, code in ((paid, ErrorCode.NOTHING_TO_DO), (quote, ErrorCode.UNKNOWN_TARGET)):
        with pytest.raises(KnownError) as refused:
            pay(session, document_id, NewPayment(on=PAID_ON, method=Method.CASH))
        assert refused.value.code is code


def test_a_removed_document_comes_back_under_its_id_and_its_receipt_still_pays_it(session: Session) -> None:
    document_id = put(session)
    pay(session, document_id, NewPayment(on=PAID_ON, method=Method.CASH))
    sent = Sending(on=PAID_ON, way=Way.POST)
    mark_sent(session, document_id, sent)
    reminder = Reminder(on=PAID_ON, tone=ReminderTone.FIRM, way=Way.MAIL, body="Sauf erreur de notre part…")
    session.write(lambda writer: add_reminder(writer, document_id, reminder))
    removed = remove_document(session, document_id)
    assert stored(session, document_id) is None
    assert session.read(lambda reader: load_reminders(reader, document_id)) == []
    assert removed.undo is not None
    removed.undo(session)
    assert stored(session, document_id) == INVOICE
    assert row(session, document_id).state is DocumentState.PAID
    assert row(session, document_id).follow_up.sending == sent
    assert [each for _, each in session.read(lambda reader: load_reminders(reader, document_id))] == [reminder]


def test_a_removed_document_does_not_come_back_beside_one_of_its_number(session: Session) -> None:
    removed = remove_document(session, put(session))
    assert removed.undo is not None
    again = put(session, replace(INVOICE, number="fa-12"))
    with pytest.raises(KnownError) as refused:
        removed.undo(session)
    assert refused.value.code is ErrorCode.INVALID_VALUE
    assert row(session, again).id == again


def test_a_document_that_a_transaction_settles_is_not_removed(session: Session) -> None:
    document_id = put(session)
    settle(session, document_id, 50_000)
    with pytest.raises(KnownError) as refused:
        remove_document(session, document_id)
    assert refused.value.code is ErrorCode.IN_USE
    assert stored(session, document_id) == INVOICE
