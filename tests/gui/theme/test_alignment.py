"""What is typed, chosen or linked begins at one distance from the edge of its control, whatever the control."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from microdesk_desktop.gui.forms.inputs import ChoiceBox
from microdesk_desktop.gui.forms.text_fields import new_line_edit
from microdesk_desktop.gui.theme.apply import font, roles
from microdesk_desktop.gui.theme.stylesheet import stylesheet
from microdesk_desktop.gui.theme.tokens import BODY
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.menu_button import Switcher

WIDTH, HEIGHT, BORDER = 200, 60, 4
INK = 60
"""How much a letter differs from its ground in lightness, of 255, whatever the theme that another test left."""
TEXT = "H"
"""Its first stroke begins at the left edge of the letter."""


@pytest.fixture
def host(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.setStyleSheet(stylesheet(roles()))
    made.show()
    return made


def first_ink(host: QWidget, control: QWidget) -> int:
    """Where the text of a control begins, in pixels from its left edge."""
    control.setParent(host)
    control.resize(WIDTH, HEIGHT)
    control.show()
    image = control.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixelColor(WIDTH // 2, HEIGHT // 2).lightness()
    rows = range(BORDER, image.height() - BORDER)
    inked = (
        x for x in range(BORDER, WIDTH) if any(abs(image.pixelColor(x, y).lightness() - ground) > INK for y in rows)
    )
    return next(inked)


def test_texts_of_fields_and_choices_begin_at_one_distance(host):
    line = new_line_edit()
    line.setText(TEXT)
    lines = QPlainTextEdit(TEXT)
    lines.setFont(font(BODY))
    menu = Switcher("Réglages", is_framed=True)
    menu.show_text(TEXT)
    begins = [first_ink(host, each) for each in (line, ChoiceBox(((0, TEXT),), 0), lines, menu)]
    assert max(begins) - min(begins) <= 1


def test_a_link_begins_where_the_text_above_it_does(host):
    link = buttons.link(TEXT, lambda: None)
    link.setParent(host)
    link.ensurePolished()
    around = link.sizeHint().width() - link.fontMetrics().horizontalAdvance(TEXT)
    assert around <= BORDER
