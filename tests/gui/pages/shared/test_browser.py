"""A page opens in the user's browser; while they are offline, only once they agree, since no switch governs it."""

import gc
import weakref

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from microdesk_desktop.operations.privacy.network_switches import go_offline
from microdesk_desktop.pages.shared.browser import browser_of, open_in_browser

PAGE = "https://entra.microsoft.example/apps?view=own"


class Browser(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.pages.append(url.toString())


@pytest.fixture
def browser():
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("https")


def _press(shell, text):
    (dialog,) = [each for each in shell.window().findChildren(QDialog) if each.isVisible()]
    next(each for each in dialog.findChildren(QPushButton) if each.text().startswith(text)).click()


def test_what_opens_pages_for_a_widget_does_not_keep_it_alive(shell):
    host = QWidget()
    host.open_browser = browser_of(host, shell.workspace)
    gone = weakref.ref(host)
    gc.disable()  # a circle would wait for the collector
    try:
        del host
        assert gone() is None
    finally:
        gc.enable()


def test_a_page_opens_at_once(shell, browser):
    open_in_browser(shell, shell.workspace, PAGE)
    assert browser.pages == [PAGE]


def test_offline_it_opens_only_once_the_user_agrees_and_its_address_can_be_copied(shell, browser):
    go_offline(shell.workspace.session)
    open_in_browser(shell, shell.workspace, PAGE)
    assert browser.pages == []
    _press(shell, "Copier l’adresse")
    assert QGuiApplication.clipboard().text() == PAGE
    _press(shell, "Annuler")
    assert browser.pages == []
    open_in_browser(shell, shell.workspace, PAGE)
    _press(shell, "Ouvrir quand même")
    assert browser.pages == [PAGE]
