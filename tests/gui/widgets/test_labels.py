"""Labels show names that come from outside: nothing in them is rendered, hidden or turned around."""

import pytest
from PySide6.QtGui import QTextDocument

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.strip import Strip


def test_a_label_shows_what_would_be_invisible(qtbot):
    label = labels.body("VIR \u202e00,1\u202c\nété <b>x</b>")
    qtbot.addWidget(label)
    assert label.text() == "VIR \\u202e00,1\\u202c\nété <b>x</b>"
    label.setText("\x1b[31m\ud83d 👨\u200d👩")
    assert label.text() == "\\x1b[31m\\ud83d 👨\u200d👩"


@pytest.mark.parametrize("make", [labels.elided, lambda text: InlineLink(text, lambda: None)])
def test_the_tool_tip_of_a_text_that_is_cut_renders_nothing(qtbot, make):
    widget = make("<b>Nova</b> & Fils <img src='file:///etc/passwd'>")
    qtbot.addWidget(widget)
    widget.resize(60, 20)
    widget.show()
    shown = QTextDocument()
    shown.setHtml(widget.toolTip())
    assert shown.toPlainText() == "<b>Nova</b> & Fils <img src='file:///etc/passwd'>"


def test_an_ampersand_of_a_name_stands_on_a_button_and_makes_no_shortcut(qtbot):
    strip = Strip("De quel compte ?", Tone.ATTENTION, [("Dupont & Fils", lambda: None)])
    qtbot.addWidget(strip)
    (answer,) = strip.buttons
    assert (answer.text(), answer.shortcut().isEmpty()) == ("Dupont && Fils", True)
