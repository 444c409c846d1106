"""Several accounts on the Bank page: each alone with its balance, or all of them, each row with its account."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.domain.bank.types import Balance, BankRow, Statement
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.store.bank.transactions import merge_rows
from tests.support.accounts import account_of
from tests.support.gui import unnamed


@pytest.fixture
def page(empty_desk):
    return empty_desk.go_to("bank")


def put(desk, number, bank, cents, *labels):
    """An account with a balance and one transaction per label; returns its id."""
    today = desk.shell.workspace.clock.today()
    rows = [BankRow(None, today - timedelta(days=day), -100, "EUR", label) for day, label in enumerate(labels, 1)]
    closing = Balance(amount_cents=cents, currency="EUR", on=date(2026, 11, 20))
    statement = Statement(rows=rows, account_number=number, bank_name=bank, closing=closing)

    def write(writer):
        account_id = account_of(writer, statement)
        merge_rows(writer, account_id, rows, source="csv")
        return account_id

    account_id = desk.session.write(write)
    desk.shell.workspace.announce(Changes.BANK)
    desk.rest()
    return account_id


def labels(page):
    model = page.transactions.table.model
    return [model.row(place).label for place in range(model.rowCount())]


def details(page):
    """The second lines below the names: the kind of operation, and the account where there are several."""
    model = page.transactions.table.model
    return [model.columns[1].detail(model.row(place)) for place in range(model.rowCount())]


def choose(desk, page, words):
    action = next(each for each in page.accounts.menu().actions() if words in each.text())
    action.trigger()
    desk.rest()
    return action


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_one_account_needs_no_switcher(empty_desk, page):
    assert not page.accounts.isVisible()
    put(empty_desk, "11110000001", "Qonto", 125_000, "CB PAPETERIE")
    assert not page.accounts.isVisible()
    assert details(page) == ["Carte"]
    assert plain(page.subtitle()).startswith("Qonto •••• 0001 · 1 250,00 € le 20/11/2026")


def test_each_account_is_listed_alone_with_its_own_balance(empty_desk, page):
    put(empty_desk, "11110000001", "Qonto", 125_000, "CB PAPETERIE")
    put(empty_desk, "22220000002", "Shine", 8_000, "CB FLEURISTE", "CB LIBRAIRIE")
    assert page.accounts.isVisible()
    assert len(labels(page)) == 3
    assert sorted(details(page)) == ["Carte · Qonto •••• 0001", "Carte · Shine •••• 0002", "Carte · Shine •••• 0002"]
    assert plain(page.subtitle()) == "Qonto •••• 0001 : 1 250,00 € · Shine •••• 0002 : 80,00 €"
    choose(empty_desk, page, "Shine")
    assert labels(page) == ["CB FLEURISTE", "CB LIBRAIRIE"]
    assert details(page) == ["Carte", "Carte"]
    assert page.accounts.text() == "Shine •••• 0002"
    assert plain(page.subtitle()).startswith("80,00 € le 20/11/2026")
    choose(empty_desk, page, "Tous")
    assert len(labels(page)) == 3


def test_a_transaction_that_another_page_opens_is_shown_whatever_account_was_chosen(empty_desk, page):
    put(empty_desk, "11110000001", "Qonto", 125_000, "CB PAPETERIE")
    put(empty_desk, "22220000002", "Shine", 8_000, "CB FLEURISTE")
    wanted = next(page.transactions.table.model.row(place).id for place in range(2) if "PAP" in labels(page)[place])
    choose(empty_desk, page, "Shine")
    empty_desk.shell.navigate("bank", wanted)
    empty_desk.rest()
    assert page.transactions.table.current_id() == wanted


def test_an_account_that_leaves_gives_way_to_all(empty_desk, page):
    put(empty_desk, "11110000001", "Qonto", 125_000, "CB PAPETERIE")
    gone = put(empty_desk, "22220000002", "Shine", 8_000, "CB FLEURISTE")
    put(empty_desk, "33330000003", "Nickel", 8_000, "CB ÉPICERIE")
    choose(empty_desk, page, "Shine")

    def erase(writer):
        writer.run("DELETE FROM bank_transaction WHERE account_id = ?", (gone,))
        writer.run("DELETE FROM bank_account WHERE id = ?", (gone,))

    empty_desk.session.write(erase)
    empty_desk.shell.workspace.announce(Changes.BANK)
    empty_desk.rest()
    assert page.accounts.text() == "Tous les comptes"
    assert sorted(labels(page)) == ["CB PAPETERIE", "CB ÉPICERIE"]


def test_a_bank_named_with_an_ampersand_is_shown_as_it_is_and_the_switcher_has_a_name(empty_desk, page):
    put(empty_desk, "11110000001", "Banque & Fils", 1, "CB PAPETERIE")
    put(empty_desk, "22220000002", "Shine", 1, "CB FLEURISTE")
    choose(empty_desk, page, "Banque")
    assert page.accounts.text() == "Banque && Fils •••• 0001"
    assert page.accounts.accessibleName().endswith("Banque & Fils •••• 0001")
    assert unnamed(empty_desk.shell) == []


def test_the_past_imports_are_one_click_away_even_without_a_connected_bank(empty_desk, page):
    more = next(each for each in page.findChildren(QPushButton, "more") if each.isVisible())
    (see,) = [each for each in more.menu().actions() if "Imports" in each.text()]
    see.trigger()
    empty_desk.rest()
    assert empty_desk.shell.current().key == "imports"
