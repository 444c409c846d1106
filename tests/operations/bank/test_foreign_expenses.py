"""An expense in another currency is settled by the transaction in euros whose label states its amount."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.original_amount import original_amount
from microdesk_desktop.domain.bank.types import BankRow, State, Statement
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.records.receipts_expenses import load_record, save_record
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

GITHUB = Expense(on=date(2026, 11, 2), supplier="GitHub, Inc.", label="Team", amount_cents=49_00, currency="USD")
PAID = BankRow(None, date(2026, 11, 4), -45_12, "EUR", "CARTE 02/11 GITHUB 49,00 USD COURS 1,086")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def attributed(session: Session, rows: list[BankRow], *expenses: Expense) -> list[Expense]:
    """The expenses after the attribution of these rows."""
    ids = [session.write(lambda writer, each=each: save_record(writer, each)) for each in expenses]
    account = Statement(rows=rows, currency="EUR")
    session.write(lambda writer: merge_rows(writer, account_of(writer, account), rows, source="csv"))
    run_attribution(session, Job())
    return [session.read(lambda reader, id_=id_: load_record(reader, TargetKind.EXPENSE, id_)) for id_ in ids]


def settled(session: Session) -> list[tuple[str, int]]:
    ids = session.read(lambda reader: load_transaction_ids(reader, TransactionFilter()))
    rows = session.read(lambda reader: load_transactions(reader, ids))
    return [(row.status, link.amount_cents) for row in rows for link in row.attributions]


def test_the_expense_takes_the_euros_that_the_bank_debited_and_is_settled(session):
    (expense,) = attributed(session, [PAID], GITHUB)
    assert (expense.amount_cents, expense.currency) == (45_12, "EUR")
    assert settled(session) == [("attributed", -45_12)]


@pytest.mark.parametrize(
    "row",
    [
        PAID._replace(label="CARTE 02/11 GITHUB"),
        PAID._replace(label="CARTE 02/11 GITHUB 49,01 USD"),
        PAID._replace(label="CARTE 02/11 GITHUB 49,00 CAD"),
        PAID._replace(label="CARTE 02/11 FIGMA 49,00 USD"),
        PAID._replace(on=date(2026, 12, 2)),
        PAID._replace(amount_cents=45_12),
        PAID._replace(state=State.PENDING),
    ],
    ids=["unstated", "other amount", "other currency", "other supplier", "next month", "refund", "pending"],
)
def test_nothing_changes_where_amount_currency_supplier_day_or_direction_differ(session, row):
    (expense,) = attributed(session, [row], GITHUB)
    assert (expense.amount_cents, expense.currency) == (49_00, "USD")


def test_nothing_is_chosen_between_two_payments(session):
    again = PAID._replace(on=date(2026, 11, 6), amount_cents=-45_30)
    (expense,) = attributed(session, [PAID, again], GITHUB)
    assert expense.currency == "USD"


def test_nothing_is_chosen_between_two_equal_expenses(session):
    expenses = attributed(session, [PAID], GITHUB, GITHUB)
    assert [each.currency for each in expenses] == ["USD", "USD"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("PAIEMENT CB GITHUB USD 1,234.50", Money(1_234_50, "USD")),
        ("CB FIGMA 15,00USD", Money(15_00, "USD")),
        ("CB ZOOM 14.99 USD 1 EURO = 1,08 USD", Money(14_99, "USD")),
        ("CB GITHUB 10.00 USD 9,20 EUR", Money(10_00, "USD")),
        ("CB SONY 1200 JPY", Money(1_200_00, "JPY")),
        ("CB X 12 USD 13 GBP", None),
        ("CB OVH 12,00 EUR", None),
        ("VIR 120251 USDA", None),
    ],
)
def test_the_original_amount_is_read_as_banks_write_it(label, expected):
    assert original_amount(label) == expected
