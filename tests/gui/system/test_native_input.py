"""Ctrl with a digit by the place of its key, on any layout, and the side buttons of the mouse."""

import sys

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from microdesk_desktop.gui.system.native_input import digit_by_place

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
FIRST = 10  # the code of the key of « 1 » under X11 and Wayland
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the codes of Linux")


def pressed(key: Qt.Key, code: int, modifiers: Qt.KeyboardModifier, text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, text)


@linux_only
@pytest.mark.parametrize(("place", "key"), [(1, "&"), (2, "é"), (6, "-"), (9, "ç")])
def test_the_keys_of_a_french_keyboard_count_by_their_place(place, key):
    assert digit_by_place(pressed(Qt.Key(ord(key.upper())), FIRST + place - 1, CONTROL, key)) == place


@linux_only
@pytest.mark.parametrize(
    ("code", "modifiers"),
    [
        (FIRST, NONE),
        (FIRST, CONTROL | Qt.KeyboardModifier.AltModifier),
        (FIRST - 1, CONTROL),
        (FIRST + 9, CONTROL),
        (0, CONTROL),
    ],
)
def test_other_keys_and_modifiers_do_not_count(code, modifiers):
    assert digit_by_place(pressed(Qt.Key.Key_Ampersand, code, modifiers, "&")) == 0


@linux_only
def test_ctrl_with_the_second_key_goes_to_the_second_page_from_inside_a_field(window, shell):
    window.go_to("bank")
    shell.current().search_field().setFocus()
    QApplication.sendEvent(window.windowHandle(), pressed(Qt.Key.Key_Eacute, FIRST + 1, CONTROL, "é"))
    assert shell.current().key == shell.sidebar.keys[1]


def test_the_side_buttons_of_the_mouse_go_back_and_forward_over_a_list(window, shell):
    window.go_to("clients")
    window.go_to("bank")
    middle = QPointF(window.rect().center())
    for button, key in ((Qt.MouseButton.BackButton, "clients"), (Qt.MouseButton.ForwardButton, "bank")):
        event = QMouseEvent(QEvent.Type.MouseButtonPress, middle, middle, button, button, NONE)
        QApplication.sendEvent(window.windowHandle(), event)
        assert shell.current().key == key
