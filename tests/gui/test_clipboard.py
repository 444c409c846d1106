"""A secret on the clipboard: hidden from histories, gone after a while and with its step."""

from datetime import date

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from microdesk_desktop.gui import clipboard as module
from microdesk_desktop.gui.clipboard import SecretClipboard
from microdesk_desktop.pages.start.key_page import KeyPage
from microdesk_desktop.pages.start.recovery_key import RecoveryStep
from tests.support.gui import LONG_MS

KEY = "ABCDEF-GHJKMN-PQRSTV-WXYZ01-234567-89ABCD"


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def step(qtbot):
    step = RecoveryStep(KeyPage(recovery_key=KEY, business="Jeanne Martin EI", made_on=date(2026, 11, 26)))
    qtbot.addWidget(step)
    step.show()
    return step


def press(step, text):
    (found,) = [each for each in step.findChildren(QPushButton) if each.text() == text]
    found.click()


def test_the_key_is_copied_with_what_histories_heed(step, clipboard):
    press(step, "Copier")
    data = clipboard.mimeData()
    assert data.text() == KEY
    assert bytes(data.data("x-kde-passwordManagerHint")) == b"secret"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert data.hasFormat("org.nspasteboard.ConcealedType")
    assert bytes(data.data("CanIncludeInClipboardHistory")) == bytes(4)
    assert bytes(data.data("CanUploadToCloudClipboard")) == bytes(4)
    assert "30 secondes" in step.findChild(QWidget, "copied").text()


def test_it_goes_after_a_while(qtbot, step, clipboard, monkeypatch):
    monkeypatch.setattr(module, "KEPT_S", 0)
    press(step, "Copier")
    qtbot.waitUntil(lambda: not clipboard.text(), timeout=LONG_MS)
    assert step.findChild(QWidget, "copied").isHidden()


def test_it_goes_with_its_step(step, clipboard):
    press(step, "Copier")
    step.hide()
    assert clipboard.text() == ""


def test_what_was_copied_since_stays(qapp, clipboard):
    secret = SecretClipboard(qapp)
    secret.copy(KEY)
    clipboard.setText("un montant")
    secret.clear()
    assert clipboard.text() == "un montant"


def test_a_screen_reader_does_not_read_the_key_unasked(step):
    widgets = [step, *step.findChildren(QWidget)]
    read = [
        QAccessible.queryAccessibleInterface(each).text(kind)
        for each in widgets
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    ]
    assert any(read)
    assert not any(group in text for text in read for group in KEY.split("-"))
