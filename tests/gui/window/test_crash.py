"""A bug of ours on screen: reported without any datum of the user, and the program goes on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import ERROR_KEY
from tests.support.gui import button, unnamed


def test_a_bug_in_a_worker_shows_its_place_and_nothing_personal(window, shell, qtbot):
    def work(job):
        raise ValueError("Camille Leroy, 1 250,00 €")

    window.runner.run(work, lane=Lane.READ)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is not None)
    dialog = window.findChild(QDialog)
    shown = dialog.findChild(QPlainTextEdit).toPlainText()
    assert "ValueError" in shown
    assert "work" in shown
    assert "Camille" not in shown
    assert not unnamed(dialog)
    button(dialog, "copy_report").click()
    assert QGuiApplication.clipboard().text() == shown
    button(dialog, "accept").click()
    assert window.currentWidget() is shell


def test_a_fault_that_no_page_takes_is_a_banner(window, shell, qtbot):
    def work(job):
        raise KnownError(ErrorCode.DISK_FULL)

    window.runner.run(work, lane=Lane.READ)
    qtbot.waitUntil(lambda: "disque est plein" in (shell.banners.text_of(ERROR_KEY) or ""))
    assert window.findChild(QDialog) is None


def test_a_bug_that_comes_again_opens_no_second_dialog(window, shell, qtbot):
    for _ in range(3):
        window.show_failure(ValueError())
    (dialog,) = window.findChildren(QDialog)
    button(dialog, "accept").click()
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))
