"""Sorting, sections, check boxes, totals and periods: what every list offers."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.domain.calendar.periods import Period, PeriodKind
from microdesk_desktop.gui.table.bands import by_month
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.pages import Pages
from microdesk_desktop.gui.table.period import PeriodSwitcher, period_text
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState

SPOKEN, DESCRIBED = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole
ACROSS = Qt.Orientation.Horizontal


@dataclass(frozen=True)
class Entry:
    id: int
    on: date
    who: str
    cents: int


COLUMNS = (
    Column[Entry](header="Date", text=lambda row: f"{row.on:%d}", sample="28", sort_key=lambda row: row.on),
    Column[Entry](header="Qui", text=lambda row: row.who, kind=CellKind.WHO, detail=lambda row: "Carte"),
    Column[Entry](
        header="Montant", text=lambda row: f"{row.cents}", kind=CellKind.AMOUNT, sort_key=lambda row: row.cents
    ),
)
ENTRIES = (
    Entry(1, date(2026, 11, 24), "Pierre", 19_900),
    Entry(2, date(2026, 11, 3), "Mollat", -3_290),
    Entry(3, date(2026, 10, 30), "Banque", -890),
    Entry(4, date(2026, 10, 2), "Nova", 48_000),
)


@pytest.fixture
def table(qtbot):
    made = Table(
        "Écritures",
        COLUMNS,
        EmptyState("inbox", "Rien ici."),
        sections=by_month(lambda row: row.on, lambda row: row.cents, lambda row: "EUR"),
        is_checkable=True,
    )
    made.resize(600, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.set_rows(ENTRIES, lambda row: row.id)
    return made


def order(table):
    return [table.model.id_at(number) for number in range(table.model.rowCount())]


def click_header(qtbot, table, number):
    header = table.view.header
    at = QPoint(header.sectionViewportPosition(number) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_on_a_header_sorts_then_reverses_then_gives_the_usual_order_back(table, qtbot):
    table.select(3)
    click_header(qtbot, table, 2)
    assert order(table) == [2, 3, 1, 4]
    assert table.current_id() == 3
    click_header(qtbot, table, 2)
    assert order(table) == [4, 1, 3, 2]
    click_header(qtbot, table, 2)
    assert order(table) == [1, 2, 3, 4]
    click_header(qtbot, table, 1)
    assert order(table) == [1, 2, 3, 4]


def test_the_order_chosen_stays_when_the_rows_are_read_again(table):
    table.sort((2, True))
    table.set_rows(ENTRIES[:3], lambda row: row.id)
    assert order(table) == [1, 3, 2]


def test_the_header_is_sorted_by_keys_and_described_for_a_screen_reader(table, qtbot):
    header = table.view.header
    before = table.model.headerData(2, ACROSS, DESCRIBED)
    header.setFocus()
    qtbot.keyClick(header, Qt.Key.Key_Right)
    qtbot.keyClick(header, Qt.Key.Key_Return)
    assert order(table) == [2, 3, 1, 4]
    assert "Trié" in table.model.headerData(2, ACROSS, DESCRIBED) != before
    assert table.model.headerData(1, ACROSS, DESCRIBED) is None


def test_pages_are_sorted_by_their_owner(table):
    heard = []
    table.sort_changed.connect(heard.append)
    table.set_pages(Pages(4, lambda number, take: None, {0: ENTRIES}), lambda row: row.id, None)
    table.sort((0, False))
    table.sort(None)
    assert heard == [(0, False), None]
    assert order(table) == [1, 2, 3, 4]


def test_each_month_begins_with_its_totals_while_the_order_is_the_usual_one(table):
    first, second = table.model.data(table.model.index(0, 0), SPOKEN), table.model.data(table.model.index(2, 0), SPOKEN)
    assert first.replace("\u00a0", " ") == "Novembre 2026, +199,00 € · −32,90 €, 24"
    assert second.replace("\u00a0", " ") == "Octobre 2026, +480,00 € · −8,90 €, 30"
    view = table.view
    assert view.rowHeight(0) == view.rowHeight(2) > view.rowHeight(1) == view.rowHeight(3)
    table.sort((2, False))
    assert {view.rowHeight(number) for number in range(4)} == {view.rowHeight(1)}


def test_a_click_on_a_month_selects_nothing(table, qtbot):
    table.select(1)
    band = QPoint(200, table.view.rowViewportPosition(2) + 4)
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=band)
    assert table.current_id() == 1
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=band + QPoint(0, 50))
    assert table.current_id() == 3


def test_rows_are_checked_by_keys(table, qtbot):
    view, shift = table.view, Qt.KeyboardModifier.ShiftModifier
    table.select(1)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert table.checks.ids == (1,)
    assert "cochée" in table.model.data(table.model.index(0, 0), SPOKEN)
    qtbot.keyClick(view, Qt.Key.Key_Down, shift)
    qtbot.keyClick(view, Qt.Key.Key_Down, shift)
    assert (table.checks.ids, table.current_id()) == ((1, 2, 3), 3)
    qtbot.keyClick(view, Qt.Key.Key_Up, shift)
    assert (table.checks.ids, table.current_id()) == ((1, 2), 2)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sorted(table.checks.ids) == [1, 2, 3, 4]


def test_rows_are_checked_by_the_box_and_the_rest_of_a_row_selects_it(table, qtbot):
    viewport, left = table.view.viewport(), Qt.MouseButton.LeftButton
    box = [QPoint(16, table.view.rowViewportPosition(place) + table.view.rowHeight(place) - 20) for place in range(4)]
    qtbot.mouseClick(viewport, left, pos=box[1])
    assert (table.checks.ids, table.current_id()) == ((2,), None)
    qtbot.mouseClick(viewport, left, Qt.KeyboardModifier.ShiftModifier, pos=box[3] + QPoint(200, 0))
    assert table.checks.ids == (2, 3, 4)
    qtbot.mouseClick(viewport, left, pos=box[2])
    assert table.checks.ids == (2, 4)
    qtbot.mouseClick(viewport, left, pos=box[0] + QPoint(200, 0))
    assert (table.checks.ids, table.current_id()) == ((2, 4), 1)


def test_every_row_shows_its_box_once_one_is_checked(table):
    def left_edge():
        place = table.view.visualRect(table.model.index(2, 0))
        return table.view.viewport().grab(QRect(place.left(), place.top(), 30, place.height())).toImage()

    before = left_edge()
    table.checks.set((1,), is_checked=True)
    assert left_edge() != before
    table.checks.clear()
    assert left_edge() == before


def test_what_is_no_longer_listed_is_no_longer_checked(table):
    table.check_all()
    table.set_rows(ENTRIES[1:3], lambda row: row.id)
    assert table.checks.ids == (2, 3)


def test_the_bar_floats_over_the_foot_of_the_list_and_stays_inside(qtbot):
    table = Table("Écritures", COLUMNS, EmptyState("inbox", "Rien ici."))
    card = ListCard(table)
    window = QWidget()
    QVBoxLayout(window).addWidget(card)
    qtbot.addWidget(window)
    window.resize(700, 400)
    window.show()
    done = []
    card.bar.show_selection("2 cochées", [("Ignorer", lambda: done.append("ignored"))])
    for width in (700, 500):
        window.resize(width, 400)
        assert table.rect().contains(card.bar.geometry())
    qtbot.mouseClick(card.bar.buttons()[0], Qt.MouseButton.LeftButton)
    assert done == ["ignored"]
    card.bar.show_selection("", ())
    assert not card.bar.isVisible()


def test_a_period_is_chosen_from_the_menu_or_typed(qtbot):
    window = QWidget()
    switcher = PeriodSwitcher(date(2026, 11, 26))
    QVBoxLayout(window).addWidget(switcher)
    qtbot.addWidget(window)
    heard = []
    switcher.changed.connect(heard.append)
    switcher.menu().actions()[2].trigger()
    assert heard == [Period(kind=PeriodKind.LAST_MONTH, since=date(2026, 10, 1), until=date(2026, 10, 31))]
    assert switcher.accessibleName() == "Période : Le mois dernier"
    switcher.choose(Period(kind=PeriodKind.CHOSEN, since=date(2026, 3, 1)))
    assert switcher.text() == period_text(heard[-1]) == "Depuis le 01/03/2026"
