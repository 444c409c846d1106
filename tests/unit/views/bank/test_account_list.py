"""The accounts as the command line lists them, and the one that a user names there."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import Balance, BankRow, Statement
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.account_list import account_line, account_named, load_account_rows
from microdesk_desktop.views.bank.json import account_json
from tests.support.accounts import account_of
from tests.support.vaults import new_vault

IBAN, NUMBER, DAY = "FR7613306000101234567890217", "00098765432", date(2026, 11, 20)
CLOSING = Balance(amount_cents=125_000, currency="EUR", on=DAY)


@pytest.fixture
def session(tmp_path):
    """Two accounts: one with an IBAN and two transactions, one with a number alone and none."""
    made = new_vault(tmp_path / "profile").session
    rows = [BankRow(None, DAY, cents, "EUR", f"VIR {cents}") for cents in (100, 200)]

    def write(writer):
        first = account_of(writer, Statement(rows=(), iban=IBAN, bank_name="Crédit Agricole", closing=CLOSING))
        merge_rows(writer, first, rows, source="csv")
        account_of(writer, Statement(rows=(), account_number=NUMBER))

    made.write(write)
    yield made
    made.close()


def named(session, text):
    return session.read(lambda reader: account_named(reader, text=text))


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("1", 1), (IBAN, 1), ("FR76 1330 6000 1012 3456 7890 217", 1), ("2", 2), (NUMBER, 2), ("98765432", 2)],
)
def test_an_account_is_named_by_its_id_its_iban_or_its_number(session, typed, id_):
    assert named(session, typed) == id_


@pytest.mark.parametrize("typed", ["3", "0", "-1", "9" * 30, "FR7630006000011234567890189", "", "Crédit Agricole"])
def test_what_names_no_account_is_refused(session, typed):
    with pytest.raises(KnownError) as caught:
        named(session, typed)
    assert (caught.value.code, caught.value.params) == (ErrorCode.ACCOUNT_NOT_FOUND, {"account": typed})


def test_each_account_has_its_own_count_and_balance(session):
    rows = session.read(load_account_rows)
    assert [account_line(row).replace("\u00a0", " ") for row in rows] == [
        f"1 · Crédit Agricole •••• 0217 · {IBAN} · EUR · relevés · 1 250,00 € le 20/11/2026 · 2 opérations",
        f"2 · •••• 5432 · {NUMBER} · EUR · relevés · 0 opération",
    ]
    assert [account_json(row) for row in rows] == [
        {
            "id": "1",
            "name": "Crédit Agricole •••• 0217",
            "iban": IBAN,
            "number": None,
            "currency": "EUR",
            "source": "files",
            "balance": "1250.00",
            "balance_date": "2026-11-20",
            "rows": 2,
        },
        {
            "id": "2",
            "name": "•••• 5432",
            "iban": None,
            "number": NUMBER,
            "currency": "EUR",
            "source": "files",
            "balance": None,
            "balance_date": None,
            "rows": 0,
        },
    ]


def test_an_account_in_the_place_of_which_another_is_read_is_no_longer_synced(session):
    (first,) = [row for row in session.read(load_account_rows) if row.account.iban == IBAN]
    row = replace(first, account=replace(first.account, was_connected=True))
    assert " · plus synchronisé · " in account_line(row)
    assert " · relevés · " in account_line(first)
