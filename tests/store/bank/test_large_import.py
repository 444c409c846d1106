"""Statements of many rows: the indexes are made again at once, and hold whatever happens."""

from datetime import date, timedelta

import pytest

from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.store.bank.transactions import _LARGE, merge_rows
from microdesk_desktop.store.database import Database
from tests.support.accounts import account_of

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'bank_transaction' ORDER BY name"


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", bytes(32))
    yield made
    made.close()


def rows(count):
    return [BankRow(None, date(2026, 1, 1) + timedelta(days=n % 300), n, "EUR", f"VIR {n}") for n in range(count)]


def insert(writer, count):
    account = account_of(writer)
    return merge_rows(writer, account, rows(count), source="csv")


def test_after_a_large_import_the_vault_is_whole_with_every_index(database):
    before = database.read(lambda reader: reader.all(INDEXES))
    assert len(database.write(lambda writer: insert(writer, _LARGE)).added) == _LARGE
    assert database.read(lambda reader: reader.all(INDEXES)) == before
    assert all(database.check().values())
    by_day = "SELECT count(*) FROM bank_transaction INDEXED BY bank_transaction_by_day WHERE booked_on = '2026-01-01'"
    assert database.read(lambda reader: reader.value(by_day)) == len(range(0, _LARGE, 300))


def test_a_large_import_that_fails_leaves_rows_and_indexes_as_they_were(database):
    before = database.read(lambda reader: reader.all(INDEXES))

    def insert_and_fail(writer):
        insert(writer, _LARGE)
        raise OverflowError

    with pytest.raises(OverflowError):
        database.write(insert_and_fail)
    assert database.read(lambda reader: reader.all(INDEXES)) == before
    assert database.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction")) == 0
    assert all(database.check().values())
