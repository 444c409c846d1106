"""Cells corrected in place: what opens the editor, what it carries, and what a new reading leaves alone."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState

LABEL, AMOUNT, FIXED = range(3)


@dataclass(frozen=True)
class Line:
    id: int
    label: str
    amount: str | None = "12,00"


COLUMNS = (
    Column[Line](header="Libellé", text=lambda row: row.label, edit=lambda row: row.label),
    Column[Line](header="Montant", text=lambda row: row.amount or "", edit=lambda row: row.amount),
    Column[Line](header="Ligne", text=lambda row: str(row.id), sample="100"),
)


@pytest.fixture
def table(qtbot):
    made = Table("Lignes", COLUMNS, EmptyState("inbox", "Rien ici."))
    made.resize(600, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.set_rows([Line(1, "CB PAPETERIE"), Line(2, "VIR", None)], key=lambda row: row.id)
    made.view.setFocus()
    return made


@pytest.fixture
def edits(table):
    made = []
    table.edited.connect(lambda *edit: made.append(edit))
    return made


def editor(table):
    found = [each for each in table.view.findChildren(QLineEdit) if each.isVisible()]
    assert len(found) == 1, found
    return found[0]


def finish(table, qtbot, key):
    """Press a key that closes the editor, which Qt does at the next turn of the loop."""
    qtbot.keyClick(editor(table), key)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in table.view.findChildren(QLineEdit)))


def go_to(table, row, column):
    table.view.setCurrentIndex(table.model.index(row, column))


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_key_opens_the_editor_and_enter_hands_the_text_over(table, edits, qtbot, key):
    go_to(table, 0, AMOUNT)
    qtbot.keyClick(table.view, key)
    opened = editor(table)
    assert (opened.text(), opened.accessibleName()) == ("12,00", "Montant")
    opened.selectAll()
    qtbot.keyClicks(opened, "18,40")
    finish(table, qtbot, Qt.Key.Key_Return)
    assert edits == [(1, AMOUNT, "18,40")]


def test_a_double_click_opens_the_editor_and_does_not_activate_the_row(table, qtbot):
    activated = []
    table.activated.connect(activated.append)
    place = table.view.visualRect(table.model.index(0, LABEL)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor(table).text() == "CB PAPETERIE"
    assert activated == []


def test_escape_and_an_unchanged_text_hand_nothing_over(table, edits, qtbot):
    go_to(table, 0, LABEL)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(table), "autre")
    finish(table, qtbot, Qt.Key.Key_Escape)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    finish(table, qtbot, Qt.Key.Key_Return)
    assert edits == []


@pytest.mark.parametrize(("row", "column"), [(0, FIXED), (1, AMOUNT)])
def test_enter_activates_the_row_of_a_cell_that_stays_as_it_is(table, qtbot, row, column):
    activated = []
    table.activated.connect(activated.append)
    go_to(table, row, column)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert activated == [row + 1]
    assert not any(each.isVisible() for each in table.view.findChildren(QLineEdit))


def test_arrows_move_between_the_cells_of_a_row(table, qtbot):
    go_to(table, 0, LABEL)
    qtbot.keyClick(table.view, Qt.Key.Key_Right)
    assert table.view.currentIndex().column() == AMOUNT
    assert table.current_id() == 1


def test_new_values_of_the_rows_leave_the_place_and_the_typed_text_alone(table, edits, qtbot):
    go_to(table, 0, LABEL)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(table), "autre")
    table.renew_rows([Line(1, "CB NOUVEAU", "15,00"), Line(2, "VIR")])
    assert editor(table).text() == "autre"
    assert table.view.currentIndex().column() == LABEL
    finish(table, qtbot, Qt.Key.Key_Escape)
    assert table.model.data(table.model.index(0, AMOUNT)) == "15,00"
    assert edits == []
