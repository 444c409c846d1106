"""What was erased or locked away is out of the memory: no page holds it, nor whatever still names a page."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.bank.hints import TransactionAction
from tests.support.company import Desk
from tests.support.gui import LONG_MS, button, held, unlocked
from tests.support.measures.memory import live

CANARY = b"VIR CANARI JAUNE"
BETWEEN_MS, MOST_LOOKS = 500, 120


def tour(desk):
    """Show every page, and open the palette on it; returns a weak reference to each page by its key."""
    desk.add_transactions((2, 12_345, CANARY.decode()))
    pages = {}
    for kind in PAGES:
        desk.shell.navigate(kind.key, 1 if kind.shows_one else None)
        desk.rest()
        desk.shell.open_palette()
        desk.qtbot.keyClicks(desk.shell.command_palette.field, "canari")
        desk.rest()
        desk.shell.command_palette.close_palette()
        pages[kind.key] = weakref.ref(desk.shell.current())
    return pages


def ask_to_disconnect(desk):
    """Ask on the page in sight, or on its pane; returns the button that agrees."""
    page = desk.shell.current()
    (page.pane() if page.key == "settings" else page).disconnect_bank()
    desk.rest()
    (dialog,) = [each for each in desk.shell.findChildren(QDialog) if each.isVisible()]
    return button(dialog, "accept")


def disconnect(desk):
    ask_to_disconnect(desk).click()
    desk.rest()


def holding(pages):
    gc.collect()
    return {key for key, page in pages.items() if page() is not None}


def is_gone(qtbot):
    """Whether nothing holds the label any more; each look walks all objects, so the window gets its turns between."""
    for _ in range(MOST_LOOKS):
        if live(CANARY) == 0:
            return True
        qtbot.wait(BETWEEN_MS)
    return False


def test_after_a_disconnect_nothing_holds_a_page_that_was_out_of_sight(desk):
    pages = tour(desk)
    desk.shell.navigate("settings", "banks")
    desk.rest()
    assert holding(pages) == set(pages)
    disconnect(desk)
    desk.qtbot.waitUntil(lambda: holding(pages) == {"settings"})
    assert is_gone(desk.qtbot)


def test_after_a_disconnect_the_page_in_sight_holds_no_label_that_it_has_shown_or_searched(desk):
    tour(desk)
    page = desk.go_to("bank")
    page.search_field().setFocus()
    desk.rest()
    page.transactions.table.view.select_row(0)
    desk.rest()
    assert live(CANARY)
    del page
    disconnect(desk)
    assert is_gone(desk.qtbot)


def test_a_disconnect_ends_the_walk_whose_item_names_a_transaction(desk):
    desk.add_transactions((2, 12_345, CANARY.decode()))
    page = desk.go_to("todo")
    page.activate("unclassified")
    desk.rest()
    titles = [page.table.model.row(number).title for number in range(page.table.model.rowCount())]
    page.table.view.select_row(next(at for at, title in enumerate(titles) if "anari" in title))
    del page, titles
    desk.press(desk.shell.current().table.view, Qt.Key.Key_Return)
    walk = desk.shell.workspace.controller(Walk)
    assert "anari" in walk.current.title
    desk.shell.navigate("settings", "banks")
    desk.rest()
    disconnect(desk)
    assert walk.current is None
    assert is_gone(desk.qtbot)


@pytest.mark.parametrize("opened", ["palette", "chooser", "rule"])
def test_what_is_opened_while_a_disconnect_goes_on_is_closed_at_its_end(desk, opened):
    desk.add_transactions((0, 12_345, CANARY.decode()))
    page = desk.go_to("bank")
    table = page.transactions.table
    table.view.select_row(0)
    desk.rest()
    assert table.current_row().label == CANARY.decode()
    agree = ask_to_disconnect(desk)
    with held(desk.shell.window(), Lane.NET):
        agree.click()
        open_something(desk, page, opened)
    del page, table, agree
    desk.rest()
    assert not desk.shell.command_palette.isVisible()
    assert not sheets(desk)
    assert is_gone(desk.qtbot)


@pytest.mark.parametrize(("key", "stays"), [("rules", False), ("clients", True)])
def test_a_form_stays_open_through_a_disconnect_unless_it_may_show_words_of_a_label(desk, key, stays):
    agree = ask_to_disconnect(desk)
    with held(desk.shell.window(), Lane.NET):
        agree.click()
        desk.shell.navigate(key)
        desk.qtbot.waitUntil(lambda: desk.shell.current().key == key)
        desk.shell.current().add()
        desk.qtbot.waitUntil(lambda: bool(sheets(desk)))
    desk.rest()
    assert desk.shell.banners.text_of("disconnect")
    assert bool(sheets(desk)) is stays


def sheets(desk):
    return [each for each in desk.shell.findChildren(SideSheet) if each.isVisible()]


def open_something(desk, page, opened):
    """The palette on the transaction, or one of the sheets that show its label."""
    if opened == "palette":
        desk.shell.open_palette()
        desk.qtbot.keyClicks(desk.shell.command_palette.field, "canari")
        desk.qtbot.waitUntil(lambda: any(each.record for each in entries(desk.shell.command_palette)))
        return
    if opened == "rule":
        page.transactions.table.checks.toggle(page.transactions.table.current_id())
        page.selection.make_rule()
    else:
        page.panel.wanted.emit(TransactionAction.CHOOSE)
    desk.qtbot.waitUntil(lambda: bool(sheets(desk)))


def entries(palette):
    return [palette.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(palette.list.count())]


def test_after_a_lock_nothing_holds_a_page(window, qtbot):
    desk = Desk(unlocked(window, qtbot), qtbot)
    put_client(desk.session, Client(name="Nova SARL"))
    pages = tour(desk)
    assert holding(pages) == set(pages)
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    del desk  # it holds the shell and the session
    qtbot.waitUntil(lambda: holding(pages) == set())
    assert is_gone(qtbot)
