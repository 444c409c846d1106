"""Whatever stands in the profile, the window starts, can be used, and shows a sentence rather than a bug."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QDialog, QLabel

from microdesk_desktop.gui.window.preferences import Preferences
from microdesk_desktop.pages.start.unlock import UnlockPage
from microdesk_desktop.pages.start.welcome import WelcomePage
from tests.support.gui import LONG_MS, PASSPHRASE, started, type_in, unlocked

ODD_FILES = {
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "nested": lambda path: path.write_bytes(b"[" * 100_000),
    "absurd": lambda path: path.write_text('{"lock_after_minutes": 1e999, "theme": [], "language": "\\ud83d"}'),
    "monstrous": lambda path: path.write_text('{"lock_after_minutes": ' + "9" * 5_000 + "}"),
    "unknown Qt type": lambda path: path.write_bytes(b"[General]\ngeometry=@Variant(\\0\\0\\0\\x11\\x1)\n"),
    "folder": Path.mkdir,
    "loop": lambda path: path.symlink_to(path.name),
    "pipe": os.mkfifo,
}


@pytest.mark.parametrize("name", ["settings.json", "window.ini"])
@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
def test_odd_settings_do_not_keep_the_vault_from_being_opened(qapp, qtbot, profile, clock, name, make):
    make(profile / name)
    with started(qapp, qtbot, profile, clock) as window:
        unlocked(window, qtbot)
        window.idle.check()
        assert window.workspace is not None
        assert window.findChild(QDialog) is None


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to(path.name)], ids=["folder", "loop"])
def test_a_lock_that_cannot_be_taken_is_a_sentence(qapp, qtbot, profile, clock, make):
    (profile / "lock").unlink(missing_ok=True)
    make(profile / "lock")
    with started(qapp, qtbot, profile, clock) as window:
        page = window.currentWidget()
        assert isinstance(page, UnlockPage)
        type_in(qtbot, page.field, PASSPHRASE)
        page.button.click()
        entry = page.field.focusProxy()
        qtbot.waitUntil(lambda: "ne peut pas servir" in entry.accessibleDescription(), timeout=LONG_MS)
        assert window.findChild(QDialog) is None


@pytest.mark.parametrize("name", ["file", "file/below", "loop", "loop/below"])
def test_where_no_vault_can_be_the_user_is_welcomed(qapp, qtbot, tmp_path, clock, name):
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with started(qapp, qtbot, tmp_path / name, clock) as window:
        assert isinstance(window.currentWidget(), WelcomePage)
        assert window.findChild(QDialog) is None


def test_a_profile_that_no_system_takes_is_named_in_a_sentence(qapp, qtbot, tmp_path, clock):
    with started(qapp, qtbot, tmp_path / ("n" * 4_000), clock) as window:
        assert isinstance(window.currentWidget(), WelcomePage)
        (dialog,) = window.findChildren(QDialog)
        (sentence,) = [label.text() for label in dialog.findChildren(QLabel) if "ne peut pas servir" in label.text()]
        assert len(sentence) < 500


def test_the_geometry_is_kept(qapp, tmp_path):
    Preferences(tmp_path).geometry = QByteArray(b"12")
    assert Preferences(tmp_path).geometry == QByteArray(b"12")
