"""Widgets that go on in the next line, a sentence with its answers, and tiles: nothing is cut in any width."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.gui.layout.page_scroll import PageScroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.answered import LEAST_SENTENCE, Answered
from microdesk_desktop.gui.widgets.wrapping import Wrapping

TURNS = 5


@pytest.fixture
def show(qtbot):
    """Shows a widget in a column of this width, and returns the column, which is kept until the test ends."""
    kept = []

    def shown(widget, width):
        kept.append(in_column(widget, width))
        qtbot.addWidget(kept[-1])
        return kept[-1]

    return shown


def in_column(widget, width):
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch()
    holder.resize(width, 300)
    holder.show()
    settle()
    return holder


def settle():
    for _ in range(TURNS):
        QApplication.processEvents()


def buttons(number):
    made = [QPushButton(f"Bouton {each}") for each in range(number)]
    for each in made:
        each.setFixedSize(100, 30)
    return made


def lines(widgets):
    """The widgets by their distance from the top."""
    found = {}
    for each in widgets:
        found.setdefault(each.geometry().top(), []).append(each)
    return list(found.values())


@pytest.mark.parametrize(("width", "expected"), [(500, [4]), (316, [3, 1]), (208, [2, 2]), (100, [1, 1, 1, 1])])
def test_a_row_goes_on_below_and_is_as_high_as_its_lines(show, width, expected):
    made = buttons(4)
    row = Wrapping(*made)
    show(row, width)
    assert [len(line) for line in lines(made)] == expected
    assert row.height() == 30 * len(expected) + 8 * (len(expected) - 1)
    assert max(each.geometry().right() for each in made) < width


def test_a_row_is_one_line_again_once_there_is_room_or_something_is_hidden(show):
    made = buttons(4)
    holder = show(Wrapping(*made), 316)
    made[0].hide()
    settle()
    assert [len(line) for line in lines(made[1:])] == [3]
    made[0].show()
    holder.resize(600, 300)
    settle()
    assert [len(line) for line in lines(made)] == [4]


def test_what_was_hidden_before_it_was_added_stays_so(show):
    made = buttons(2)
    made[0].hide()
    show(Wrapping(*made), 300)
    assert [each.isVisible() for each in made] == [False, True]


def test_answers_stand_below_a_sentence_that_would_get_too_narrow(show):
    texts, answers = QVBoxLayout(), buttons(2)
    sentence = labels.body("Les colonnes de ce tableau ont été devinées. Les lignes sont-elles lues comme il faut ?")
    texts.addWidget(sentence)
    holder = show(Answered(texts, *answers), 600)
    assert answers[0].mapTo(holder, answers[0].rect().topLeft()).x() > sentence.geometry().right()
    holder.resize(LEAST_SENTENCE + 200, 300)
    settle()
    assert answers[0].mapTo(holder, answers[0].rect().topLeft()).y() > sentence.geometry().bottom()
    assert sentence.heightForWidth(sentence.width()) <= sentence.height()


@pytest.mark.parametrize(("width", "expected"), [(900, [4]), (500, [2, 2]), (250, [1, 1, 1, 1])])
def test_tiles_of_a_line_have_one_width_and_lines_are_even(show, width, expected):
    made = [QLabel(f"Carte {each}") for each in range(4)]
    show(Tiles(*made, least=150), width)
    assert [len(line) for line in lines(made)] == expected
    assert max(each.width() for each in made) - min(each.width() for each in made) <= 1


def test_tiles_leave_no_gap_for_what_is_hidden(show):
    made = [QLabel(f"Carte {each}") for each in range(3)]
    tiles = Tiles(*made, least=150)
    made[0].hide()
    show(tiles, 600)
    assert made[1].geometry().left() == 0
    assert made[2].geometry().right() == 599


def test_a_page_that_is_too_high_scrolls_down_and_is_never_wider(qtbot):
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(labels.body("Une phrase qui prend plusieurs lignes dès que la page est étroite. " * 4))
    column.addWidget(QLabel("x" * 200))
    area = PageScroll(inside)
    qtbot.addWidget(area)
    area.resize(300, 100)
    area.show()
    settle()
    assert inside.width() == area.viewport().width()
    assert inside.height() > area.viewport().height()
    area.resize(300, 800)
    settle()
    assert inside.height() == area.viewport().height()
