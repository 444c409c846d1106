"""The first minutes: a real vault is made, and its recovery key is truly noted."""

from PySide6.QtCore import Qt

from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.start.welcome import WelcomePage
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_recovery_key
from microdesk_desktop.views.privacy.statement import current_privacy_version
from tests.support.gui import LONG_MS, PASSPHRASE, button, type_in, unnamed


def described(field) -> str:
    return field.focusProxy().accessibleDescription()


def test_nothing_can_be_skipped(new_window, qtbot):
    page = new_window.currentWidget()
    assert isinstance(page, WelcomePage)
    button(page, "go_on").click()
    assert described(page.business.name) == "À remplir."
    type_in(qtbot, page.business.name, "Jeanne Martin EI")
    type_in(qtbot, page.business.siret, "123")
    button(page, "go_on").click()
    assert "14 chiffres" in described(page.business.siret)
    page.business.siret.set_value("")
    button(page, "go_on").click()
    assert page.step() is page.business
    assert page.business.adult.focusProxy().accessibleDescription()
    page.business.adult.set_checked(True)
    button(page, "go_on").click()
    button(page, "go_on").click()
    assert page.step() is page.privacy
    page.privacy.accepted.set_checked(True)
    button(page, "go_on").click()
    type_in(qtbot, page.passphrase.passphrase.first, PASSPHRASE)
    type_in(qtbot, page.passphrase.passphrase.second, "autre")
    button(page, "go_on").click()
    assert "diffèrent" in described(page.passphrase.passphrase.second)


def test_a_weak_passphrase_makes_no_vault(new_window, qtbot):
    page = at_passphrase(new_window, qtbot)
    for field in (page.passphrase.passphrase.first, page.passphrase.passphrase.second):
        type_in(qtbot, field, "azerty123")
    button(page, "go_on").click()
    qtbot.waitUntil(lambda: "se devine" in described(page.passphrase.passphrase.first), timeout=LONG_MS)
    assert not (new_window.profile / "keys.json").exists()


def test_the_vault_is_made_and_its_key_typed_back(new_window, qtbot):
    page = at_passphrase(new_window, qtbot)
    assert not unnamed(page)
    for field in (page.passphrase.passphrase.first, page.passphrase.passphrase.second):
        type_in(qtbot, field, PASSPHRASE)
    qtbot.keyClick(page.passphrase.passphrase.second.focusProxy(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hasattr(page.step(), "key"), timeout=LONG_MS)
    recovery_key = page.step().key
    assert not unnamed(page)
    button(page, "go_on").click()
    groups = recovery_key.split("-")
    button(page, "go_on").click()
    assert "Relisez" in described(page.step().fields[0])
    for number, field in zip(page.step().asked, page.step().fields, strict=True):
        type_in(qtbot, field, groups[number].lower())
    with qtbot.waitSignal(new_window.opened):
        button(page, "go_on").click()
    assert isinstance(new_window.currentWidget(), Shell)
    new_window.close()
    with_passphrase(new_window.profile)
    assert open_with_recovery_key(read_header(new_window.profile), recovery_key)


def with_passphrase(profile) -> None:
    session = unlock(profile, PASSPHRASE)
    row = session.read(lambda reader: reader.one("SELECT name, siret, privacy_version FROM company"))
    session.close()
    assert row == ("Jeanne Martin EI", "", current_privacy_version())


def at_passphrase(window, qtbot) -> WelcomePage:
    page = window.currentWidget()
    type_in(qtbot, page.business.name, "Jeanne Martin EI")
    page.business.adult.set_checked(True)
    button(page, "go_on").click()
    page.privacy.accepted.set_checked(True)
    button(page, "go_on").click()
    assert page.step() is page.passphrase
    return page
