"""Backups in the window: listed, examined, restored beside, and stopped on the way."""

import pytest
from PySide6.QtWidgets import QLabel

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.vault.backups.make import back_up
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.store.backup_files import backups_in
from tests.support.disks import digest
from tests.support.gui import LONG_MS, PASSPHRASE, button, held, settled, unnamed
from tests.support.vaults import new_vault


@pytest.fixture
def pane(window, shell, profile, qtbot) -> BackupsPane:
    qtbot.waitUntil(lambda: backups_in(profile / "backups") != [], timeout=LONG_MS)  # the one of the day
    shell.navigate("settings", "backups")
    settled(window, qtbot)
    return shell.current().pane()


@pytest.fixture
def backup(profile, pane):
    (path,) = backups_in(profile / "backups")
    return path


def texts(sheet) -> str:
    return " ".join(each.text() for each in sheet.findChildren(QLabel) if each.isVisibleTo(sheet))


def wait_for(sheet, qtbot, words: str) -> None:
    qtbot.waitUntil(lambda: words in texts(sheet), timeout=LONG_MS)


def test_a_backup_is_examined_and_its_content_shown(pane, backup, shell, qtbot):
    before = digest(backup)
    button(pane, f"examine.{backup.name}").click()
    sheet = shell.findChild(SideSheet)
    wait_for(sheet, qtbot, "entière")
    assert "Jeanne Martin EI" in texts(sheet)
    assert unnamed(sheet) == []
    assert digest(backup) == before


def test_a_damaged_backup_is_named_and_restores_nothing(pane, backup, profile, shell, qtbot):
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    button(pane, f"restore.{backup.name}").click()
    sheet = shell.findChild(SideSheet)
    button(sheet, "submit").click()
    wait_for(sheet, qtbot, "abîmée")
    assert not list(profile.parent.glob("*-restored-*"))


def test_a_backup_is_restored_beside_and_todays_vault_stays(pane, backup, profile, shell, qtbot):
    button(pane, f"restore.{backup.name}").click()
    sheet = shell.findChild(SideSheet)
    wait_for(sheet, qtbot, "ni remplacé ni modifié")
    button(sheet, "submit").click()
    wait_for(sheet, qtbot, "n’a pas été touché")
    (restored,) = profile.parent.glob("*-restored-*")
    assert str(restored) in texts(sheet)
    assert (restored / "vault.db").exists()


def test_work_on_a_backup_can_be_stopped(pane, backup, profile, shell, window, qtbot):
    with held(window, Lane.READ):
        button(pane, f"restore.{backup.name}").click()
        sheet = shell.findChild(SideSheet)
        button(sheet, "submit").click()
        button(sheet, "_stop").click()
    wait_for(sheet, qtbot, "Rien n’a été changé")
    assert not list(profile.parent.glob("*-restored-*"))


def test_a_backup_of_another_vault_asks_for_its_passphrase(pane, profile, tmp_path, shell, qtbot):
    other = new_vault(tmp_path / "other").session
    foreign = back_up(other, tmp_path / "usb", Job())
    other.close()
    pane.restore(foreign)
    sheet = shell.findChild(SideSheet)
    button(sheet, "submit").click()
    field = sheet.passphrase.focusProxy()
    assert field.accessibleDescription() == "À remplir."
    qtbot.keyClicks(field, PASSPHRASE)
    button(sheet, "submit").click()
    wait_for(sheet, qtbot, "bonne phrase")
    assert not list(profile.parent.glob("*-restored-*"))


def test_todays_vault_is_verified(pane, shell, qtbot):
    button(pane, "verify_vault").click()
    sheet = shell.findChild(SideSheet)
    wait_for(sheet, qtbot, "entier et en ordre")
    assert "Pages chiffrées" in texts(sheet)
