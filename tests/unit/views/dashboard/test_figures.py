"""What counts as received and as spent, on cases whose sums were computed by hand."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, Statement
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.decide import attribute, ignore
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.dashboard.cash import CashQuery, cash_total, load_cash_rows
from microdesk_desktop.views.dashboard.charts import chart_currencies
from microdesk_desktop.views.dashboard.figures import load_dashboard
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.vaults import new_vault

NOVEMBER, OCTOBER, YEAR = month_of(TODAY), month_of(date(2026, 10, 1)), year_of(TODAY)
HEAD = "number,type,issue_date,due_date,client,total_incl_tax,paid,currency\n"
RECEIPT = Receipt(on=date(2026, 11, 3), client="Mme Arnaud", label="Cartes", amount_cents=9_500, method=Method.CASH)
EXPENSE = Expense(on=date(2026, 11, 4), supplier="OVH", label="Hébergement", amount_cents=1_439)


class Vault:
    """A vault, and how a test fills it."""

    def __init__(self, session):
        self.session = session

    def documents(self, *lines):
        data = (HEAD + "\n".join(lines) + "\n").encode()
        keep(self.session, [Draft(name="factures.csv", data=data, kind=ImportKind.DOCUMENTS)], Job())

    def transaction(self, on, cents, currency="EUR"):
        row = BankRow(None, on, cents, currency, f"VIR {on} {cents}")
        statement = Statement(rows=(), currency=currency)
        self.session.write(lambda writer: merge_rows(writer, account_of(writer, statement), [row], source="csv"))
        return self.session.read(lambda reader: reader.value("SELECT max(id) FROM bank_transaction"))

    def target(self, kind, reference):
        return self.session.read(lambda reader: find_target(reader, kind, reference))

    def settle(self, transaction_id, *parts):
        attribute(
            self.session,
            transaction_id,
            [Allocation(self.target(kind, reference).id, cents) for kind, reference, cents in parts],
        )

    def pay(self, on, number, cents, currency="EUR"):
        self.settle(self.transaction(on, cents, currency), (TargetKind.INVOICE, number, cents))

    def shown(self, chosen=OCTOBER):
        return self.session.read(lambda reader: load_dashboard(reader, TODAY, chosen))

    def sums(self, flow, span, chosen=OCTOBER):
        return {each.currency: each.cents for each in self.shown(chosen).spans[span][flow]}

    def received(self, span=NOVEMBER):
        return self.sums(Flow.RECEIVED, span)

    def spent(self, span=NOVEMBER):
        return self.sums(Flow.SPENT, span)


@pytest.fixture
def vault(tmp_path):
    made = Vault(new_vault(tmp_path / "profile").session)
    yield made
    made.session.close()


def test_an_invoice_counts_by_its_payments_and_their_days_not_by_what_was_invoiced(vault):
    vault.documents("F-1,invoice,2026-09-01,2026-10-01,Nova SARL,1200.00,0.00,EUR")
    assert vault.received(YEAR) == {}
    vault.pay(date(2026, 10, 31), "F-1", 40_000)
    vault.pay(date(2026, 11, 1), "F-1", 30_000)
    assert (vault.received(OCTOBER), vault.received(), vault.received(YEAR)) == (
        {"EUR": 40_000},
        {"EUR": 30_000},
        {"EUR": 70_000},
    )


def test_what_was_paid_before_the_import_has_no_day_and_counts_in_no_period(vault):
    vault.documents("F-1,invoice,2026-11-01,2026-12-01,Nova SARL,1200.00,1200.00,EUR")
    assert vault.received(YEAR) == {}


def test_the_refund_of_a_credit_note_is_taken_off(vault):
    vault.documents(
        "F-1,invoice,2026-11-01,2026-12-01,Nova SARL,500.00,0.00,EUR",
        "AV-2,credit_note,2026-11-05,,Nova SARL,60.00,0.00,EUR",
    )
    vault.pay(date(2026, 11, 10), "F-1", 50_000)
    vault.pay(date(2026, 11, 12), "AV-2", -6_000)
    assert vault.received() == {"EUR": 44_000}


def test_a_receipt_counts_once_whether_the_bank_shows_it_or_not(vault):
    put_record(vault.session, RECEIPT)
    put_record(vault.session, replace(RECEIPT, amount_cents=24_000, method=Method.TRANSFER, reference="R-9"))
    assert vault.received() == {"EUR": 33_500}
    vault.settle(vault.transaction(date(2026, 11, 5), 24_000), (TargetKind.RECEIPT, "R-9", 24_000))
    assert vault.received() == {"EUR": 33_500}


def test_a_receipt_that_pays_an_invoice_counts_once(vault):
    vault.documents("F-1,invoice,2026-10-01,2026-10-31,Nova SARL,1250.00,0.00,EUR")
    paid = replace(RECEIPT, amount_cents=125_000, method=Method.TRANSFER, invoice="F-1", reference="R-1")
    put_record(vault.session, paid)
    assert vault.received() == {"EUR": 125_000}
    vault.settle(vault.transaction(date(2026, 11, 4), 125_000), (TargetKind.RECEIPT, "R-1", 125_000))
    assert vault.received() == {"EUR": 125_000}
    assert vault.shown().due == []


def test_an_invoice_paid_by_the_bank_then_found_in_an_imported_book_counts_once(vault):
    vault.documents("F-1,invoice,2026-10-01,2026-10-31,Nova SARL,1250.00,0.00,EUR")
    vault.pay(date(2026, 11, 4), "F-1", 125_000)
    book = b"date,client,label,amount,method,invoice\n2026-11-03,Nova SARL,Site,1250.00,transfer,F-1\n"
    keep(vault.session, [Draft(name="livre.csv", data=book, kind=ImportKind.RECEIPTS)], Job())
    assert vault.received() == {"EUR": 125_000}


def test_an_invoice_marked_as_paid_in_cash_counts_once(vault):
    vault.documents("F-1,invoice,2026-10-01,2026-10-31,Nova SARL,1250.00,250.00,EUR")
    document = vault.target(TargetKind.INVOICE, "F-1")
    pay(vault.session, document.id, NewPayment(on=date(2026, 11, 20), method=Method.CASH))
    assert vault.received() == {"EUR": 100_000}


def test_transactions_that_settle_nothing_or_are_ignored_count_nowhere(vault):
    vault.transaction(date(2026, 11, 5), 77_000)
    ignore(vault.session, vault.transaction(date(2026, 11, 6), -150_000))
    ignore(vault.session, vault.transaction(date(2026, 11, 7), 150_000))
    assert (vault.received(YEAR), vault.spent(YEAR)) == ({}, {})


def test_expenses_count_by_their_days_less_what_suppliers_pay_back(vault):
    put_record(vault.session, replace(EXPENSE, reference="D-1"))
    put_record(vault.session, replace(EXPENSE, amount_cents=-400, label="Avoir"))
    put_record(vault.session, replace(EXPENSE, on=date(2026, 10, 31), amount_cents=5_000))
    vault.settle(vault.transaction(date(2026, 12, 1), -1_439), (TargetKind.EXPENSE, "D-1", -1_439))
    assert (vault.spent(), vault.spent(OCTOBER)) == ({"EUR": 1_039}, {"EUR": 5_000})
    assert vault.received(YEAR) == {}


def test_currencies_are_never_added_up(vault):
    vault.documents(
        "F-1,invoice,2026-10-01,2026-11-01,Nova SARL,900.00,0.00,EUR",
        "F-2,invoice,2026-10-01,2026-12-01,Acme Inc,300.00,0.00,USD",
        "F-3,invoice,2026-10-01,2026-12-01,Zürich AG,70.00,0.00,CHF",
    )
    vault.pay(date(2026, 11, 9), "F-2", 10_000, "USD")
    put_record(vault.session, RECEIPT)
    shown = vault.shown()
    assert vault.received() == {"EUR": 9_500, "USD": 10_000}
    assert [(each.total, each.late) for each in shown.due] == [
        (Money(90_000, "EUR"), Money(90_000, "EUR")),
        (Money(7_000, "CHF"), Money(0, "CHF")),
        (Money(20_000, "USD"), Money(0, "USD")),
    ]
    assert chart_currencies(shown) == ["EUR", "CHF", "USD"]


def test_what_is_dated_after_today_does_not_count_yet(vault):
    put_record(vault.session, replace(EXPENSE, on=date(2026, 11, 22)))
    put_record(vault.session, replace(RECEIPT, on=date(2026, 11, 30)))
    assert (vault.received(YEAR), vault.spent(YEAR)) == ({}, {})


def test_quotes_cancelled_invoices_and_open_credit_notes_are_not_to_collect(vault):
    vault.documents(
        "F-1,invoice,2026-11-01,2026-11-21,Nova SARL,100.00,30.00,EUR",
        "F-2,deposit,2026-11-01,2026-11-20,Nova SARL,50.00,0.00,EUR",
        "DEV-3,quote,2026-11-01,2026-11-02,Nova SARL,3400.00,0.00,EUR",
        "AV-4,credit_note,2026-11-05,2026-11-05,Nova SARL,60.00,0.00,EUR",
    )
    (due,) = vault.shown().due
    assert (due.total, due.documents) == (Money(12_000, "EUR"), 2)
    assert (due.late, due.late_documents) == (Money(5_000, "EUR"), 1)


def test_the_balance_is_that_of_every_account_and_names_its_oldest_day(vault):
    for number, cents, on in (("1", 120_000, date(2026, 11, 20)), ("2", 30_000, date(2026, 11, 3)), ("3", None, None)):
        closing = None if cents is None else Balance(amount_cents=cents, currency="EUR", on=on)
        statement = Statement(rows=(), account_number=f"0004012345{number}", closing=closing)
        vault.session.write(lambda writer, statement=statement: account_of(writer, statement))
    balances = vault.shown().balances
    assert (balances.sums, balances.since) == ((Money(150_000, "EUR"),), date(2026, 11, 3))
    assert (balances.accounts, balances.unknown) == (3, 1)


def test_the_twelve_months_end_with_this_one_and_hold_its_figures(vault):
    put_record(vault.session, RECEIPT)
    put_record(vault.session, replace(RECEIPT, on=date(2025, 12, 1), amount_cents=700))
    put_record(vault.session, replace(RECEIPT, on=date(2025, 11, 30), amount_cents=800))
    months = vault.shown().months
    sums = [sum(each.cents for each in flows[Flow.RECEIVED]) for flows in months.values()]
    assert (min(months), max(months)) == (month_of(date(2025, 12, 1)), NOVEMBER)
    assert sums == [700, *[0] * 10, 9_500]


def test_a_period_before_the_twelve_months_is_read_too(vault):
    old = Span(date(2024, 2, 1), date(2024, 2, 29))
    put_record(vault.session, replace(RECEIPT, on=date(2024, 2, 29)))
    assert vault.sums(Flow.RECEIVED, old, chosen=old) == {"EUR": 9_500}


def test_the_lines_of_a_figure_add_up_to_it_and_name_what_explains_them(vault):
    vault.documents("F-1,invoice,2026-10-01,2026-11-01,Nova SARL,900.00,0.00,EUR")
    vault.pay(date(2026, 11, 9), "F-1", 40_000)
    put_record(vault.session, RECEIPT)
    put_record(vault.session, replace(RECEIPT, on=date(2026, 11, 22)))
    rows = vault.session.read(lambda reader: load_cash_rows(reader, CashQuery(Flow.RECEIVED, NOVEMBER), TODAY))
    assert [(row.line.kind, row.line.party, row.line.cents) for row in rows] == [
        (TargetKind.INVOICE, "Nova SARL", 40_000),
        (TargetKind.RECEIPT, "Mme Arnaud", 9_500),
    ]
    assert rows[0].line.target_id == vault.target(TargetKind.INVOICE, "F-1").id
    assert tuple(cash_total(rows)) == vault.shown().spans[NOVEMBER][Flow.RECEIVED]
