"""The list of proposals below a field: how text and detail share its lines."""

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.window.suggestions import SuggestingLine, Suggestion, shared_room


def test_a_detail_longer_than_half_of_the_line_is_shown_where_the_text_leaves_room() -> None:
    assert shared_room(300 + MIDDLE, text=90, detail=210) == (90, 210)


def test_what_is_too_long_is_cut_and_what_is_short_stays_whole() -> None:
    free = 300
    room = free + MIDDLE
    assert shared_room(room, text=90, detail=500) == (90, 210)
    assert shared_room(room, text=500, detail=90) == (210, 90)
    assert shared_room(room, text=500, detail=500) == (150, 150)
    assert shared_room(room, text=500, detail=0) == (room, 0)


def test_a_text_that_has_its_room_is_painted_whole_beside_its_detail(qtbot) -> None:
    number, detail = "F-2026-0049", "Galerie des Quais SARL, 25/11/2026"
    window = QWidget()
    qtbot.addWidget(window)
    line = SuggestingLine(lambda _: [Suggestion(text=number, value=1, detail=detail), Suggestion(text=number, value=2)])
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addStretch()
    window.resize(420, 300)
    window.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.show_list()
    (found,) = window.findChildren(QListWidget)
    for width in range(300, 460, 10):
        window.resize(width, 300)
        line.show_list()
        rows = [found.visualItemRect(found.item(place)) for place in (0, 1)]
        pictures = [found.viewport().grab(row.adjusted(0, 0, 110 - row.width(), 0)).toImage() for row in rows]
        assert pictures[0] == pictures[1], width
