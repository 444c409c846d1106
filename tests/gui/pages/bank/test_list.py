"""The list of transactions is read by workers only: what the user sees and does while its rows are on their way."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.table.pages import PAGE
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.views.bank.connections.head import Shown
from microdesk_desktop.views.bank.hints import TransactionAction
from microdesk_desktop.views.bank.rows import load_transactions
from tests.support.gui import held

MANY = 400
OLDEST = "SELECT id FROM bank_transaction WHERE status = 'todo' ORDER BY booked_on, id LIMIT 1"


@pytest.fixture
def page(desk):
    desk.add_transactions(*((number // 4, -100 - number, f"CB ACHAT {number:03}") for number in range(MANY)))
    desk.rest()
    return desk.shell.current()


@pytest.fixture
def table(page):
    return page.transactions.table


@pytest.fixture
def view(table):
    table.view.setFocus()
    return table.view


@pytest.fixture
def lane(desk):
    """Holds the readings until the end of the block."""
    window = desk.shell.window()
    return lambda: held(window, Lane.READ)


@pytest.fixture
def reading_threads(desk, monkeypatch):
    """The threads that read the vault."""
    database, found = desk.session.database, set()
    read = database.read

    def recorded(fn):
        found.add(threading.current_thread())
        return read(fn)

    monkeypatch.setattr(database, "read", recorded)
    return found


def statuses(desk):
    """The status of every transaction."""
    ids = desk.read(lambda reader: [id_ for (id_,) in reader.all("SELECT id FROM bank_transaction")])
    return {row.id: row.status for row in desk.read(lambda reader: load_transactions(reader, ids))}


def changed(before, after):
    return {id_ for id_ in before if before[id_] is not after[id_]}


def test_the_main_thread_reads_nothing(desk, page, table, view, reading_threads):
    desk.go_to("settings")
    desk.shell.workspace.announce(Changes.BANK)
    desk.go_to("bank")
    bar = view.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + view.viewport().height())
        table.grab()
        desk.rest()
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_I, Qt.Key.Key_Return):
        desk.press(view, key)
    page.transactions.chips.choose(Shown.TODO)
    desk.qtbot.keyClicks(page.search_field(), "achat 3")
    desk.rest()
    desk.press(page.search_field(), Qt.Key.Key_Return)
    desk.press(view, Qt.Key.Key_I)
    page.activate(table.current_id())
    desk.rest()
    assert table.current_row() is not None
    assert reading_threads
    assert threading.main_thread() not in reading_threads


def test_a_list_never_opens_with_awaited_rows(desk, page, table, view):
    desk.press(view, Qt.Key.Key_End)
    seen = []
    table.model.modelReset.connect(
        lambda: seen.extend(place for place in table.in_sight if table.model.is_awaited(place))
    )
    for change in (
        lambda: desk.shell.workspace.announce(Changes.BANK),
        lambda: page.transactions.chips.choose(Shown.TODO),
        lambda: page.search_field().setText("achat"),
        lambda: page.activate(table.model.id_at(0)),
    ):
        change()
        desk.rest()
    assert seen == []


def test_keys_go_on_while_rows_are_awaited(desk, page, table, view, lane):
    with lane():
        for _ in range(6):
            desk.qtbot.keyClick(view, Qt.Key.Key_PageDown)
        desk.qtbot.keyClick(view, Qt.Key.Key_Down)
        place = view.currentIndex().row()
        assert place > PAGE
        assert table.is_awaiting
        assert page.panel.verbs == ()
        assert "Chargement…" in [label.text() for label in page.panel.findChildren(QLabel)]
    desk.rest()
    assert view.currentIndex().row() == place
    assert page.panel.verbs


def test_enter_on_an_awaited_row_waits_and_then_acts_on_that_row(desk, page, table, view, lane):
    page.transactions.chips.choose(Shown.TODO)
    desk.rest()
    before, oldest = statuses(desk), desk.read(lambda reader: reader.value(OLDEST))
    with lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_End)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        assert table.is_awaiting
    desk.rest()
    assert changed(before, statuses(desk)) == {oldest}


@pytest.mark.parametrize("leave", [Qt.Key.Key_Home, Qt.Key.Key_Up])
def test_an_act_on_an_awaited_row_is_dropped_when_another_is_selected(desk, table, view, lane, leave):
    before = statuses(desk)
    with lane():
        for key in (Qt.Key.Key_End, Qt.Key.Key_I, leave):
            desk.qtbot.keyClick(view, key)
    desk.rest()
    assert table.current_row() is not None
    assert statuses(desk) == before


def test_an_act_on_an_awaited_row_is_dropped_when_a_change_may_have_put_another_there(desk, view, lane):
    with lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_End)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        desk.add_transactions((0, -990, "CB ARRIVE ENTRE TEMPS"))
        before = statuses(desk)
    desk.rest()
    assert statuses(desk) == before


def test_an_act_on_an_awaited_row_is_dropped_while_a_change_is_under_way(desk, table, view, lane):
    before = statuses(desk)
    with held(desk.shell.window(), Lane.WRITE):
        desk.shell.workspace.perform(lambda session: ChangeResult(changes=Changes.NOTHING))
        with lane():
            desk.qtbot.keyClick(view, Qt.Key.Key_End)
            desk.qtbot.keyClick(view, Qt.Key.Key_I)
        desk.qtbot.waitUntil(lambda: not table.is_awaiting)
    desk.rest()
    assert statuses(desk) == before


def test_keys_pressed_while_the_next_row_is_awaited_act_once_on_each(desk, table, view, lane):
    before = statuses(desk)
    first = table.current_id()
    with lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
    desk.rest()
    done = changed(before, statuses(desk))
    assert len(done) == 2
    assert first in done
    assert table.current_id() not in done


def test_the_last_that_waits_is_acted_upon_once(desk, page, table, view, lane):
    page.search_field().setFocus()
    page.search_field().setText("achat 399")
    desk.rest()
    last = table.current_row()
    assert table.model.rowCount() == 1
    with lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
    desk.rest()
    assert statuses(desk)[last.id] is Status.IGNORED
    desk.press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert statuses(desk)[last.id] is Status.TODO


def test_a_click_in_the_panel_does_nothing_until_the_next_row_is_there(desk, page, view, lane):
    with lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        page.panel.wanted.emit(TransactionAction.CHOOSE)
    desk.rest()
    assert not [sheet for sheet in desk.shell.window().findChildren(SideSheet) if sheet.isVisible()]
    page.panel.wanted.emit(TransactionAction.CHOOSE)
    assert desk.sheet()


def test_enter_after_a_search_waits_for_what_it_finds(desk, page, table, view, lane):
    page.search_field().setFocus()
    desk.rest()
    before = statuses(desk)
    with lane():
        desk.qtbot.keyClicks(page.search_field(), "achat 200")
        desk.qtbot.keyClick(page.search_field(), Qt.Key.Key_Return)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
    desk.rest()
    (done,) = changed(before, statuses(desk))
    assert desk.read(lambda reader: load_transactions(reader, [done]))[0].label == "CB ACHAT 200"


def test_the_selected_transaction_stays_when_others_arrive_above(desk, table, view):
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp):
        desk.press(view, key)
    kept, place = table.current_id(), view.currentIndex().row()
    desk.add_transactions(*((0, -9_000 - number, f"CB NOUVEAU {number}") for number in range(30)))
    desk.rest()
    assert table.current_id() == kept
    assert view.currentIndex().row() == place + 30


def test_a_selection_made_while_the_list_is_read_again_stays(desk, table, view, lane):
    with lane():
        desk.add_transactions((0, -9_000, "CB NOUVEAU"))
        desk.qtbot.keyClick(view, Qt.Key.Key_Home)
        desk.qtbot.keyClick(view, Qt.Key.Key_Down)
        kept = table.current_id()
    desk.rest()
    assert table.current_id() == kept


def test_a_closed_page_drops_what_is_awaited(desk, view, lane):
    window, before = desk.shell.window(), statuses(desk)
    with lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_End)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        window.set_language("en")
    desk.qtbot.waitUntil(lambda: window.is_at_rest)
    assert statuses(desk) == before


def test_a_lock_drops_what_is_awaited(desk, view, lane, reading_threads):
    window = desk.shell.window()
    with desk.qtbot.waitSignal(window.locked), lane():
        desk.qtbot.keyClick(view, Qt.Key.Key_End)
        desk.qtbot.keyClick(view, Qt.Key.Key_I)
        window.lock()
    assert not reading_threads
