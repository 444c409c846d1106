"""« Doubles possibles »: two transactions side by side, merged with M or both kept with G, and undone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.pages.bank.double import DoubleComparison
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.connections.head import Shown
from tests.support.accounts import account_of
from tests.support.gui import unnamed

OLDER, NEWER = "CB LIBRAIRIE MOLLAT", "CB LIBRAIRIE MOLLAT BORDEAUX"


@pytest.fixture
def page(empty_desk):
    """The Bank page with two doubtful pairs, the newer row of the first one selected."""
    today = empty_desk.shell.workspace.clock.today()
    for days, cents in ((9, -1_000), (3, -3_290)):
        for day, label in ((days + 1, OLDER), (days, NEWER)):
            row = BankRow(None, today - timedelta(days=day), cents, "EUR", label)
            empty_desk.session.write(
                lambda writer, row=row: merge_rows(writer, account_of(writer), [row], source="csv")
            )
    empty_desk.shell.workspace.announce(Changes.BANK)
    made = empty_desk.go_to("bank")
    made.transactions.chips.choose(Shown.DOUBLES)
    empty_desk.rest()
    return made


def listed(page):
    model = page.transactions.table.model
    return [(model.row(place).amount_cents, model.row(place).label) for place in range(model.rowCount())]


def chips(page):
    buttons = page.transactions.chips.findChildren(QPushButton)
    return {each.text().rsplit(" ", 1)[0]: each.text().rsplit(" ", 1)[1] for each in buttons if each.isVisible()}


def compared(page):
    shown = page.findChild(DoubleComparison)
    return [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]


def test_without_a_double_there_is_no_chip_for_them(desk):
    page = desk.go_to("bank")
    assert "Doubles possibles" not in chips(page)
    assert not page.findChild(DoubleComparison).isVisible()


def test_each_pair_is_one_line_and_both_stand_side_by_side(empty_desk, page):
    assert chips(page)["Doubles possibles"] == "2"
    assert listed(page) == [(-3_290, NEWER), (-1_000, NEWER)]
    texts = compared(page)
    assert {OLDER, NEWER, "18/11/2026", "17/11/2026", "Relevé CSV"} <= set(texts)
    assert unnamed(empty_desk.shell) == []


def test_m_merges_goes_to_the_next_pair_and_is_undone(empty_desk, page):
    view = page.transactions.table.view
    empty_desk.press(view, Qt.Key.Key_M)
    assert listed(page) == [(-1_000, NEWER)]
    assert page.transactions.table.current_row().amount_cents == -1_000
    assert NEWER in empty_desk.shell.toast.text.text()
    empty_desk.press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(listed(page)) == 2
    page.transactions.chips.choose(Shown.ALL)
    empty_desk.rest()
    assert len(listed(page)) == 4


def test_g_keeps_both_and_the_last_pair_leaves_a_list_that_says_so(empty_desk, page):
    view = page.transactions.table.view
    for left in (1, 0):
        empty_desk.press(view, Qt.Key.Key_G)
        assert len(listed(page)) == left
    assert any("Aucun double possible" in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    page.transactions.chips.choose(Shown.ALL)
    empty_desk.rest()
    assert len(listed(page)) == 4
    assert "Doubles possibles" not in chips(page)


def test_the_letters_do_nothing_to_a_transaction_without_a_double(empty_desk, page):
    page.transactions.chips.choose(Shown.ALL)
    empty_desk.rest()
    model = page.transactions.table.model
    older = next(model.row(place).id for place in range(4) if model.row(place).label == OLDER)
    page.transactions.table.select(older)
    empty_desk.rest()
    for key in (Qt.Key.Key_M, Qt.Key.Key_G):
        empty_desk.press(page.transactions.table.view, key)
    assert len(listed(page)) == 4
    assert chips(page)["Doubles possibles"] == "2"
