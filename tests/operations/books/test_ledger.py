"""The books hold each receipt by activity and rate, and each purchase, with what every line leads to."""

from datetime import date

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book, VatPart
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.views.books.ledger import load_book, load_turned
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.imports.imports import import_statement

DAY = date(2026, 11, 20)
YEAR = year_of(DAY)


@pytest.fixture
def session(tmp_path):
    made = issuing_vault(tmp_path / "profile")
    yield made
    made.close()


def book(session, which=Book.RECEIPTS):
    return session.read(lambda reader: load_book(reader, which, YEAR))


def pay(session, number, cents, on=DAY, method=""):
    session.write(
        lambda writer: writer.run(
            "INSERT INTO payment (target_id, paid_on, amount_cents, method)"
            " SELECT id, ?, ?, ? FROM document WHERE number = ?",
            (on.isoformat(), cents, method, number),
        )
    )


def liable(session, on="2026-01-01"):
    session.write(lambda writer: writer.run("UPDATE company SET vat_regime = 'real', vat_number = 'FR19812345676'"))


def test_a_payment_of_two_activities_and_rates_is_a_line_for_each_activity_with_its_vat(session):
    liable(session)
    number = issued(
        session,
        lines=[
            {"label": "Conseil", "unit_price": "1000.00", "vat_rate": "20"},
            {"label": "Livre", "unit_price": "100.00", "vat_rate": "5.5", "activity": "sales"},
            {"label": "Timbre", "unit_price": "5.12", "disbursement": True},
        ],
    )
    pay(session, number, 1_310_62, method="card")
    first, second = book(session)
    assert (first.activity, first.amount_cents, first.disbursement_cents) == (Activity.BNC, 1_000_00, 5_12)
    assert first.vat == (VatPart("S", 2_000, 1_000_00, 200_00),)
    assert (second.activity, second.amount_cents, second.vat) == (
        Activity.SALES,
        100_00,
        (VatPart("S", 550, 100_00, 5_50),),
    )
    assert first.gross_cents + second.gross_cents == 1_310_62
    assert {(each.party, each.document, each.kind, each.method, each.on) for each in (first, second)} == {
        ("Nova SARL", number, TargetKind.INVOICE, Method.CARD, DAY)
    }
    assert first.nature == "Conseil"
    assert session.read(lambda reader: load_turned(reader, YEAR)) == [
        Turned(DAY, Activity.BNC, 1_000_00),
        Turned(DAY, Activity.SALES, 100_00),
    ]


def test_a_receipt_leads_to_its_bank_row_and_a_refund_is_a_line_of_its_own_day(session, tmp_path):
    put_record(session, Receipt(on=DAY, client="Mme Arnaud", label="Cours", amount_cents=60_00, method=Method.CASH))
    put_record(session, Receipt(on=DAY, client="Mme Arnaud", label="Cours", amount_cents=-10_00, method=Method.CASH))
    number = issued(session, lines=[{"label": "Conseil", "unit_price": "310.00"}])
    path = tmp_path / "releve.csv"
    path.write_text(f"Date;Libellé;Montant\n21/11/2026;VIR SEPA NOVA SARL MOTIF: {number};310,00\n", encoding="utf-8")
    import_statement(session, path)
    *cash, transfer = book(session)
    assert [(each.amount_cents, each.method, each.reference, each.kind) for each in cash] == [
        (60_00, Method.CASH, "R-2026-0001", TargetKind.RECEIPT),
        (-10_00, Method.CASH, "R-2026-0002", TargetKind.RECEIPT),
    ]
    assert (transfer.amount_cents, transfer.method, transfer.vat) == (
        310_00,
        Method.TRANSFER,
        (VatPart("E", 0, 310_00, 0),),
    )
    assert transfer.transaction_id == session.read(lambda reader: reader.value("SELECT id FROM bank_transaction"))


def test_an_expense_is_a_line_of_the_purchases_and_one_to_check_is_none_yet(session):
    put_record(session, Expense(on=DAY, supplier="Papeterie", label="Papier", amount_cents=12_00, method=Method.CARD))
    (line,) = book(session, Book.PURCHASES)
    assert (line.party, line.nature, line.amount_cents, line.method, line.kind) == (
        "Papeterie",
        "Papier",
        12_00,
        Method.CARD,
        TargetKind.EXPENSE,
    )
    session.write(
        lambda writer: writer.run(
            "INSERT INTO received_invoice VALUES (?, 'to_confirm', 'A1', '2026-11-20T08:00:00+00:00', '{}')",
            (line.target_id,),
        )
    )
    assert book(session, Book.PURCHASES) == []
