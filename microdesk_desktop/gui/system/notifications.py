"""Notifications of the desktop: over D-Bus where there is one, else beside an icon in the system's tray."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from microdesk_desktop.base.i18n import tr

if TYPE_CHECKING:
    from microdesk_desktop.gui.system.notification_bus import NotificationBus

TOKEN = "XDG_ACTIVATION_TOKEN"  # where Qt looks for the permission to come to the front under Wayland
ICON = "microdesk"


def bus_question() -> Callable[[], bool]:
    """A function that asks the session bus whether it shows notifications, for a worker thread to call.

    The module is imported here, on the main thread, because it defines a class of Qt.
    """
    try:
        from microdesk_desktop.gui.system.notification_bus import is_served
    except ImportError:
        return lambda: False

    def ask() -> bool:
        try:
            return is_served()
        except (OSError, RuntimeError, KeyError):
            return False

    return ask


def has_tray() -> bool:
    """Whether the desktop has a tray, beside whose icons notifications are shown where the bus has none."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Notifications(QObject):
    """At most one notification at a time; `clicked` when the user clicks it. Nothing of the user's is ever in it."""

    clicked = Signal()

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = icon
        self._text = ""
        self._tray: QSystemTrayIcon | None = None
        self._bus = self._open_bus()

    def show(self, text: str) -> None:
        """Show a notification in place of the former one; nothing happens where the system has none."""
        self._text = text
        if self._bus is not None:
            self._bus.show(text, tr("Ouvrir MicroDesk"), ICON)
        else:
            self._show_in_tray()

    def withdraw(self) -> None:
        """Take the notification away, if there is one."""
        self._text = ""
        if self._bus is not None:
            self._bus.withdraw()
        if self._tray is not None:
            self._tray.hide()

    def _open_bus(self) -> "NotificationBus | None":
        """The session bus; None on a system that has none, or not the library for it."""
        try:
            from microdesk_desktop.gui.system.notification_bus import NotificationBus

            bus = NotificationBus(self)
        except (ImportError, OSError, RuntimeError, KeyError):
            return None
        bus.clicked.connect(self._come_forward)
        bus.refused.connect(self._show_in_tray)
        return bus

    def _come_forward(self, token: str) -> None:
        if token:
            os.environ[TOKEN] = token
        self.clicked.emit()

    def _show_in_tray(self) -> None:
        if not self._text or not has_tray():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(self.clicked)
        self._tray.show()
        self._tray.showMessage("MicroDesk", self._text, self._icon)
