"""Where the user is in the window: back and forward, pages behind others, messages on their page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.calendar.periods import PeriodKind, period_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.workspace import ERROR_KEY
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.views.records.expenses.vouchers import WITHOUT_VOUCHER
from microdesk_desktop.views.waiting.queue import load_queue
from tests.support.clock import TODAY
from tests.support.gui import button, settled

ALT = Qt.KeyboardModifier.AltModifier


class ShownPage(Page):
    """A page that shows what it was given."""

    icon = "users"
    shown: object = None

    def reload(self) -> None:
        pass

    def activate(self, wanted: object = None) -> None:
        self.shown = wanted

    def place(self) -> object:
        return self.shown


class ListOfClients(ShownPage):
    key = "clients"

    @staticmethod
    def title() -> str:
        return "Clients"


class OneClient(ShownPage):
    key = "client"
    behind = "clients"

    @staticmethod
    def title() -> str:
        return "Client"


class Quotes(ShownPage):
    key = "quotes"
    flags = Changes.CLIENTS

    @staticmethod
    def title() -> str:
        return "Devis"

    @staticmethod
    def in_use(reader) -> bool:
        return reader.value("SELECT count(*) FROM client") > 0


@pytest.fixture
def pages(window, shell, qtbot):
    """A shell with three pages of ours on the open vault, the list in sight."""
    settled(window, qtbot)
    made = Shell(shell.workspace, (ListOfClients, OneClient, Quotes), window.lock)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.navigate("clients")
    return made


def at(shell) -> tuple[str, object]:
    return shell.here().page, shell.here().wanted


def test_back_and_forward_lead_through_the_places_one_has_seen(pages, qtbot):
    pages.navigate("client", 7)
    pages.navigate("client", 8)
    pages.navigate("clients")
    qtbot.keyClick(pages, Qt.Key.Key_Left, ALT)
    assert at(pages) == ("client", 8)
    qtbot.keyClick(pages, Qt.Key.Key_Left, ALT)
    assert at(pages) == ("client", 7)
    qtbot.keyClick(pages, Qt.Key.Key_Right, ALT)
    assert at(pages) == ("client", 8)
    pages.navigate("client", 9)
    qtbot.keyClick(pages, Qt.Key.Key_Right, ALT)
    assert at(pages) == ("client", 9)


def test_the_arrow_of_a_page_behind_another_one_names_where_it_leads(pages):
    pages.navigate("client", 7)
    arrow = button(pages, "back")
    assert "Clients" in arrow.accessibleName()
    arrow.click()
    assert at(pages) == ("clients", None)
    assert not any(each.isVisible() for each in pages.findChildren(type(arrow), "back"))


def test_the_entry_of_the_page_in_front_is_marked(pages):
    pages.navigate("client", 7)
    marked = [each.accessibleName() for each in pages.sidebar.entries if each.is_current]
    assert marked == ["Clients"]


def test_a_key_without_a_page_changes_nothing(pages):
    pages.navigate("catalogue", 3)
    assert at(pages) == ("clients", None)
    pages.back()
    assert at(pages) == ("clients", None)


def test_an_optional_page_has_its_entry_once_it_is_in_use_or_asked_for(pages, window, qtbot):
    settled(window, qtbot)
    assert list(pages.sidebar.keys) == ["clients"]
    window.preferences.change(modules=("quotes",))
    window.workspace.announce(Changes.SETTINGS)
    qtbot.waitUntil(lambda: list(pages.sidebar.keys) == ["clients", "quotes"])
    window.preferences.change(modules=())
    window.workspace.announce(Changes.SETTINGS)
    qtbot.waitUntil(lambda: list(pages.sidebar.keys) == ["clients"])
    window.workspace.perform(lambda session: put_client(session, Client(name="Atelier Brun")))
    qtbot.waitUntil(lambda: list(pages.sidebar.keys) == ["clients", "quotes"])


def test_a_banner_stands_on_its_page_and_an_error_goes_when_one_leaves(pages, window):
    window.workspace.notices.show(lambda: Banner(key="late", text="En retard", page="clients"))
    window.workspace.report(KnownError(ErrorCode.OFFLINE))
    assert pages.banners.text_of("late")
    assert pages.banners.text_of(ERROR_KEY)
    pages.navigate("client", 7)
    assert pages.banners.text_of("late") is None
    assert not pages.banners.isVisible()
    pages.navigate("clients")
    assert pages.banners.text_of("late") == "En retard"
    assert pages.banners.text_of(ERROR_KEY) is None


def test_an_error_goes_when_something_else_succeeds(pages, window, qtbot):
    window.workspace.report(KnownError(ErrorCode.OFFLINE))
    window.workspace.perform(
        lambda session: put_client(session, Client(name="Atelier Brun")), message=lambda: "Client ajouté"
    )
    qtbot.waitUntil(lambda: window.workspace.notices.current_toast is not None)
    assert pages.banners.text_of(ERROR_KEY) is None


def test_another_language_keeps_the_place_the_way_back_what_was_typed_and_how_far_it_is_scrolled(window, shell, qtbot):
    window.resize(1_024, 700)
    window.go_to("clients")
    shell.current().search_field().setText("brun")
    window.go_to("settings")
    settled(window, qtbot)
    area = max(shell.current().findChildren(QScrollArea), key=lambda each: each.verticalScrollBar().maximum())
    area.verticalScrollBar().setValue(90)
    window.set_language("en")
    now = window.currentWidget()
    assert now is not shell
    assert now.current().key == "settings"
    qtbot.waitUntil(lambda: 90 in [each.verticalScrollBar().value() for each in now.findChildren(QScrollArea)])
    now.back()
    assert now.current().key == "clients"
    qtbot.waitUntil(lambda: now.current().search_field().text() == "brun")


def test_the_badges_of_the_pages_add_up_to_what_waits(desk):
    desk.rest()
    sidebar, today = desk.shell.sidebar, desk.shell.workspace.clock.today()
    badges = {key: entry.count for key, entry in zip(sidebar.all_keys, sidebar.entries, strict=True)}
    waiting = desk.read(lambda reader: load_queue(reader, today)).counts
    assert badges["todo"] == sum(waiting.values()) > 0
    assert badges["todo"] == sum(badges.values()) - badges["todo"]
    assert badges["expenses"] == waiting["vouchers"] > 0


def test_another_language_keeps_the_filters_the_order_and_what_is_selected(desk):
    window = desk.shell.window()
    kept = {}
    for key, chip in (("expenses", WITHOUT_VOUCHER), ("bank", "attributed")):
        page = desk.go_to(key)
        parts = page.transactions if key == "bank" else page
        parts.chips.choose(chip)
        parts.period.choose(period_of(PeriodKind.YEAR, TODAY))
        parts.table.sort((3, True))
        desk.rest()
        parts.table.view.select_row(1)
        kept[key] = state(parts)
    window.set_language("en")
    shell = window.currentWidget()
    settled(window, desk.qtbot)
    assert state(shell.current().transactions) == kept["bank"]
    shell.navigate("expenses")
    settled(window, desk.qtbot)
    assert state(shell.current())[:3] == kept["expenses"][:3]


def state(parts):
    return parts.chips.current, parts.period.period, parts.table.model.sorted_by, parts.table.current_id()
