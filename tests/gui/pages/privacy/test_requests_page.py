"""The requests in the window: one is registered from its client's page, answered, and waits until then."""

import re
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pyzipper import AESZipFile

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind, RequestState, RequestWay
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.operations.privacy.requests import add_request
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.composer.page import ComposerPage
from microdesk_desktop.pages.privacy import person_copy
from microdesk_desktop.pages.privacy.person_copy import PASSWORD_KEY
from microdesk_desktop.pages.privacy.requests_page import NEW
from microdesk_desktop.store.privacy.requests import load_requests
from tests.support.gui import LONG_MS, settled, unnamed
from tests.support.mail.desk import mail_desk_of


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


def test_the_mail_of_an_access_has_the_encrypted_copy_and_its_password_stays_in_sight(
    window, profile, qtbot, gmail, clock
):
    desk = mail_desk_of(window, profile, qtbot, gmail)
    session, workspace = desk.workspace.session, desk.workspace
    client_id = put_client(session, Client(name="Atelier Brun SARL", email="contact@brun.example")).id
    asked = PersonRequest(kind=RequestKind.ACCESS, received_on=clock.today(), way=RequestWay.MAIL, client_id=client_id)
    workspace.navigate("person_requests", add_request(session, asked).id)
    settled(window, qtbot)
    desk.shell.current().write_letter()
    (sheet,) = [each for each in window.findChildren(Sheet) if each.isVisible()]
    next(each for each in sheet.findChildren(QPushButton) if each.text() == tr("Par courriel…")).click()
    qtbot.waitUntil(lambda: isinstance(desk.shell.current(), ComposerPage), timeout=LONG_MS)
    composer = desk.shell.current()
    assert isinstance(composer, ComposerPage)
    qtbot.waitUntil(lambda: bool(composer.form.composition.files), timeout=LONG_MS)
    (file,) = composer.form.composition.files
    assert file.name == "Données de Atelier Brun SARL.zip"
    (banner,) = [each for each in workspace.notices.banners if each.key == PASSWORD_KEY]
    password = re.search(r"[2-9a-z]{4}(-[2-9a-z]{4}){3}", banner.text).group()
    assert file.name in composer.form.composition.text
    assert password not in composer.form.composition.text
    with AESZipFile(BytesIO(file.content)) as archive:
        archive.setpassword(password.encode())
        assert "README.html" in archive.namelist()
        assert b"Atelier Brun" in archive.read("README.html")


def test_who_works_at_a_suppliers_is_given_a_copy_or_told_that_there_is_none(desk, tmp_path, monkeypatch):
    supplier = next(row.record.supplier for row in desk.go_to("expenses").rows if row.record.supplier)
    page = desk.go_to("person_requests")
    for name in (supplier, "Jeanne Petit"):
        page.add()
        form = desk.sheet().form
        form.client.set_value(None)
        form.client.edited.emit()
        form.person.set_value(name)
        desk.sheet().submit()
        desk.rest()
    asked = []
    monkeypatch.setattr(person_copy, "choose_new_file", lambda host, title, name, take, **_: asked.append((name, take)))
    for row in page.rows:
        page.table.select(row.id)
        page.do()
        desk.rest()
    ((name, take),) = asked
    assert name == f"Données de {supplier}"
    take(tmp_path / name)
    desk.rest()
    assert supplier in (tmp_path / name / "donnees" / "expense.json").read_text()
    assert any("Jeanne Petit" in each.text for each in desk.shell.workspace.notices.banners)
