"""The window opens by itself where the user let the system's keyring remember, through a real keyring."""

import pytest

from microdesk_desktop.operations.vault.keyring_unlock import remember
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.start.unlock import UnlockPage
from tests.support.clock import clock
from tests.support.gui import LONG_MS, PASSPHRASE, made_vault, profile, settled, started

pytestmark = pytest.mark.real
__all__ = ["clock", "made_vault", "profile"]


def test_the_keyring_opens_the_vault_once_the_first_screen_is_painted(real_keyring, qapp, qtbot, profile, clock):
    session = unlock(profile, PASSPHRASE)
    remember(session, PASSPHRASE)
    session.close()
    with started(qapp, qtbot, profile, clock) as window:
        qtbot.waitUntil(lambda: isinstance(window.currentWidget(), Shell), timeout=LONG_MS)


def test_a_locked_keyring_leaves_the_passphrase(real_keyring, qapp, qtbot, profile, clock, monkeypatch):
    session = unlock(profile, PASSPHRASE)
    remember(session, PASSPHRASE)
    session.close()
    real_keyring.lock()
    asked, try_keyring = [], UnlockPage.try_keyring
    monkeypatch.setattr(UnlockPage, "try_keyring", lambda page: asked.append(try_keyring(page)))
    with started(qapp, qtbot, profile, clock) as window:
        qtbot.waitUntil(lambda: bool(asked), timeout=LONG_MS)
        settled(window, qtbot)
        assert isinstance(window.currentWidget(), UnlockPage)
