"""The desktop announces that its screen is locked, logind that the computer will sleep: received through real buses."""

import shutil
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no D-Bus here"),
]
LISTENING = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from microdesk_desktop.gui.system.screen_lock import ScreenLock
application = QCoreApplication([])
listener = ScreenLock(application)
listener.locked.connect(lambda: application.exit(7))
service, path, interface, name, active, wait_ms = sys.argv[1:]
sender = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "sender")
if service:
    assert sender.registerService(service)
signal = QDBusMessage.createSignal(path, interface, name)
if active:
    signal.setArguments([active == "true"])
QTimer.singleShot(0, lambda: sender.send(signal))
QTimer.singleShot(int(wait_ms), application.quit)
sys.exit(application.exec())
"""
LONG_MS, SHORT_MS = 30_000, 1_000
LOGIND, MANAGER, SESSION = "org.freedesktop.login1", "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
SAVER = ("", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
SLEEP = ("/org/freedesktop/login1", MANAGER, "PrepareForSleep")
OWN, OTHER = "/org/freedesktop/login1/session/_32", "/org/freedesktop/login1/session/c1"


def received(service: str, path: str, interface: str, name: str, active: str, wait_ms: int) -> bool:
    """Whether `locked` is emitted after this signal on a bus that stands for both the session's and the system's."""
    script = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" XDG_SESSION_ID=2 exec "$@"'
    command = [sys.executable, "-c", LISTENING, service, path, interface, name, active, str(wait_ms)]
    done = subprocess.run(["dbus-run-session", "--", "sh", "-c", script, "sh", *command], timeout=300, check=False)
    assert done.returncode in (0, 7)
    return done.returncode == 7


@pytest.mark.parametrize(
    "signal", [(*SAVER, "true"), (LOGIND, *SLEEP, "true"), (LOGIND, OWN, SESSION, "Lock", "")], ids=str
)
def test_a_locked_screen_and_a_sleeping_computer_lock(signal: tuple[str, str, str, str, str]) -> None:
    assert received(*signal, LONG_MS)


@pytest.mark.parametrize(
    "signal",
    [
        (*SAVER, "false"),
        (LOGIND, *SLEEP, "false"),
        (LOGIND, OTHER, SESSION, "Lock", ""),
        ("org.example.Stranger", *SLEEP, "true"),
    ],
    ids=str,
)
def test_waking_up_and_what_concerns_others_lock_nothing(signal: tuple[str, str, str, str, str]) -> None:
    assert not received(*signal, SHORT_MS)
