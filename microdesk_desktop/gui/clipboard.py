"""Secrets on the clipboard: hidden from its histories, and removed after half a minute at the latest."""

import hashlib

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_S = 30
"""Time to paste a key into a password manager."""
# What asks clipboard managers to keep no copy: KDE and its relatives; Windows' history and its cloud; macOS.
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),
    "CanUploadToCloudClipboard": bytes(4),
    "org.nspasteboard.ConcealedType": b"1",
}


class SecretClipboard(QObject):
    """Puts one secret on the clipboard; `cleared` comes when `KEPT_S` seconds have passed or `clear` was called."""

    cleared = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._digest = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Put the secret on the clipboard, in place of the former one."""
        data = QMimeData()
        data.setText(secret)
        for kind, value in _HINTS.items():
            data.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._digest = _digest(secret)
        self._timer.start(KEPT_S * 1_000)

    def clear(self) -> None:
        """Remove the secret, unless something else was copied since."""
        self._timer.stop()
        if self._digest and _digest(QGuiApplication.clipboard().text()) == self._digest:
            QGuiApplication.clipboard().clear()
        self._digest = b""
        _clear_selection()
        self.cleared.emit()


def clear_own() -> None:
    """Remove from the clipboard, and from X11's selection, whatever was copied or selected in this program."""
    if QGuiApplication.clipboard().ownsClipboard():
        QGuiApplication.clipboard().clear()
    _clear_selection()


def _clear_selection() -> None:
    """Empty what a middle click would paste, if it was selected in this program."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
