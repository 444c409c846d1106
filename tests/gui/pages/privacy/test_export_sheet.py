"""Everything exported from the window, and brought back into the new vault of another one."""

import json
import shutil

from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.privacy.archive.destination import Destination
from microdesk_desktop.pages.privacy.export_sheet import export_if_outside, export_to, open_export
from microdesk_desktop.pages.privacy.import_sheet import bring_back, open_import
from microdesk_desktop.store.records.clients import load_parties
from tests.support.gui import LONG_MS, settled, started, unlocked, unnamed
from tests.support.vaults import OTHER_PASSPHRASE


def banner(desk, key):
    (found,) = [each for each in desk.shell.workspace.notices.banners if each.key == key]
    return found


def test_a_folder_is_written_and_said_to_be_in_clear(desk, tmp_path):
    workspace = desk.shell.workspace
    export_to(workspace, Destination(path=tmp_path / "export"))
    desk.rest()

    shown = banner(desk, "export_everything")
    assert "en clair" in shown.text
    assert json.loads((tmp_path / "export" / "manifest.json").read_text(encoding="utf-8"))["counts"]["client"]


def test_an_archive_asks_for_a_strong_password_twice(desk):
    open_export(desk.shell, desk.shell.workspace)
    sheet = desk.sheet()
    assert unnamed(sheet) == []
    sheet.form.password.set_value(OTHER_PASSPHRASE)
    sheet.form.again.set_value("autre chose")
    assert not sheet.form.check()
    for field in (sheet.form.password, sheet.form.again):
        field.set_value("azerty123")
    sheet.submit()
    desk.rest()
    assert "se devine" in sheet.refusal.text()
    sheet.form.choose(False)
    assert sheet.form.check()
    assert sheet.form.password.isHidden()


def test_the_folder_of_the_vault_is_refused_and_the_sheet_stays(desk):
    workspace, profile = desk.shell.workspace, desk.session.profile
    open_export(desk.shell, workspace)
    sheet = desk.sheet()
    export_if_outside(workspace, sheet, Destination(path=profile / "export"))
    desk.rest()
    assert "dossier du coffre" in sheet.refusal.text()
    assert not (profile / "export").exists()


def test_a_vault_in_use_refuses_an_import_and_the_sheet_stays(desk, tmp_path):
    workspace = desk.shell.workspace
    export_to(workspace, Destination(path=tmp_path / "export"))
    desk.rest()
    open_import(desk.shell, workspace)
    sheet = desk.sheet()
    assert unnamed(sheet) == []
    bring_back(workspace, sheet, None, tmp_path / "export")
    desk.rest()
    assert "contient déjà" in sheet.refusal.text()


def test_an_export_is_brought_back_into_the_vault_of_another_window(desk, qapp, qtbot, made_vault, clock, tmp_path):
    export_to(desk.shell.workspace, Destination(path=tmp_path / "export.zip", passphrase=OTHER_PASSPHRASE))
    desk.rest()
    expected = desk.session.read(load_parties)
    profile = shutil.copytree(made_vault, tmp_path / "new")
    with started(qapp, qtbot, profile, clock) as window:
        shell = unlocked(window, qtbot)
        settled(window, qtbot)
        open_import(shell, shell.workspace)
        (sheet,) = shell.findChildren(SideSheet)
        bring_back(shell.workspace, sheet, OTHER_PASSPHRASE, tmp_path / "export.zip")
        qtbot.waitUntil(lambda: bool(shell.workspace.notices.banners) and window.is_at_rest, timeout=LONG_MS)
        assert shell.workspace.session.read(load_parties) == expected
        assert "empreinte vérifiée" in " ".join(each.text for each in shell.workspace.notices.banners)


def test_the_welcome_asks_for_the_export_once_the_vault_is_open(new_window, qtbot):
    page = new_window.currentWidget()
    assert page.bring_back.isVisible()
    page.bring_back.click()
    assert page.brings_back
    assert unnamed(page) == []
    page.bring_back.click()
    assert not page.brings_back
