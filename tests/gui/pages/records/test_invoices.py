"""The invoices to read: their state, and where each payment comes from."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from microdesk_desktop.gui.table.model import CellKind
from microdesk_desktop.pages.records.invoices import Shown
from microdesk_desktop.views.records.rows import Settled
from microdesk_desktop.views.records.words import document_states
from tests.support.gui import button, unnamed


@pytest.fixture
def page(desk):
    return desk.go_to("invoices")


def shown(page):
    return [page.table.model.row(number) for number in range(page.table.model.rowCount())]


def texts(host):
    return [label.text() for label in host.findChildren(QLabel) if label.isVisible()]


def test_it_opens_on_the_first_invoice_which_the_list_shows_as_selected(page):
    assert page.table.view.hasFocus()
    assert page.table.has_selection
    assert page.table.current_id() == shown(page)[0].id


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_fits_in_its_column(desk, language):
    desk.shell.window().set_language(language)
    desk.shell = desk.shell.window().currentWidget()
    view = desk.go_to("invoices").table.view
    delegate, column = view.itemDelegate(), view.model().columnCount() - 1
    for words in document_states().values():
        assert delegate.width_of(CellKind.CHIP, words) <= view.columnWidth(column)


def test_the_chips_keep_open_late_and_paid_ones(page):
    for chip, states in (
        (Shown.LATE, {Settled.LATE}),
        (Shown.PAID, {Settled.PAID}),
    ):
        page.chips.choose(chip)
        assert {row.settled for row in shown(page)} == states


def test_the_panel_shows_each_payment_with_its_origin_and_opens_it(desk, page):
    page.search_field().setText("0042")
    desk.rest()
    desk.qtbot.waitUntil(lambda: any("Automatique" in text for text in texts(page.panel)))
    desk.qtbot.mouseClick(button(page.panel, "see_transaction"), Qt.MouseButton.LeftButton)
    desk.rest()
    bank = desk.shell.current()
    assert "ATELIER BRUN" in bank.transactions.table.current_row().label


def test_what_was_paid_before_the_import_is_shown(desk, page):
    page.search_field().setText("0028")
    desk.rest()
    desk.qtbot.waitUntil(lambda: any("réglés avant l’import" in text for text in texts(page.panel)))


def test_every_control_has_a_name_and_an_empty_list_shows_what_to_do(desk, page):
    assert unnamed(desk.shell) == []
    page.search_field().setText("introuvable")
    assert "Rien ne correspond" in texts(page)
