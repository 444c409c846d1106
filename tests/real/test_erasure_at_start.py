"""The window finishes an erasure of everything at its start, on a disk and with a keyring that refuse for real."""

import sys

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.pages.start.erasing import ErasedPage
from microdesk_desktop.vault.erasures import begin_all, note_secret
from microdesk_desktop.vault.keyring import Keyring
from tests.support.clock import clock
from tests.support.disks import run_on_read_only_disk
from tests.support.gui import LONG_MS, started

__all__ = ["clock"]
pytestmark = pytest.mark.real

ENTRY = "5e6f7081a2b3c4d5"
WINDOW = """
import subprocess, sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from microdesk_desktop.app import build_window, new_application
from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.pages.start.erasing import ErasedPage, RefusedErasurePage
profile = Path(sys.argv[1])
application = new_application()
window = build_window(application, profile, language="fr", clock=SystemClock())
window.show()
window.start()
def press_once_refused():
    page = window.currentWidget()
    if isinstance(page, RefusedErasurePage) and not seen:
        seen.append("refused")
        subprocess.run(["mount", "-o", "remount,bind,rw", str(profile.parent)], check=True)
        QTest.keyClick(page.retry, Qt.Key.Key_Return)
    if isinstance(page, ErasedPage):
        seen.append(sorted(path.name for path in profile.parent.iterdir()))
        window.close()
        application.quit()
seen, watch = [], QTimer(interval=20)
watch.timeout.connect(press_once_refused)
watch.start()
application.exec()
print(seen)
"""


def test_a_read_only_disk_is_said_and_one_key_finishes_once_it_can_be_written(tmp_path):
    profile = tmp_path / "disk" / "profile"
    profile.mkdir(parents=True)
    (profile / "vault.db").write_bytes(b"noise")
    begin_all(profile, "")
    result = run_on_read_only_disk(profile.parent, [sys.executable, "-c", WINDOW, str(profile)])
    assert result.stdout.strip() == "['refused', []]", result.stderr


def test_a_locked_keyring_is_said_and_tried_again_by_one_key(real_keyring, qapp, qtbot, tmp_path, clock):
    profile = tmp_path / "profile"
    profile.mkdir()
    Keyring().write(ENTRY, "secret")
    note_secret(profile, ENTRY)
    real_keyring.lock()
    with started(qapp, qtbot, profile, clock) as window:
        qtbot.waitUntil(lambda: isinstance(window.currentWidget(), ErasedPage), timeout=LONG_MS)
        page = window.currentWidget()
        assert isinstance(page, ErasedPage)
        assert page.next.hasFocus()
        real_keyring.stop()
        real_keyring.start()
        qtbot.keyClick(page.next, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.currentWidget() is not page and window.is_at_rest, timeout=LONG_MS)
        assert Keyring().read(ENTRY) is None
        assert not profile.exists()
