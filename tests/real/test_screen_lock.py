"""The desktop says that its screen is locked: heard through a real session bus."""

import shutil
import subprocess
import sys

import pytest

HEARD = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from microdesk_desktop.gui.window.screen_lock import ScreenLock
application = QCoreApplication([])
ear = ScreenLock(application)
ear.locked.connect(lambda: application.exit(7))
signal = ["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver"]
QTimer.singleShot(0, lambda: subprocess.run([*signal, "org.freedesktop.ScreenSaver.ActiveChanged", sys.argv[1]]))
QTimer.singleShot(int(sys.argv[2]), application.quit)
sys.exit(application.exec())
"""


@pytest.mark.real
@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no D-Bus here")
@pytest.mark.parametrize(("active", "deadline_ms", "code"), [("boolean:true", 30_000, 7), ("boolean:false", 1_000, 0)])
def test_a_locked_screen_is_heard_and_an_unlocked_one_is_not(active, deadline_ms, code):
    command = ["dbus-run-session", "--", sys.executable, "-c", HEARD, active, str(deadline_ms)]
    assert subprocess.run(command, timeout=60, check=False).returncode == code
