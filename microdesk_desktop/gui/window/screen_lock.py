"""Screen lock detection through the D-Bus ScreenSaver interfaces of Linux desktops."""

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SOURCES = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_SLOT = "on_active_changed(bool)"


class ScreenLock(QObject):
    """`locked` is emitted when the screen locks; never where the desktop has no such interface."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            for interface, path in _SOURCES:
                bus.connect("", path, interface, "ActiveChanged", self, SLOT(_SLOT))  # type: ignore[call-overload]  # the binding takes a str

    @Slot(bool)
    def on_active_changed(self, active: bool) -> None:
        if active:
            self.locked.emit()
