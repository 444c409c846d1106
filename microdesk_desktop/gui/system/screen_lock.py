"""Locking of the screen and sleep of the computer, announced over D-Bus by Linux desktops and by systemd's logind."""

import os

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_LOGIND = "org.freedesktop.login1"
_LOGIND_PATH = "/org/freedesktop/login1"
_ON_ACTIVE = "on_active(bool)"
_ON_LOCK = "on_lock()"


class ScreenLock(QObject):
    """`locked` is emitted when the screen locks and before the computer sleeps; never where no bus announces it."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            for interface, path in _SCREEN_SAVERS:
                _listen(session, "", path, interface, "ActiveChanged", self, _ON_ACTIVE)
        system = QDBusConnection.systemBus()
        if system.isConnected():
            _listen(system, _LOGIND, _LOGIND_PATH, f"{_LOGIND}.Manager", "PrepareForSleep", self, _ON_ACTIVE)
            _listen(system, _LOGIND, _session_path(), f"{_LOGIND}.Session", "Lock", self, _ON_LOCK)

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """The screen saver has started (True) or ended, or the computer is about to sleep (True) or awake again."""
        if active:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """Logind asks the session to lock, as `loginctl lock-session` does."""
        self.locked.emit()


def _listen(
    bus: QDBusConnection, service: str, path: str, interface: str, name: str, receiver: QObject, slot: str
) -> None:
    bus.connect(service, path, interface, name, receiver, SLOT(slot))  # type: ignore[call-overload]  # the binding takes a str


def _session_path() -> str:
    """The D-Bus path of the user's session; "" for any session, where the environment does not name it.

    A path holds letters and digits only: as in `sd_bus_path_encode`, any other character is written _XX, and so is a
    digit in the first place.
    """
    session = os.environ.get("XDG_SESSION_ID", "")
    if not session:
        return ""
    escaped = [
        each if each.isascii() and each.isalnum() and (place or not each.isdigit()) else f"_{ord(each):02x}"
        for place, each in enumerate(session)
    ]
    return f"{_LOGIND_PATH}/session/{''.join(escaped)}"
