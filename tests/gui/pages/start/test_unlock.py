"""Opening, locking and leaving the vault."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.start.recovery import RecoveryPage
from microdesk_desktop.pages.start.unlock import FREE_TRIES, LONGEST_DELAY_S, RetryDelay, UnlockPage
from tests.support.guards import ROOT
from tests.support.gui import LONG_MS, PASSPHRASE, button, started, type_in, unlocked, unnamed


def test_the_passphrase_opens_the_vault(window, qtbot):
    assert isinstance(window.currentWidget(), UnlockPage)
    assert not unnamed(window)
    assert QApplication.focusWidget() is window.currentWidget().field.focusProxy()
    shell = unlocked(window, qtbot)
    qtbot.waitUntil(shell.isVisible)


def test_a_wrong_passphrase_is_refused_and_soon_delayed(window, qtbot):
    page = window.currentWidget()
    entry = page.field.focusProxy()
    for _ in range(FREE_TRIES + 1):
        refused(page, qtbot)
    assert not page.button.isEnabled()
    assert "2 s" in page.button.text()
    assert QApplication.focusWidget() is entry
    assert entry.selectedText()
    type_in(qtbot, page.field, PASSPHRASE)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert isinstance(window.currentWidget(), UnlockPage)


def test_the_delay_goes_on_through_the_recovery_screen_and_ends_with_the_vault_opened(window, qtbot):
    for _ in range(FREE_TRIES + 1):
        refused(window.currentWidget(), qtbot)
    button(window, "recover").click()
    button(window, "go_back").click()
    page = window.currentWidget()
    assert not page.button.isEnabled()
    assert "2 s" in page.button.text()
    delay = window.findChild(RetryDelay)
    for _ in range(2):
        delay.tick()
    assert page.button.isEnabled()
    refused(page, qtbot)
    assert "4 s" in page.button.text()
    for _ in range(4):
        delay.tick()
    unlocked(window, qtbot)
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    page = window.currentWidget()
    refused(page, qtbot)
    assert page.button.isEnabled()


def refused(page, qtbot):
    """Type a wrong passphrase, and wait for the refusal."""
    entry = page.field.focusProxy()
    entry.setAccessibleDescription("")
    type_in(qtbot, page.field, "mauvaise")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "phrase secrète" in entry.accessibleDescription(), timeout=LONG_MS)


def test_the_delay_doubles_up_to_half_a_minute(qapp):
    seen, host = [], QWidget()
    delay = RetryDelay(host)
    for _ in range(FREE_TRIES + 7):
        delay.add()
        seen.append(delay.seconds_left)
    assert seen == [0] * FREE_TRIES + [2, 4, 8, 16, LONGEST_DELAY_S, LONGEST_DELAY_S, LONGEST_DELAY_S]
    for _ in range(LONGEST_DELAY_S):
        delay.tick()
    assert delay.seconds_left == 0


def test_the_recovery_key_opens_and_sets_a_new_passphrase(window, qtbot, recovery_key, profile):
    button(window, "recover").click()
    page = window.currentWidget()
    assert isinstance(page, RecoveryPage)
    assert not unnamed(window)
    new = "girafe cuivre lanterne moulin"
    type_in(qtbot, page.key, recovery_key.lower().replace("-", " "))
    type_in(qtbot, page.passphrase.first, new)
    type_in(qtbot, page.passphrase.second, new)
    with qtbot.waitSignal(window.opened, timeout=LONG_MS):
        page.submit()
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    unlock(profile, new).close()
    with pytest.raises(KnownError) as caught:
        unlock(profile, PASSPHRASE)
    assert caught.value.code is ErrorCode.WRONG_PASSPHRASE


def test_a_wrong_recovery_key_is_refused_at_its_field(window, qtbot):
    button(window, "recover").click()
    page = window.currentWidget()
    type_in(qtbot, page.key, "AAAAAA-BBBBBB")
    for field in (page.passphrase.first, page.passphrase.second):
        type_in(qtbot, field, PASSPHRASE)
    page.submit()
    entry = page.key.focusProxy()
    qtbot.waitUntil(lambda: "récupération de ce coffre" in entry.accessibleDescription(), timeout=LONG_MS)
    button(window, "go_back").click()
    assert isinstance(window.currentWidget(), UnlockPage)


def test_ctrl_l_locks_wipes_the_pages_and_lets_one_come_back(window, shell, qtbot):
    pages = shell.findChildren(QWidget)
    gone = []
    shell.destroyed.connect(lambda: gone.append(True))
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        qtbot.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.currentWidget(), UnlockPage)
    qtbot.waitUntil(lambda: bool(gone))
    assert pages
    assert isinstance(unlocked(window, qtbot), Shell)


def test_nobody_there_locks_by_itself(window, shell, clock, qtbot):
    clock.advance(minutes=14)
    window.idle.check()
    assert window.currentWidget() is shell
    QApplication.sendEvent(shell, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier))
    clock.advance(minutes=14)
    window.idle.check()
    assert window.currentWidget() is shell
    clock.advance(minutes=1)
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.idle.check()
    assert isinstance(window.currentWidget(), UnlockPage)


def test_who_works_with_shortcuts_alone_is_there(window, shell, clock, qtbot):
    clock.advance(minutes=14)
    qtbot.keyClick(shell, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    clock.advance(minutes=14)
    window.idle.check()
    assert window.currentWidget() is shell


def test_a_clock_set_back_does_not_keep_the_vault_open(window, shell, clock, qtbot):
    clock.set_forward(hours=-3)
    clock.advance(minutes=14)
    window.idle.check()
    assert window.currentWidget() is shell
    clock.advance(minutes=1)
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.idle.check()


def test_a_clock_that_stood_still_during_sleep_does_not_keep_the_vault_open(window, shell, clock, qtbot):
    clock.set_forward(minutes=15)
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.idle.check()


def test_locking_stops_running_work(window, shell, qtbot):
    ended, answers = [], []
    window.runner.run(
        lambda job: job.wait(60), lane=Lane.NET, on_success=answers.append, on_end=lambda: ended.append(True)
    )
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    assert ended
    assert not answers


def test_a_second_window_shows_that_the_first_is_open(window, shell, qapp, qtbot, profile, clock):
    with started(qapp, qtbot, profile, clock) as second:
        page = second.currentWidget()
        type_in(qtbot, page.field, PASSPHRASE)
        page.button.click()
        entry = page.field.focusProxy()
        qtbot.waitUntil(lambda: "déjà ouvert" in entry.accessibleDescription(), timeout=LONG_MS)


def test_the_window_remembers_its_place_and_nothing_of_its_owner(window, shell, profile):
    window.resize(1_111, 777)
    window.close()
    kept = (profile / "window.ini").read_text(encoding="utf-8")
    assert "geometry" in kept
    assert "Jeanne" not in kept


def test_the_unlock_screen_loads_neither_the_product_nor_what_is_slow():
    script = "import sys, microdesk_desktop.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    packages = ("banks", "domain.bank", "domain.settle", "store", "reconcile", "views", "gui.workspace", "gui.table")
    slow = {*(f"microdesk_desktop.{each}" for each in packages), "sqlcipher3", "httpx", "cryptography", "babel"}
    assert slow.isdisjoint(done.stdout.split())
