"""The page of one client: what is due, documents, payments, delay, and what is done on it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.pages.clients.page import DOCUMENTS, PAYMENTS
from tests.support.clock import TODAY
from tests.support.gui import type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    return opened(desk, "atelier brun")


def opened(desk, words):
    """The page of the only client whose name holds the words, opened by Enter."""
    clients = desk.go_to("clients")
    clients.search_field().setText(words)
    desk.press(clients.table.view, Qt.Key.Key_Return)
    return desk.shell.current()


def texts(host):
    return [label.text().replace("\u00a0", " ") for label in host.findChildren(QLabel) if label.isVisible()]


def rows(table):
    return [table.model.row(number) for number in range(table.model.rowCount())]


def test_enter_opens_the_page_with_documents_and_payments_counted(desk, page):
    assert page.key == "client"
    assert "Délai moyen de paiement" in texts(page)
    words = [each.text() for each in page.tabs.findChildren(QPushButton)]
    assert words == ["Résumé", f"Documents {len(rows(page.documents))}", f"Paiements {len(rows(page.payments))}"]
    assert rows(page.documents)
    assert rows(page.payments)
    assert {row.client for row in rows(page.documents)} == {"Atelier Brun SARL"}
    assert unnamed(page) == []


def test_a_document_and_a_payment_open_the_page_of_the_document(desk, page):
    client = page.place()
    page.tabs.choose(DOCUMENTS)
    wanted = rows(page.documents)[0].id
    page.documents.view.select_row(0)
    desk.press(page.documents.view, Qt.Key.Key_Return)
    assert (desk.shell.current().key, desk.shell.current().place()) == ("invoice", wanted)
    desk.shell.navigate("client", client)
    desk.rest()
    page.tabs.choose(PAYMENTS)
    wanted = rows(page.payments)[0].document.id
    page.payments.view.select_row(0)
    desk.press(page.payments.view, Qt.Key.Key_Return)
    assert desk.shell.current().place() == wanted


def test_a_receipt_without_a_document_is_among_the_payments_and_opens_its_list(desk, page):
    before = len(rows(page.payments))
    receipt = Receipt(on=TODAY, client="Atelier Brun SARL", label="Conseil", amount_cents=5_000)
    added = put_record(desk.session, receipt).id
    desk.shell.workspace.announce(Changes.LEDGER)
    desk.rest()
    page.tabs.choose(PAYMENTS)
    assert len(rows(page.payments)) == before + 1
    number = next(at for at, row in enumerate(rows(page.payments)) if row.document is None)
    page.payments.view.select_row(number)
    desk.press(page.payments.view, Qt.Key.Key_Return)
    assert (desk.shell.current().key, desk.shell.current().place()) == ("receipts", added)


def test_a_correction_is_shown_at_once_and_undone(desk, page):
    desk.press(page, Qt.Key.Key_C)
    type_in(desk.qtbot, desk.sheet().form.texts["name"], "Atelier Brun et fils")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "Atelier Brun et fils" in texts(page)
    desk.press(page, Qt.Key.Key_Z, CONTROL)
    assert "Atelier Brun SARL" in texts(page)


def test_a_client_with_documents_stays_and_one_without_is_removed_and_comes_back(desk, page):
    desk.press(page, Qt.Key.Key_Delete)
    assert desk.shell.current() is page
    assert desk.shell.banners.text_of("error")
    added = put_client(desk.session, Client(name="Aaa Moderne")).id
    desk.shell.navigate("client", added)
    desk.rest()
    desk.press(page, Qt.Key.Key_Delete)
    clients = desk.shell.current()
    assert clients.key == "clients"
    desk.press(clients.table.view, Qt.Key.Key_Z, CONTROL)
    assert clients.table.current_row().client.name == "Aaa Moderne"
