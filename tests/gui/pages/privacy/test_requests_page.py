"""The requests in the window: one is registered from its client's page, answered, and waits until then."""

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.domain.privacy.requests import RequestKind, RequestState
from microdesk_desktop.pages.privacy.requests_page import NEW
from microdesk_desktop.store.privacy.requests import load_requests
from tests.support.gui import unnamed


@pytest.fixture
def client_id(desk):
    clients = desk.go_to("clients")
    clients.search_field().setText("atelier brun")
    desk.press(clients.table.view, Qt.Key.Key_Return)
    return desk.shell.current().place()


def _registered(desk, client_id, kind):
    desk.shell.current().workspace.navigate("person_requests", (NEW, client_id))
    desk.rest()
    page, sheet = desk.shell.current(), desk.sheet()
    assert sheet.form.client.value() == client_id
    sheet.form.kind.set_value(kind)
    assert unnamed(sheet) == []
    sheet.submit()
    desk.rest()
    return page


def test_a_request_is_registered_from_the_client_and_answered(desk, client_id):
    page = _registered(desk, client_id, RequestKind.CORRECTION)
    (row,) = page.rows
    assert (row.name, row.state) == ("Atelier Brun SARL", RequestState.OPEN)
    assert unnamed(page) == []
    page.answer()
    desk.sheet().submit()
    desk.rest()
    assert page.rows[0].state is RequestState.ANSWERED
    assert page.panel.answer.isHidden()
    desk.shell.current().workspace.undo.undo()
    desk.rest()
    assert page.rows[0].state is RequestState.OPEN


def test_the_request_of_an_erased_client_has_no_name(desk, client_id):
    page = _registered(desk, client_id, RequestKind.ERASURE)
    page.do()
    desk.rest()
    sheet = desk.sheet()
    sheet.form.name.set_value("Atelier Brun SARL")
    sheet.submit()
    desk.rest()
    ((_, request),) = desk.session.read(load_requests)
    assert request.client_id is None
    page = desk.go_to("person_requests")
    assert page.rows[0].name == ""
    assert page.panel.letter.isHidden(), "nobody is left to write to"


def test_somebody_unknown_asks_by_name(desk):
    page = desk.go_to("person_requests")
    page.add()
    form = desk.sheet().form
    form.client.set_value(None)
    form.client.edited.emit()
    desk.sheet().submit()
    desk.rest()
    assert desk.session.read(load_requests) == [], "a name is missing"
    form.person.set_value("Jeanne Petit")
    desk.sheet().submit()
    desk.rest()
    assert page.rows[0].name == "Jeanne Petit"
