"""Settings: each takes effect at once, is kept, and keeps secrets where they belong."""

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.settings import load_settings
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.theme.apply import is_dark
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.vault.unlock import unlock, unlock_with_keyring
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.pages.settings.security.lock import LockPane
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup_files import backups_in
from tests.support.gui import LONG_MS, PASSPHRASE, button, settled, started, unlocked, unnamed


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def opened(qapp, qtbot, profile, clock, keyring):
    """The window on the settings of a vault whose keyring is in memory."""
    with started(qapp, qtbot, profile, clock) as window:
        window.show_vault(unlock(profile, PASSPHRASE, clock=clock, keyring=lambda: keyring))
        window.go_to("settings")
        settled(window, qtbot)
        yield window


def open_pane(window, qtbot, key: str) -> None:
    window.currentWidget().navigate("settings", key)
    settled(window, qtbot)


def choose(host: QWidget, name: str, words: str) -> None:
    choice = next(each for each in host.findChildren(Choice) if each.accessibleName() == name)
    next(each for each in choice.findChildren(QPushButton) if each.text() == words).click()


def field(host: QWidget, name: str):
    return next(each for each in host.findChildren(QWidget) if each.accessibleName() == name)


def test_the_theme_and_the_delay_are_kept(opened, profile, clock, qtbot):
    open_pane(opened, qtbot, "appearance")
    choose(opened, "Thème", "Sombre")
    assert is_dark()
    open_pane(opened, qtbot, "lock")
    choose(opened, "Verrouillage automatique", "5\u00a0min")
    kept = load_settings(profile)
    assert (kept.theme, kept.lock_after_minutes) == ("dark", 5)
    clock.advance(minutes=5)
    with qtbot.waitSignal(opened.locked, timeout=LONG_MS):
        opened.idle.check()
    opened.theme.set_mode(Mode.LIGHT)


def test_bank_keys_go_to_the_keyring_and_nowhere_else(opened, profile, keyring, qtbot):
    open_pane(opened, qtbot, "banks")
    button(opened, "enter_keys.gocardless").click()
    sheet = opened.findChild(SideSheet)
    assert not unnamed(sheet)
    button(sheet, "submit").click()
    assert field(sheet, "Secret ID").accessibleDescription() == "À remplir."
    qtbot.keyClicks(field(sheet, "Secret ID"), "canari-identifiant")
    qtbot.keyClicks(field(sheet, "Secret key"), "canari-secret")
    button(sheet, "submit").click()
    qtbot.waitUntil(lambda: not opened.findChildren(SideSheet), timeout=LONG_MS)
    settled(opened, qtbot)
    assert any("canari-secret" in secret for secret in keyring.entries.values())
    assert not [path for path in profile.rglob("*") if path.is_file() and b"canari" in path.read_bytes()]


def test_an_address_that_is_not_safe_is_refused_at_its_field(opened, qtbot):
    open_pane(opened, qtbot, "banks")
    button(opened, "enter_keys.gocardless").click()
    sheet = opened.findChild(SideSheet)
    for name in ("Secret ID", "Secret key"):
        qtbot.keyClicks(field(sheet, name), "x")
    address = field(sheet, "Adresse")
    address.setText("http://exemple.fr")
    button(sheet, "submit").click()
    qtbot.waitUntil(lambda: "https" in address.accessibleDescription(), timeout=LONG_MS)


def test_a_sheet_with_secrets_goes_away_when_the_vault_locks(opened, qtbot):
    open_pane(opened, qtbot, "banks")
    button(opened, "enter_keys.gocardless").click()
    with qtbot.waitSignal(opened.locked, timeout=LONG_MS):
        opened.lock()
    qtbot.waitUntil(lambda: not opened.findChildren(SideSheet))


def test_the_passphrase_changes_when_the_present_one_is_known(opened, profile, qtbot):
    open_pane(opened, qtbot, "passphrase")
    new = "girafe cuivre lanterne moulin"
    button(opened, "change_passphrase").click()
    sheet = opened.findChild(SideSheet)
    qtbot.keyClicks(field(sheet, "Phrase secrète actuelle"), "fausse")
    for name in ("Nouvelle phrase secrète", "La même, une seconde fois"):
        qtbot.keyClicks(field(sheet, name), new)
    button(sheet, "submit").click()
    current = field(sheet, "Phrase secrète actuelle")
    qtbot.waitUntil(lambda: "bonne phrase" in current.accessibleDescription(), timeout=LONG_MS)
    current.setText(PASSPHRASE)
    button(sheet, "submit").click()
    qtbot.waitUntil(lambda: not opened.findChildren(SideSheet), timeout=LONG_MS)
    opened.close()
    unlock(profile, new).close()


