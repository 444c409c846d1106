"""Accounts of statement files: which one a file is about, and whose balance is kept."""

from datetime import date

import pytest

from microdesk_desktop.domain.bank.types import Balance, Statement
from microdesk_desktop.store.bank.accounts import account_of_statement, load_accounts
from microdesk_desktop.store.database import Database

IBAN = "FR7640618802980004012345678"


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", bytes(32))
    yield made
    made.close()


def statement(iban=None, number=None, cents=None, on=None):
    closing = None if cents is None else Balance(amount_cents=cents, currency="EUR", on=on)
    return Statement(rows=[], iban=iban, account_number=number, closing=closing)


def account(database, **values):
    return database.write(lambda writer: account_of_statement(writer, statement(**values)))


def balances(database):
    return [each.balance.amount_cents for each in database.read(load_accounts)]


def test_an_older_statement_leaves_the_later_balance(database):
    account(database, iban=IBAN, cents=120_000, on=date(2026, 11, 20))
    account(database, iban=IBAN, cents=70_000, on=date(2026, 10, 31))
    assert balances(database) == [120_000]
    account(database, iban=IBAN, cents=130_000, on=date(2026, 11, 21))
    assert balances(database) == [130_000]


def test_a_balance_without_a_day_never_replaces_one_with_a_day(database):
    account(database, iban=IBAN, cents=50_000)
    account(database, iban=IBAN, cents=60_000)
    assert balances(database) == [60_000]
    account(database, iban=IBAN, cents=120_000, on=date(2026, 11, 20))
    account(database, iban=IBAN, cents=70_000)
    assert balances(database) == [120_000]


def test_a_number_that_is_part_of_the_iban_is_the_same_account(database):
    assert account(database, number="00040123456") == account(database, iban=IBAN)


@pytest.mark.parametrize("number", ["1", "001", "402"])
def test_a_number_of_few_digits_is_not_taken_for_any_account(database, number):
    assert account(database, iban=IBAN) != account(database, number=number)
