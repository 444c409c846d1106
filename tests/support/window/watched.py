"""The real window as a process, started as by its user; at the key Pause it prints what stands on the screen.

python -m tests.support.window.watched PROFILE LANGUAGE

The key comes through the screen as those before it do: its answer is given once all of them are handled and nothing
runs any more. An answer is a line of JSON: see `Sight`. The browser that the window opens is one that agrees.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from ctypes import c_ubyte
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractNativeEventFilter,
    QByteArray,
    QEvent,
    QObject,
    Qt,
    QTimer,
    QUrl,
    Slot,
)
from PySide6.QtGui import QDesktopServices, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from microdesk_desktop import app
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.sandbox.browser import browser

ASK = 127
"""The X11 number of the key Pause, which the window has no use for."""
LOOK_MS = 20
MOST_ROWS = 50
_WINDOW, _DIALOG = Qt.WindowType.Window, Qt.WindowType.Dialog
_APPEARING = (QEvent.Type.Show, QEvent.Type.Hide)
_KEY_PRESS = 2
"""XCB_KEY_PRESS, the first byte of the event; the second one is the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What stands on the screen: the page (or the screen before the vault is open), the name of what has the focus,
    whether a window of this program is the active one, its number, and every text in sight."""

    page: str
    focus: str
    is_active: bool
    window: int
    texts: tuple[str, ...]


class WatchedWindow(Window):
    """Answers the key by which it is asked."""

    def start(self) -> None:
        super().start()
        self._watch = _Watch(self)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self._watch)
        self._listener = _KeyListener(self._watch.answer_at_rest)
        application.installNativeEventFilter(self._listener)
        self.activateWindow()
        self._watch.answer_at_rest()

    def show_failure(self, error: Exception) -> None:
        """End at once: nobody looks at the report."""
        traceback.print_exception(error)
        os._exit(1)


class _KeyListener(QAbstractNativeEventFilter):
    """Hears the key even where a dialog keeps it from the window that has the focus."""

    def __init__(self, hear: Callable[[], object]) -> None:
        super().__init__()
        self._hear = hear

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        event = (c_ubyte * 2).from_address(int(message))
        if event[0] == _KEY_PRESS and event[1] == ASK:
            self._hear()
            return True, 0
        return False, 0


class _Watch(QObject):
    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._open_link = browser()
        method: Any = "visit"  # PySide6 6.11 declares bytes, and takes none
        QDesktopServices.setUrlHandler("http", self, method)

    @Slot(QUrl)
    def visit(self, url: QUrl) -> None:
        """Take the place of the user's browser."""
        self._open_link(url.toString())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and watched.type() in (_WINDOW, _DIALOG) and event.type() in _APPEARING:
            self._hand_on_focus(watched, is_shown=event.type() == QEvent.Type.Show)
        return False

    def _hand_on_focus(self, window: QWindow, *, is_shown: bool) -> None:
        """Act as a window manager, of which there is none: a new window is the active one for as long as it stands."""
        if is_shown:
            window.requestActivate()
        elif window.type() == _DIALOG:
            self._window.activateWindow()

    def answer_at_rest(self, calm: int = 0) -> None:
        """Answer once nothing runs, at two looks in a row: a page may ask for more when it gets its first answer."""
        if calm == 2:
            sys.stdout.write(json.dumps(asdict(sight_of(self._window))) + "\n")
            sys.stdout.flush()
        else:
            QTimer.singleShot(LOOK_MS, self, lambda: self.answer_at_rest(calm + 1 if self._window.is_at_rest else 0))


def sight_of(window: Window) -> Sight:
    """What stands on the screen now."""
    front = window.currentWidget()
    focused = QApplication.focusWidget()
    return Sight(
        page=front.page_in_sight() if isinstance(front, Shell) else type(front).__name__,
        focus=_name(focused) if focused is not None else "",
        is_active=QApplication.activeWindow() is not None,
        window=int(window.winId()),
        texts=tuple(text for each in QApplication.allWidgets() if each.isVisible() for text in _texts(each) if text),
    )


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or next(_texts(widget), "") or type(widget).__name__


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.displayText()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for row in range(min(MOST_ROWS, model.rowCount())):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                index = model.index(row, column)
                yield str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")


def main(profile: str, language: str) -> int:
    """Run until the window is closed; returns the exit code."""
    app.Window = WatchedWindow  # type: ignore[attr-defined]
    return app.open_window(Path(profile), language)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
