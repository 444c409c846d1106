"""At its start the window finishes an erasure of everything; what refuses it is said, and tried again by one key."""

from PySide6.QtCore import Qt

from microdesk_desktop.pages.start.erasing import ErasedPage, RefusedErasurePage
from microdesk_desktop.pages.start.unlock import UnlockPage
from microdesk_desktop.vault.erasures import begin_all, note_secret
from microdesk_desktop.vault.lock import ProfileLock
from tests.support.gui import LONG_MS, started

ENTRY = "5e6f7081a2b3c4d5"


def refusal(window, qtbot, former=None) -> RefusedErasurePage:
    """The refusal in sight, another than the former one."""
    qtbot.waitUntil(
        lambda: isinstance(window.currentWidget(), RefusedErasurePage) and window.currentWidget() is not former,
        timeout=LONG_MS,
    )
    page = window.currentWidget()
    assert isinstance(page, RefusedErasurePage)
    return page


def test_while_another_window_has_the_vault_enter_tries_again_until_it_is_done(qapp, qtbot, profile, clock):
    begin_all(profile, "")
    other = ProfileLock(profile)
    with started(qapp, qtbot, profile, clock) as window:
        page = refusal(window, qtbot)
        assert page.retry.hasFocus()
        qtbot.keyClick(page.retry, Qt.Key.Key_Return)
        page = refusal(window, qtbot, page)
        other.release()
        qtbot.keyClick(page.retry, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(window.currentWidget(), ErasedPage), timeout=LONG_MS)
        assert not profile.exists()


def test_the_settings_of_a_new_vault_outlive_the_last_secrets_of_the_former(qapp, qtbot, profile, clock):
    note_secret(profile, ENTRY)
    with started(qapp, qtbot, profile, clock) as window:
        window.preferences.change(lock_after_minutes=30)
        qtbot.waitUntil(lambda: isinstance(window.currentWidget(), ErasedPage | UnlockPage), timeout=LONG_MS)
        assert window.preferences.settings.lock_after_minutes == 30
