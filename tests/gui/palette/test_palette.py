"""The palette: actions at once, records as they are found, and Enter on what answers what was typed last."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QFocusEvent
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.gui.palette.palette import LONGEST
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.operations.records.catalogue import put_item
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.store.search.texts import iterate_texts
from microdesk_desktop.views.search.hits import PAGES, RecordKind
from microdesk_desktop.views.search.query import read_query
from tests.support.gui import held

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
ITEM = CatalogueItem(reference="ZK-7", label="Zinc", unit="heure", unit_price=75_000_000, activity="", vat_rate_bp=0)


@pytest.fixture
def palette(desk):
    """The palette, open."""
    desk.qtbot.keyClick(desk.shell, Key.Key_K, CONTROL)
    desk.rest()
    return desk.shell.command_palette


def entries(palette):
    return [palette.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(palette.list.count())]


def type_text(desk, palette, text):
    palette.field.clear()
    desk.qtbot.keyClicks(palette.field, text)
    desk.rest()


def reopened(desk):
    desk.qtbot.keyClick(desk.shell, Key.Key_K, CONTROL)
    desk.rest()
    return desk.shell.command_palette


def test_a_transaction_is_found_by_its_amount_and_shown_at_its_place(desk, palette):
    first = desk.shell.current().transactions.table.model.row(3)
    type_text(desk, palette, f"{first.amount_cents / 100:.2f}".replace(".", ","))
    found = [each for each in entries(palette) if each.record and each.record.key == (RecordKind.TRANSACTION, first.id)]
    assert found
    desk.go_to("settings")
    found[0].act()
    desk.rest()
    assert desk.shell.current().key == "bank"
    assert desk.shell.current().transactions.table.current_id() == first.id


def test_actions_stand_above_records_and_enter_runs_the_first(desk, palette):
    put_client(desk.session, Client(name="Règles et Cie"))
    desk.shell.workspace.announce(Changes.CLIENTS)
    type_text(desk, palette, "regle")
    kinds = [each.record is None for each in entries(palette)]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds[0]


def test_enter_before_the_records_have_arrived_waits_for_them(desk, palette):
    row = desk.shell.current().transactions.table.model.row(5)
    desk.go_to("settings")
    palette = reopened(desk)
    with held(desk.shell.window(), Lane.READ):
        desk.qtbot.keyClicks(palette.field, row.label)
        desk.qtbot.keyClick(palette.field, Key.Key_Return)
        assert palette.isVisible()
    desk.qtbot.waitUntil(lambda: desk.shell.current().key == "bank")
    desk.rest()
    assert not palette.isVisible()
    assert desk.shell.current().transactions.table.current_row().label == row.label


def test_arrows_and_ends_move_the_selection_and_go_round(desk, palette):
    def press(key):
        desk.qtbot.keyClick(palette.field, key)

    last = palette.list.count() - 1
    assert palette.list.currentRow() == 0
    press(Key.Key_Up)
    assert palette.list.currentRow() == last
    press(Key.Key_Down)
    assert palette.list.currentRow() == 0
    press(Key.Key_End)
    assert palette.list.currentRow() == last
    press(Key.Key_Home)
    assert palette.list.currentRow() == 0
    press(Key.Key_PageDown)
    assert palette.list.currentRow() > 1
    press(Key.Key_Escape)
    assert not palette.isVisible()


def test_the_height_follows_the_results(desk, palette):
    everything = palette.height()
    type_text(desk, palette, "verrouiller le coffre")
    assert palette.list.count() == 1
    one = palette.height()
    type_text(desk, palette, "introuvable")
    assert palette.list.count() == 0
    [sentence] = [each for each in palette.findChildren(QLabel) if each.isVisible()]
    assert sentence.text().startswith("Rien ne correspond.")
    assert one < everything
    assert palette.height() <= one + 30


def test_an_entry_that_the_user_went_to_stays_selected_when_the_records_are_found_again(desk, palette):
    type_text(desk, palette, "no")
    desk.qtbot.keyClick(palette.field, Key.Key_Down)
    while palette.list.current.record is None:  # the actions stand before the records
        desk.qtbot.keyClick(palette.field, Key.Key_Down)
    chosen = palette.list.current.record
    put_client(desk.session, Client(name="Nord Habitat"))
    desk.shell.workspace.announce(Changes.CLIENTS)
    desk.rest()
    assert "Nord Habitat" in [each.text for each in entries(palette)]
    assert palette.list.current.record.key == chosen.key
    desk.qtbot.keyClicks(palette.field, "v")
    desk.rest()
    assert palette.list.currentRow() == 0


def test_what_was_chosen_last_comes_first_while_nothing_is_typed(desk, palette):
    type_text(desk, palette, "verrouiller")
    type_text(desk, palette, "aller a reglages")
    desk.qtbot.keyClick(palette.field, Key.Key_Return)
    desk.rest()
    desk.go_to("bank")
    texts = [each.text for each in entries(reopened(desk))]
    assert texts[0] == "Aller à Réglages"
    assert texts.count("Aller à Réglages") == 1


def test_a_screen_reader_gets_the_name_the_detail_and_the_amount_of_each_entry(desk, palette):
    type_text(desk, palette, "f-2026")
    [first, *_] = entries(palette)
    interface = QAccessible.queryAccessibleInterface(palette.list)
    assert interface.childCount() == palette.list.count()
    spoken = palette.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.text in spoken
    assert first.detail in spoken
    assert first.amount in spoken


def test_the_focus_stays_in_the_field_and_a_click_elsewhere_closes(desk, palette):
    assert QApplication.focusWidget() is palette.field
    desk.shell.current().setFocus()
    assert not palette.isVisible()


def test_closing_gives_the_focus_back_to_what_had_it(desk):
    search = desk.shell.current().search_field()
    search.setFocus()
    palette = reopened(desk)
    assert palette.field.hasFocus()
    desk.qtbot.keyClick(palette.field, Key.Key_Escape)
    assert search.hasFocus()


def test_the_menu_of_the_field_does_not_close_the_palette(desk, palette):
    QApplication.sendEvent(palette.field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert palette.isVisible()


def test_a_long_paste_is_cut_and_a_word_is_looked_for_once(desk, palette):
    palette.field.setText("a " * 20_000)
    desk.rest()
    assert len(palette.field.text()) == LONGEST
    assert read_query(palette.field.text()).words == ("A",)


@pytest.mark.parametrize("kind", RecordKind)
def test_each_kind_of_record_opens_at_its_place_in_its_page(desk, palette, kind):
    put_item(desk.session, ITEM)
    desk.shell.workspace.announce(Changes.CATALOGUE)
    [text, *_] = desk.read(lambda reader: list(iterate_texts(reader, kind)))
    type_text(desk, palette, text.number or text.name)
    [entry] = [each for each in entries(palette) if each.record and each.record.key == (kind, text.id)]
    entry.act()
    desk.rest()
    page = desk.shell.current()
    assert page.key == PAGES[kind]
    shown = page.transactions.table.current_id() if isinstance(page, BankPage) else page.place()
    assert shown == text.id
