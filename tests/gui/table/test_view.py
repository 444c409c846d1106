"""The list: fluid whatever its length, driven by keys, faithful to the selected row."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.table.model import WINDOW, WINDOWS_KEPT, CellKind, Column, RowsModel
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState

MANY = 100_000


@dataclass(frozen=True)
class Line:
    id: int
    label: str
    amount: str


COLUMNS = (
    Column[Line](header="Libellé", text=lambda row: row.label, detail=lambda row: f"n° {row.id}"),
    Column[Line](header="Montant", text=lambda row: row.amount, kind=CellKind.AMOUNT, tone=lambda row: Tone.POSITIVE),
    Column[Line](header="Statut", text=lambda row: "À traiter", kind=CellKind.CHIP, sample="À traiter"),
)


def read(ids):
    return {each: Line(each, f"ligne {each}", "1,00 €") for each in ids}


@pytest.fixture
def table(qtbot):
    made = Table("Lignes", COLUMNS, EmptyState("inbox", "Rien ici."))
    made.resize(600, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("count", [0, 1, 450])
def test_the_model_obeys_qt(qtmodeltester, count):
    model = RowsModel(COLUMNS)
    model.set_ids(range(count), read)
    qtmodeltester.check(model)


def test_only_what_is_shown_is_read(table, qtbot):
    asked = []

    def fetch(ids):
        asked.append(ids)
        return read(ids)

    table.set_ids(range(MANY), fetch)
    table.grab()
    assert asked == [range(WINDOW)]
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum())
    table.grab()
    assert asked[1:] == [range(MANY - MANY % WINDOW, MANY)]


def test_what_scrolled_away_long_ago_is_forgotten():
    asked = []

    def fetch(ids):
        asked.append(ids)
        return read(ids)

    model = RowsModel(COLUMNS)
    model.set_ids(range(MANY), fetch)
    for number in range(WINDOWS_KEPT + 1):
        model.row(number * WINDOW)
    model.row(0)
    assert len(asked) == WINDOWS_KEPT + 2


def test_the_selection_stays_on_its_row_and_else_on_its_place(table):
    heard = []
    table.set_ids((1, 2, 3, 4), read)
    table.select(3)
    table.selected.connect(heard.append)
    table.set_ids((9, 1, 2, 3, 4), read)
    assert table.current_id() == 3
    table.set_ids((9, 1, 2, 4), read)
    assert table.current_id() == 4
    table.set_ids((), read)
    assert table.current_id() is None
    assert heard[-1] is None


def test_keys_go_everywhere(table, qtbot):
    activated = []
    table.activated.connect(activated.append)
    table.set_ids(range(MANY), read)
    table.view.setFocus()
    for key, expected in (
        (Qt.Key.Key_End, MANY - 1),
        (Qt.Key.Key_Up, MANY - 2),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 1),
    ):
        qtbot.keyClick(table.view, key)
        assert table.current_id() == expected
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert activated == [1]


def test_an_amount_is_never_cut(table, qtbot):
    long = "+123 456 789 012,34 €"
    table.set_ids((1,), lambda ids: {1: Line(1, "x" * 500, long)})
    table.grab()
    column = table.view.fontMetrics().horizontalAdvance(long)
    qtbot.waitUntil(lambda: table.view.columnWidth(1) > column)


def test_a_row_that_left_the_vault_meanwhile_is_blank(table):
    table.set_ids((1, 2), lambda ids: {1: Line(1, "seule", "1,00 €")})
    table.grab()
    assert table.model.data(table.model.index(1, 0)) is None


def test_an_empty_list_shows_what_to_do(table):
    table.set_ids((), read)
    assert not table.view.isVisible()
    table.set_ids((1,), read)
    assert table.view.isVisible()


def test_a_screen_reader_hears_both_lines(table):
    table.set_ids((1,), read)
    interface = QAccessible.queryAccessibleInterface(table.view)
    assert interface.text(QAccessible.Text.Name) == "Lignes"
    assert table.model.data(table.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "ligne 1, n° 1"
