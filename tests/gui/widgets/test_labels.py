"""Labels show names that come from outside: nothing in them is rendered, hidden or turned around."""

from microdesk_desktop.gui.widgets import labels


def test_a_label_shows_what_would_be_invisible(qtbot):
    label = labels.body("VIR \u202e00,1\u202c\nété <b>x</b>")
    qtbot.addWidget(label)
    assert label.text() == "VIR \\u202e00,1\\u202c\nété <b>x</b>"
    label.setText("\x1b[31m\ud83d 👨\u200d👩")
    assert label.text() == "\\x1b[31m\\ud83d 👨\u200d👩"
