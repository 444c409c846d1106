"""Notifications through a real session bus: only if the user asks for them, without content, and gone with the lock."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.gui.system.notification_bus import NotificationBus
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.settings.application.notifications import WAITING
from tests.support.clock import TODAY, clock
from tests.support.company import store_rows
from tests.support.gui import made_vault, profile, settled, shell, window
from tests.support.window.atspi import session_bus
from tests.support.window.notification_server import notification_server

pytestmark = [
    pytest.mark.real,
    pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True),  # the offscreen platform
]
__all__ = ["clock", "made_vault", "profile", "session_bus", "shell", "window"]
SECRET = "NOVA SARL 480,00"


@pytest.fixture
def server(session_bus, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session_bus)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    with notification_server(session_bus) as running:
        yield running


@pytest.fixture
def waiting(window, shell, qtbot):
    """A vault with a transaction that waits, whose window is out of sight."""
    store_rows(shell.workspace.session, [BankRow(None, TODAY, 48_000, "EUR", SECRET)])
    settled(window, qtbot)
    return shell.workspace


def asked_for(window, shell, qtbot):
    """The user ticks the box in the settings."""
    shell.navigate("settings", "notifications")
    settled(window, qtbot)
    box = shell.current().pane().control_of(WAITING)
    assert box.isEnabled()
    box.set_checked(True)


def out_of_sight(window, qtbot):
    window.showMinimized()
    window.hide()  # this screen would leave it active
    qtbot.waitUntil(lambda: QApplication.activeWindow() is None)


def test_a_background_sync_announces_without_content_and_a_click_shows_the_window(
    server, waiting, window, shell, qtbot
):
    asked_for(window, shell, qtbot)
    out_of_sight(window, qtbot)
    waiting.controller(SyncController).brought.emit()
    settled(window, qtbot)
    member, body = server.next_call()
    program, replaces, icon, title, text, actions, hints, lasts_ms = body
    assert (member, program, icon, title) == ("Notify", "MicroDesk", "microdesk", "MicroDesk")
    assert (replaces, lasts_ms) == (0, -1)
    assert text == "Des éléments vous attendent."
    assert (actions, hints) == (["default", "Ouvrir MicroDesk"], {"desktop-entry": ("s", "microdesk")})
    server.click(41, "a-token")
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"


def test_the_next_one_takes_its_place_and_locking_takes_it_away(server, waiting, window, shell, qtbot):
    asked_for(window, shell, qtbot)
    out_of_sight(window, qtbot)
    for replaced in (0, 41):
        waiting.controller(SyncController).brought.emit()
        settled(window, qtbot)
        assert server.next_call()[1][1] == replaced
        qtbot.waitUntil(lambda: window.findChild(NotificationBus).shown == 41)
    with qtbot.waitSignal(window.locked):
        window.lock()
    assert server.next_call() == ("CloseNotification", (41,))


@pytest.mark.parametrize("reason", ["not asked for", "looked at", "nothing waits"])
def test_nothing_is_announced_otherwise(server, window, shell, qtbot, reason):
    workspace = shell.workspace
    if reason != "nothing waits":
        store_rows(workspace.session, [BankRow(None, TODAY, 48_000, "EUR", SECRET)])
    if reason != "not asked for":
        asked_for(window, shell, qtbot)
    if reason != "looked at":
        out_of_sight(window, qtbot)
    workspace.controller(SyncController).brought.emit()
    settled(window, qtbot)
    assert server.calls.empty()
    assert window.findChild(NotificationBus) is None
