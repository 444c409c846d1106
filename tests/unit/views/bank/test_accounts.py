"""The accounts: their names are all different, and no balance is the sum of two accounts."""

from datetime import date

import pytest

from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.store.bank.accounts import Account
from microdesk_desktop.views.bank.accounts import account_choices, account_titles, accounts_text, balance_text

IBAN = "FR7613306000101234567890221"


def account(id_, name="", iban=None, *, number=None, currency="EUR", cents=None, on=None):
    balance = None if cents is None else Balance(amount_cents=cents, currency=currency, on=on)
    return Account(
        id=id_,
        institution_name=name,
        iban=iban,
        number=number,
        currency=currency,
        balance=balance,
        is_connected=False,
    )


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([account(1, "Qonto", IBAN), account(2, number="00012345678")], ["Qonto •••• 0221", "•••• 5678"]),
        ([account(3), account(7)], ["Compte 1", "Compte 2"]),
        ([account(7), account(3)], ["Compte 2", "Compte 1"]),
        ([account(1, "Wise"), account(2, "Wise", currency="USD")], ["Wise (EUR)", "Wise (USD)"]),
        ([account(1, "Wise"), account(2, "Wise")], ["Wise (EUR) (1)", "Wise (EUR) (2)"]),
        ([account(1, "Qonto\u202e", "")], ["Qonto"]),
    ],
)
def test_names_are_short_and_all_different(accounts, expected):
    titles = account_titles(accounts)
    assert [plain(titles[each.id]) for each in accounts] == expected


def test_each_balance_stands_beside_its_own_account():
    both = [account(1, "Qonto", cents=100_00, on=date(2026, 11, 22)), account(2, "Wise", currency="USD", cents=-5_00)]
    assert plain(accounts_text(both)) == "Qonto : 100,00 € · Wise : −5,00 $US"
    assert plain(balance_text(both[0])) == "100,00 € le 22/11/2026"
    assert [(id_, plain(detail)) for id_, _, detail in account_choices(both)] == [
        (None, ""),
        (1, "100,00 € le 22/11/2026"),
        (2, "−5,00 $US"),
    ]


def test_many_accounts_are_counted():
    assert plain(accounts_text([account(number, f"Bank {number}", cents=1) for number in range(1, 4)])) == "3 comptes"
