"""Hears the desktop say that the screen is locked, where it says so: the ScreenSaver interface of Linux desktops."""

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SOURCES = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_HEARD = "on_active_changed(bool)"


class ScreenLock(QObject):
    """`locked` comes when the screen locks; silent where no desktop tells."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            for interface, path in _SOURCES:
                bus.connect("", path, interface, "ActiveChanged", self, SLOT(_HEARD))  # type: ignore[call-overload]  # the binding takes a str

    @Slot(bool)
    def on_active_changed(self, active: bool) -> None:
        if active:
            self.locked.emit()
