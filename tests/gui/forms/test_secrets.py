"""Fields of secrets: the caps lock is noticed, a proposal is shown and typed again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from microdesk_desktop.gui.forms.text_fields import entry_of, passphrase_field
from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.pages.shared.new_passphrase import NewPassphrase
from tests.support.gui import button

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "modifier", "is_noted"),
    [("A", None, True), ("a", None, False), ("A", SHIFT, False), ("a", SHIFT, True), ("1", None, False)],
)
def test_locked_capitals_are_noted_below_the_field(qtbot, key, modifier, is_noted):
    field = passphrase_field("Phrase secrète")
    qtbot.addWidget(field)
    field.show()
    press(entry_of(field), key, modifier)
    assert field.findChild(QLabel, "caps_lock").isVisible() is is_noted


def press(entry, text, modifier):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, ord(text.upper()), modifier or Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(entry, event)


def test_a_proposal_is_shown_and_must_be_typed_again(qtbot):
    runner = Runner()
    fields = NewPassphrase(runner, lambda: None, "Phrase secrète")
    qtbot.addWidget(fields)
    fields.show()
    button(fields, "propose").click()
    first = fields.value()
    assert len(first.split()) == 5
    assert entry_of(fields.first).echoMode() is QLineEdit.EchoMode.Normal
    assert not fields.check()
    button(fields, "propose").click()
    assert fields.value() != first
    entry_of(fields.second).insert(fields.value())
    assert fields.check()
    runner.shutdown()
