"""Input that widgets never see as what it is: Ctrl with a digit by the place of its key, and the mouse's side buttons.

On a French keyboard the digits need Shift: Ctrl with the key of « 1 » arrives as Ctrl+&. The key's place does not
depend on the layout.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

# X11 and Wayland count keys as Linux does, plus 8; Windows gives the scan codes of the PC keyboard.
_FIRST_CODE = 2 if sys.platform == "win32" else 10
_MAC_CODES = (18, 19, 20, 21, 23, 22, 26, 28, 25)
"""The virtual keys kVK_ANSI_1 to kVK_ANSI_9 (Carbon, HIToolbox/Events.h): macOS has no scan codes."""


class NativeInput(QObject):
    """Filters the events of a native window: `digit` is called with 1 to 9, `back` and `forward` without anything."""

    def __init__(
        self,
        parent: QObject,
        *,
        digit: Callable[[int], object],
        back: Callable[[], object],
        forward: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._digit = digit
        self._sides = {Qt.MouseButton.BackButton: back, Qt.MouseButton.ForwardButton: forward}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            number = digit_by_place(event)
            if number:
                self._digit(number)
            return bool(number)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            act = self._sides.get(event.button())
            if act is not None:
                act()
            return act is not None
        return False


def digit_by_place(event: QKeyEvent) -> int:
    """Which of the digits 1 to 9 stands on the key that is pressed with Ctrl alone on most layouts; 0 for none."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return 0
    if sys.platform == "darwin":
        code = event.nativeVirtualKey()
        return _MAC_CODES.index(code) + 1 if code in _MAC_CODES else 0
    number = event.nativeScanCode() - _FIRST_CODE + 1
    return number if 1 <= number <= 9 else 0
