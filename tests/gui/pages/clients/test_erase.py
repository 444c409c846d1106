"""A client is erased from its page: the sheet lists what goes and what stays, and takes the client's name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from microdesk_desktop.store.privacy.erased_clients import load_hidden
from microdesk_desktop.views.privacy.erasure import elsewhere_text
from tests.support.gui import type_in, unnamed


@pytest.fixture
def page(desk):
    clients = desk.go_to("clients")
    clients.search_field().setText("atelier brun")
    desk.press(clients.table.view, Qt.Key.Key_Return)
    return desk.shell.current()


def test_the_client_goes_once_its_name_is_typed(desk, page, qtbot):
    client_id = page.place()
    page.erase()
    desk.rest()
    sheet = desk.sheet()
    text = " ".join(label.text() for label in sheet.findChildren(QLabel)).replace("\u00a0", " ")
    assert "Gardé jusqu'au 31 décembre 2036" in text.replace("’", "'")
    assert unnamed(sheet) == []
    type_in(qtbot, sheet.form.name, "Atelier Blanc")
    sheet.submit()
    desk.rest()
    assert desk.session.read(load_hidden) == frozenset(), "another name erases nothing"
    type_in(qtbot, sheet.form.name, "atelier brun sarl")
    sheet.submit()
    desk.rest()
    assert desk.session.read(load_hidden) == {client_id}
    assert desk.shell.current().key == "clients"
    report = desk.shell.banners.text_of("erase_client").split("\n")
    assert report[0].replace("\u00a0", " ").startswith("Atelier Brun SARL est effacé")
    assert elsewhere_text() not in report, "the sheet said it"
    assert len(report) > 1
    model = desk.shell.current().table.model
    assert "Atelier Brun SARL" not in [model.row(at).client.name for at in range(model.rowCount())]
