"""The window after a disconnect that was interrupted: finished at the opening, and the user can read so."""

from PySide6.QtWidgets import QPushButton

from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.erasures import begin, pending
from tests.support.gui import PASSPHRASE, button, settled, unlocked


class LockableKeyring(MemoryKeyring):
    """A keyring that may refuse to be read."""

    is_locked = False

    def get_password(self, service, username):
        if self.is_locked:
            raise OSError("locked")
        return super().get_password(service, username)


def test_the_opening_finishes_it_and_a_banner_reports_it(profile, window, qtbot):
    begin(profile, "bank")
    shell = unlocked(window, qtbot)
    settled(window, qtbot)
    text = shell.banners.text_of("disconnect")
    assert "est terminée" in text
    assert "pas pu être prévenu" in text
    assert pending(profile) == {}
    assert not [each for each in shell.findChildren(QPushButton, "disconnect.action") if each.isVisible()]


def test_what_a_locked_keyring_keeps_is_named_and_can_be_tried_again(profile, window, qtbot, clock):
    keyring = LockableKeyring()
    session = unlock(profile, PASSPHRASE, clock=clock, keyring=lambda: keyring)
    session.tokens.put("bank.token", "secret")
    session.close()
    begin(profile, "bank")
    keyring.is_locked = True
    window.show_vault(unlock(profile, PASSPHRASE, clock=clock, keyring=lambda: keyring))
    settled(window, qtbot)
    shell = window.currentWidget()
    assert "vos clés dans le trousseau" in shell.banners.text_of("disconnect").replace("\u00a0", " ")
    keyring.is_locked = False
    button(shell.banners, "disconnect.action").click()
    settled(window, qtbot)
    assert "sont effacées" in shell.banners.text_of("disconnect")
    assert (keyring.entries, pending(profile)) == ({}, {})
