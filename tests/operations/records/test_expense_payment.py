"""How an expense was paid and its VAT: read where something states it, asked else, and never against the user."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind, charged_on, owed_on
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank import decide
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.documents.received.confirm import confirm
from microdesk_desktop.operations.documents.received.receive import receive
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.erase import erase_bank
from microdesk_desktop.store.records.deductible import load_deductible
from microdesk_desktop.store.records.receipts_expenses import load_record, load_records
from microdesk_desktop.store.vault.company import load_company, save_company
from tests.operations.bank.test_decide import bank_says
from tests.support.bank import open_vault
from tests.support.clock import FakeClock
from tests.support.disks import raises_known
from tests.support.documents.received import cii, with_text

DAY = date(2026, 11, 2)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
TRAIN = Expense(on=DAY, supplier="SNCF", label="Paris", amount_cents=8_900)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


@pytest.fixture
def liable(session: Session) -> Session:
    """A session of a business that charges VAT."""
    company = session.read(load_company)
    session.write(lambda writer: save_company(writer, replace(company, vat_regime=VatRegime.REAL)))
    return session


def put(session: Session, expense: Expense) -> int:
    id_ = put_record(session, expense).id
    assert id_ is not None
    return id_


def stored(session: Session, id_: int) -> Expense:
    found = session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, id_))
    assert isinstance(found, Expense)
    return found


def pay(session: Session, id_: int, label: str) -> int:
    """Let the bank show what paid the expense, and the user say so; returns the transaction."""
    expense = stored(session, id_)
    paid = bank_says(session, -expense.amount_cents, label)
    decide.attribute(session, paid, [Allocation(target_id=id_, amount_cents=-expense.amount_cents)])
    return paid


@pytest.mark.parametrize(
    ("label", "method"),
    [
        ("CARTE 30/10 SNCF INTERNET CB*4417", Method.CARD),
        ("PRLV SEPA SNCF CONNECT", Method.DIRECT_DEBIT),
        ("VIR SEPA SNCF VOYAGEURS", Method.TRANSFER),
        ("CHEQUE 0004512", Method.CHEQUE),
        ("SNCF", None),
    ],
)
def test_the_transaction_that_pays_says_how_until_it_is_detached(
    session: Session, label: str, method: Method | None
) -> None:
    id_ = put(session, TRAIN)
    paid = pay(session, id_, label)
    assert stored(session, id_).method is method
    decide.detach(session, paid)
    assert stored(session, id_).method is None


def test_what_the_user_said_stays_whatever_the_bank_shows(session: Session) -> None:
    said = put(session, replace(TRAIN, method=Method.CASH))
    decide.detach(session, pay(session, said, "PRLV SEPA SNCF"))
    assert stored(session, said).method is Method.CASH
    corrected = put(session, replace(TRAIN, supplier="RATP"))
    paid = pay(session, corrected, "PRLV SEPA RATP")
    put_record(session, replace(stored(session, corrected), method=Method.CHEQUE), corrected)
    decide.detach(session, paid)
    assert stored(session, corrected).method is Method.CHEQUE


def test_erasing_the_bank_leaves_how_each_expense_was_paid(session: Session) -> None:
    id_ = put(session, TRAIN)
    pay(session, id_, "CB SNCF 30/10")
    session.write(erase_bank)
    assert stored(session, id_).method is Method.CARD


def test_an_expense_that_a_rule_makes_states_how_it_was_paid(session: Session) -> None:
    bank_says(session, -1_999, "PRLV SEPA FREE MOBILE")
    put_rule(session, Rule(id=0, name="Free", words="FREE", direction=-1, action=RuleAction.EXPENSE), job=Job())
    ((_, expense),) = session.read(lambda reader: load_records(reader, Expense))
    assert (expense.amount_cents, expense.method) == (1_999, Method.DIRECT_DEBIT)


def test_vat_that_does_not_add_up_to_the_amount_is_refused(session: Session) -> None:
    with raises_known(ErrorCode.INVALID_VALUE):
        put_record(session, replace(TRAIN, vat=(ExpenseVat(VatKind.DOMESTIC, 1_000, 8_900, 890),)))


def test_the_return_has_each_rate_of_each_expense_of_its_days(liable: Session) -> None:
    meal = (charged_on(5_500, 1_000, is_deductible=True), charged_on(1_200, 2_000, is_deductible=False))
    abroad = (owed_on(3_000, 2_000, VatKind.FOREIGN_SERVICE, is_deductible=True),)
    late = date(2027, 1, 2)
    first = put(liable, Expense(on=DAY, supplier="Bistrot", label="", amount_cents=6_700, vat=meal))
    second = put(liable, Expense(on=DAY, supplier="Figma", label="", amount_cents=3_000, vat=abroad))
    put(liable, Expense(on=late, supplier="Figma", label="", amount_cents=3_000, vat=abroad))
    put(liable, TRAIN)
    found = liable.read(lambda reader: load_deductible(reader, YEAR))
    assert [(each.expense_id, each.rate_bp, each.base_cents, each.tax_cents, each.is_deductible) for each in found] == [
        (first, 1_000, 5_000, 500, True),
        (first, 2_000, 1_000, 200, False),
        (second, 2_000, 3_000, 600, True),
    ]
    assert found[2].kind is VatKind.FOREIGN_SERVICE


def test_the_vat_of_a_received_invoice_counts_once_it_is_checked(liable: Session, tmp_path: Path) -> None:
    path = tmp_path / "facture.xml"
    path.write_bytes(cii())
    id_ = receive(liable, path, Job()).id
    assert id_ is not None
    expense = stored(liable, id_)
    assert sum(part.paid_cents for part in expense.vat) == expense.amount_cents == 2_148
    assert liable.read(lambda reader: load_deductible(reader, YEAR)) == []
    confirm(liable, id_)
    (counted,) = liable.read(lambda reader: load_deductible(reader, YEAR))
    assert (counted.rate_bp, counted.base_cents, counted.tax_cents) == (2_000, 1_790, 358)


def test_an_invoice_of_a_business_under_the_franchise_has_no_vat_to_deduct(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "facture.xml"
    path.write_bytes(cii())
    id_ = receive(session, path, Job()).id
    assert id_ is not None
    assert stored(session, id_).vat == ()


def test_the_vat_of_another_country_is_not_taken_for_french_vat(liable: Session, tmp_path: Path) -> None:
    path = tmp_path / "facture.xml"
    path.write_bytes(with_text(cii(), "CountryID", "DE"))
    id_ = receive(liable, path, Job()).id
    assert id_ is not None
    assert stored(liable, id_).vat == ()


def test_a_file_states_how_and_with_which_vat_and_fills_in_what_a_stored_expense_lacks(
    liable: Session, tmp_path: Path
) -> None:
    put(liable, Expense(on=DAY, supplier="LDLC", label="", amount_cents=12_000))
    path = tmp_path / "depenses.csv"
    path.write_text(
        "date,supplier,amount,tax,method\n"
        "2026-11-02,LDLC,120.00,20.00,Carte\n"
        "2026-11-03,Bistrot,67.00,7.00,troc\n"
        "2026-11-04,Poste,-12.00,-2.00,CB\n",
        encoding="utf-8",
    )
    report = import_records(liable, "expenses", path, job=Job())
    assert (report.added, report.updated, len(report.problems), len(report.remarks)) == (2, 1, 0, 1)
    found = {each.supplier: each for _, each in liable.read(lambda reader: load_records(reader, Expense))}
    assert found["LDLC"].vat == (ExpenseVat(VatKind.DOMESTIC, 2_000, 10_000, 2_000),)
    assert found["LDLC"].method is Method.CARD
    assert (found["Bistrot"].vat, found["Bistrot"].method) == ((), None), "7,00 in 67,00 is no rate, a barter no method"
    assert found["Poste"].vat == (ExpenseVat(VatKind.DOMESTIC, 2_000, -1_000, -200),)
    again = import_records(liable, "expenses", path, job=Job())
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
