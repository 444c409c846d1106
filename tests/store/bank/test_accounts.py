"""Accounts of statement files: what is kept of them, and whose balance."""

from datetime import date

import pytest

from microdesk_desktop.domain.bank.types import Balance, Connection, Statement
from microdesk_desktop.store.bank.accounts import load_accounts, load_known_accounts
from microdesk_desktop.store.bank.connection import save_connection
from microdesk_desktop.store.database import Database
from tests.support.accounts import account_of

IBAN = "FR7640618802980004012345678"


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", bytes(32))
    yield made
    made.close()


def account(database, *, cents=None, on=None, **values):
    closing = None if cents is None else Balance(amount_cents=cents, currency="EUR", on=on)
    return database.write(lambda writer: account_of(writer, Statement(rows=(), closing=closing, **values)))


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


def test_a_number_that_is_a_field_of_the_iban_names_the_same_account(database):
    assert account(database, account_number="00040123456") == account(database, iban=IBAN)


def test_the_words_that_a_file_uses_for_an_account_are_kept_once_and_apart_from_its_number(database):
    account(database, iban=IBAN, account_number="Compte courant")
    account(database, iban=IBAN, account_number="COMPTE COURANT")
    account(database, iban=IBAN, account_number="****5678")
    (known,) = database.read(load_known_accounts)
    assert (known.number, known.names) == (None, [("csv", "Compte courant")])


@pytest.mark.parametrize(
    ("file_bank", "bank", "accounts"),
    [
        ("Boursorama", "BoursoBank", 1),
        ("", "Qonto", 1),
        ("Crédit Agricole", "Crédit Agricole d'Aquitaine", 1),
        ("Boursorama", "Qonto", 2),
        ("Crédit Agricole", "Crédit Mutuel", 2),
    ],
)
def test_a_connection_takes_over_the_account_of_files_without_a_number_unless_they_are_of_another_bank(
    database, file_bank, bank, accounts
):
    account(database, bank_name=file_bank or None)
    connection = Connection(
        provider="gocardless",
        account_id="a",
        institution_id="i",
        institution_name=bank,
        iban=IBAN,
        currency="EUR",
        history_days=90,
        expires_at=None,
    )
    database.write(lambda writer: save_connection(writer, connection))
    assert len(database.read(load_accounts)) == accounts
