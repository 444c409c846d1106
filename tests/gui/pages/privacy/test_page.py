"""« Confidentialité » in the window: what is kept, with its number, and the way to change, export and erase it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.privacy.page import PrivacyPage
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.store.privacy.network.journal import save_event
from tests.support.gui import unnamed


@pytest.fixture
def page(empty_desk) -> PrivacyPage:
    put_client(empty_desk.session, Client(name="Nova SARL"), None)
    empty_desk.shell.workspace.announce(Changes.CLIENTS)
    return empty_desk.go_to("privacy")


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def choose(page, category):
    page.table.select(category)
    QApplication.processEvents()


def test_every_category_is_listed_with_its_number(page):
    shown = {row.id: row.count for row in page.rows}
    assert list(shown) == list(load_inventory().categories)
    assert (shown["clients"], shown["business"], shown["mails"]) == (1, 1, 0)


def test_the_chosen_category_says_why_and_until_when_and_enter_leads_to_it(empty_desk, page, qtbot):
    choose(page, "clients")
    row = page.table.current_row()
    assert {row.purpose, row.basis, row.retention, row.sources} <= set(texts(page.chosen))
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert empty_desk.shell.current().key == "clients"


def test_people_narrow_the_list_to_what_concerns_them(page):
    page.chips.choose("suppliers")
    page.filter_rows()
    assert {row.id for row in page.kept} == {
        name for name, each in load_inventory().categories.items() if "suppliers" in each.people
    }


def test_the_last_connection_is_shown_and_leads_to_the_journal(empty_desk, page):
    at = empty_desk.session.clock.now()
    event = NetworkEvent(at=at, host="ec.europa.eu", purpose="lookup.vat", bytes_out=1, bytes_in=2, outcome="200")
    empty_desk.session.write(lambda writer: save_event(writer, event))
    empty_desk.shell.workspace.announce(Changes.NETWORK)
    empty_desk.rest()
    QApplication.processEvents()
    assert any("ec.europa.eu" in text for text in texts(page.journal))
    page.journal.open.click()
    assert empty_desk.shell.current().key == "network_journal"


def test_the_export_and_the_erasure_are_one_click_away(empty_desk, page):
    for act in (page.export_everything, page.erase.erase.click):
        act()
        empty_desk.rest()
        empty_desk.sheet().close_sheet()


def test_everything_has_a_name_for_a_screen_reader(page):
    assert unnamed(page) == []


def test_below_the_list_only_the_page_scrolls(empty_desk, page):
    bar = page.aside.verticalScrollBar()
    empty_desk.shell.window().resize(1_024, 700)
    empty_desk.qtbot.waitUntil(lambda: bar.maximum() > 0)
    empty_desk.shell.window().resize(720, 520)
    empty_desk.qtbot.waitUntil(lambda: bar.maximum() == 0 and page.aside.height() == page.aside.widget().height())
