"""The columns of a table: which of them give way, and how wide the others are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.table.widths import Width, share_out
from microdesk_desktop.gui.widgets.empty import EmptyState

NAME, KIND, DAY, AMOUNT = (
    Width(share=3, least=200),
    Width(share=1, least=100, gives_way=2),
    Width(own=80, gives_way=1),
    Width(own=120),
)


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (900, (525, 175, 80, 120)),
        (500, (200, 100, 80, 120)),
        (499, (299, 0, 80, 120)),
        (400, (200, 0, 80, 120)),
        (399, (279, 0, 0, 120)),
        (200, (80, 0, 0, 120)),
    ],
)
def test_columns_give_way_by_their_rank_then_the_name_gets_narrower_and_the_amount_never(room, widths):
    assert tuple(share_out(room, (NAME, KIND, DAY, AMOUNT))) == widths


columns = st.builds(
    Width,
    own=st.sampled_from((0, 0, 60, 120)),
    share=st.integers(1, 4),
    least=st.integers(0, 250),
    gives_way=st.integers(0, 4),
)


@given(room=st.integers(0, 2_000), asked=st.lists(columns, min_size=1, max_size=9))
def test_what_stays_fits_unless_the_widths_of_its_own_do_not(room, asked):
    widths = share_out(room, asked)
    shown = [number for number, width in enumerate(widths) if width]
    assert {number for number, each in enumerate(asked) if not each.gives_way} <= set(shown)
    assert all(widths[number] == asked[number].own for number in shown if asked[number].own)
    own = sum(asked[number].own for number in shown)
    assert sum(widths) <= max(room, own) + len(shown)  # each is seen, if only by a pixel


@pytest.fixture
def narrow(qtbot):
    """A list of one client, too narrow for all of its columns."""
    columns = (
        Column[str](header="Nom", text=lambda row: row, kind=CellKind.WHO, share=3),
        Column[str](header="Ville", text=lambda row: "<b>Bordeaux</b>", sample="Saint-Pierre-des-Corps", gives_way=1),
        Column[str](header="Reste dû", text=lambda row: "12 345,00 €", kind=CellKind.AMOUNT),
    )
    table = Table("Clients", columns, EmptyState("users", "Rien"))
    qtbot.addWidget(table)
    table.resize(330, 200)
    table.show()
    table.set_rows(["Société Garonne Conseil et Développement de Bordeaux et de Gironde SAS"], key=str)
    QApplication.processEvents()
    return table


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform
def test_a_column_for_which_there_is_no_room_is_in_the_tool_tip_of_the_row_with_the_whole_name(narrow):
    view = narrow.view
    assert [view.isColumnHidden(number) for number in range(3)] == [False, True, False]
    at = view.visualRect(narrow.model.index(0, 0)).center()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert QToolTip.text().split("<br>") == [
        "<span>Société Garonne Conseil et Développement de Bordeaux et de Gironde SAS</span>",
        "<span>Ville : &lt;b&gt;Bordeaux&lt;/b&gt;</span>",
    ]
    QToolTip.hideText()


def test_a_column_for_which_there_is_no_room_is_read_with_the_first_one(narrow):
    spoken = narrow.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Société Garonne Conseil et Développement de Bordeaux et de Gironde SAS, Ville : <b>Bordeaux</b>"
    narrow.resize(900, 200)
    QApplication.processEvents()
    assert narrow.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == spoken.split(",")[0]
