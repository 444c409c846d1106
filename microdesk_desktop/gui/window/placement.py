"""Where the window stands when it opens: as it was left, and never larger than the screen."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

TITLE_BAR = 40
"""The height of the tallest title bar of the usual desktops: the frame is not known before the window is shown."""


def place(window: QWidget, wanted: QSize, least: QSize) -> None:
    """Give a window that has not been shown yet this size, in the middle of its screen, as far as that allows."""
    room = window.screen().availableGeometry()
    window.setMinimumSize(least.boundedTo(_inside(room)))
    window.setGeometry(fitted(QRect(room.topLeft(), wanted), room, is_centred=True))


def keep_on_screen(window: QWidget) -> None:
    """Bring a window that was put back where it was left wholly onto its screen, which may be another one now."""
    if not window.isMaximized() and not window.isFullScreen():
        window.setGeometry(fitted(window.geometry(), window.screen().availableGeometry()))


def fitted(wanted: QRect, room: QRect, *, is_centred: bool = False) -> QRect:
    """The geometry of a window without its frame that lies in `room` with its frame, as near to `wanted` as can be."""
    size = wanted.size().boundedTo(_inside(room))
    rightmost, lowest = room.right() + 1 - size.width(), room.bottom() + 1 - size.height()
    if is_centred:
        left, top = (room.left() + rightmost) // 2, (room.top() + TITLE_BAR + lowest) // 2
    else:
        left, top = wanted.left(), wanted.top()
    return QRect(
        max(room.left(), min(left, rightmost)),
        max(room.top() + TITLE_BAR, min(top, lowest)),
        size.width(),
        size.height(),
    )


def _inside(room: QRect) -> QSize:
    """The largest window that a screen takes below its title bar."""
    return QSize(room.width(), room.height() - TITLE_BAR)
