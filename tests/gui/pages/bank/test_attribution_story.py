"""What an attribution tells in the panel: the pair and the way to its other half, the sum of a set, the fee."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.pages.bank.story import PairView
from microdesk_desktop.pages.bank.sums import SumView
from tests.support.attribution import NET, NOTHING_OPEN, PAID, PAID_AGAIN, RETURNED, SET, fill_account, row_of
from tests.support.gui import unnamed


@pytest.fixture
def page(empty_desk):
    """The Bank page with an account that has a pair, a set and a fee."""
    fill_account(empty_desk.session)
    empty_desk.shell.workspace.announce(Changes.BANK)
    made = empty_desk.go_to("bank")
    empty_desk.rest()
    return made


def select(desk, page, label):
    page.activate(row_of(desk.session, label).id)
    desk.rest()


def texts(widget: QWidget) -> list[str]:
    shown = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    return [text.replace("\xa0", " ").replace("\u202f", " ") for text in shown]


def links(widget: QWidget) -> list[QPushButton]:
    return [each for each in widget.findChildren(QPushButton) if each.isVisible()]


def test_a_returned_payment_leads_by_the_keyboard_to_its_return_and_to_the_payment_that_stands(empty_desk, page):
    select(empty_desk, page, PAID)
    story = page.panel.findChild(PairView)
    assert {"Paiement", "Rejet", "Paiement qui compte", "−480,00 €"} <= set(texts(story))
    back, stands = links(story)
    assert unnamed(empty_desk.shell) == []
    assert all("480,00" in each.accessibleName() for each in (back, stands))
    empty_desk.press(back, Qt.Key.Key_Space)
    assert page.transactions.table.current_row().label == RETURNED
    empty_desk.press(links(story)[1], Qt.Key.Key_Space)
    assert page.transactions.table.current_row().label == PAID_AGAIN
    assert not story.isVisible()


def test_a_set_shows_each_document_with_its_share_and_what_was_received(empty_desk, page):
    select(empty_desk, page, SET)
    shown = texts(page.panel.findChild(SumView))
    assert "3 700,00 €" in shown
    assert shown.count("1 400,00 €") == 2
    assert {"Facture F-2026-0102", "900,00 €"} <= set(shown)


def test_a_payment_net_of_a_fee_shows_gross_fee_and_net(empty_desk, page):
    select(empty_desk, page, NET)
    shown = texts(page.panel.findChild(SumView))
    assert [text for text in shown if text.endswith("€")] == ["500,00 €", "−15,00 €", "485,00 €"]
    assert page.transactions.table.current_row().status is Status.ATTRIBUTED


def test_a_row_without_a_proposal_says_why(empty_desk, page):
    select(empty_desk, page, NOTHING_OPEN)
    assert any("F-2026-0110, déjà réglée" in text for text in texts(page.panel))


def test_the_lock_leaves_no_word_of_a_story_on_any_widget(empty_desk, page):
    select(empty_desk, page, PAID)
    assert any("Paiement qui compte" in text for text in texts(page.panel))
    window = empty_desk.shell.window()
    window.lock()
    empty_desk.qtbot.waitUntil(lambda: not words_anywhere("Paiement qui compte", "480,00"))


def words_anywhere(*words: str) -> list[str]:
    held = [f"{each.text()} {each.accessibleName()}" for each in all_labels_and_links()]
    return [text for text in held if any(word in text for word in words)]


def all_labels_and_links() -> list[QLabel | QPushButton]:
    return [each for each in QApplication.allWidgets() if isinstance(each, QLabel | QPushButton)]