def test_a_backup_that_a_new_passphrase_did_not_reach_is_named_until_it_is_gone(opened, profile, qtbot):
    open_pane(opened, qtbot, "passphrase")
    qtbot.waitUntil(lambda: backups_in(profile / "backups") != [], timeout=LONG_MS)
    (backup,) = backups_in(profile / "backups")
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    button(opened, "change_passphrase").click()
    sheet = opened.findChild(SideSheet)
    qtbot.keyClicks(field(sheet, "Phrase secrète actuelle"), PASSPHRASE)
    for name in ("Nouvelle phrase secrète", "La même, une seconde fois"):
        qtbot.keyClicks(field(sheet, name), "quatre girafes dans la baignoire")
    button(sheet, "submit").click()
    banners = opened.currentWidget().banners
    qtbot.waitUntil(lambda: backup.name in (banners.text_of("outdated_backups") or ""), timeout=LONG_MS)
    assert "ancienne phrase secrète" in banners.text_of("outdated_backups")
    backup.unlink()
    (shown,) = [each for each in opened.currentWidget().workspace.notices.banners if each.key == "outdated_backups"]
    shown.action[1]()
    qtbot.waitUntil(lambda: not banners.text_of("outdated_backups"), timeout=LONG_MS)


def test_the_keyring_opens_the_vault_only_as_long_as_allowed(opened, profile, keyring, qtbot):
    open_pane(opened, qtbot, "lock")
    button(opened, "_switch_keyring").click()
    sheet = opened.findChild(SideSheet)
    qtbot.keyClicks(field(sheet, "Phrase secrète"), PASSPHRASE)
    button(sheet, "submit").click()
    switch = opened.findChild(LockPane).switch
    qtbot.waitUntil(lambda: switch.text() == "Ne plus autoriser", timeout=LONG_MS)
    switch.click()
    qtbot.waitUntil(lambda: switch.text() == "Autoriser…", timeout=LONG_MS)
    opened.close()
    assert unlock_with_keyring(profile, keyring=lambda: keyring) is None
    assert not keyring.entries


def test_the_vault_is_backed_up_into_the_chosen_folder(opened, tmp_path, qtbot):
    open_pane(opened, qtbot, "backups")
    folder = tmp_path / "ailleurs"
    opened.findChild(BackupsPane).copy_to(folder)
    notices = opened.currentWidget().workspace.notices
    qtbot.waitUntil(lambda: notices.current_toast is not None, timeout=LONG_MS)
    assert "vérifié" in notices.current_toast.text
    assert len(list(folder.iterdir())) == 1


def test_the_journal_and_the_statement_have_pages_of_their_own(opened, qtbot):
    for name, key in (("read_journal", "network_journal"), ("read_statement", "statement")):
        open_pane(opened, qtbot, "privacy")
        button(opened, name).click()
        assert opened.window().currentWidget().current().key == key


@pytest.mark.parametrize("licence", ["GNU General Public License", "SIL OPEN FONT LICENSE", "ISC License"])
def test_the_licences_can_be_read(opened, qtbot, licence):
    open_pane(opened, qtbot, "about")
    button(opened, "read_licences").click()
    sheet = opened.findChild(SideSheet)

    assert licence in sheet.findChild(QPlainTextEdit).toPlainText()
    assert not unnamed(sheet)


def test_texts_that_come_late_squeeze_nothing(window, shell, qtbot):
    settled(window, qtbot)
    window.go_to("settings")
    QApplication.processEvents()
    settled(window, qtbot)
    QApplication.processEvents()
    inside = shell.current().findChild(Scroll).widget()
    QApplication.processEvents()
    assert inside.height() >= inside.heightForWidth(inside.width())


def test_lost_commits_are_announced_at_each_opening_until_a_backup_is_made(qapp, qtbot, profile, clock, tmp_path):
    older = (profile / "vault.db").read_bytes()
    session = unlock(profile, PASSPHRASE, clock=clock, keyring=MemoryKeyring)
    session.write(lambda writer: writer.run("UPDATE company SET name = 'Jeanne'"))
    session.close()
    (profile / "vault.db").write_bytes(older)
    with started(qapp, qtbot, profile, clock) as window:
        workspace = unlocked(window, qtbot).workspace
        (banner,) = [each for each in workspace.notices.banners if each.key == ErrorCode.COMMITS_LOST]
        assert "modifications de votre coffre manquent" in banner.text
        banner.action[1]()
        assert window.currentWidget().current().key == "settings"
        settled(window, qtbot)
        window.findChild(BackupsPane).copy_to(tmp_path / "usb")
        settled(window, qtbot)
        assert ErrorCode.COMMITS_LOST not in [each.key for each in workspace.notices.banners]
        assert workspace.session.database.lost_commits == 0


def test_the_name_of_the_pane_in_sight_is_in_sight_too(opened, qtbot):
    opened.resize(1_024, 520)
    open_pane(opened, qtbot, "about")
    entry = button(opened, "pane.about")
    qtbot.waitUntil(lambda: entry.visibleRegion().boundingRect() == entry.rect())
