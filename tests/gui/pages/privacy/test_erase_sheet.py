"""Everything is erased from the window: confirmed by typing, reported, and then the program is as new."""

from PySide6.QtWidgets import QPushButton

from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.pages.privacy.erase_sheet import EraseForm, open_erase_everything
from microdesk_desktop.pages.privacy.export_sheet import ExportForm
from microdesk_desktop.pages.start.erasing import ErasedPage
from microdesk_desktop.pages.start.unlock import UnlockPage
from microdesk_desktop.pages.start.welcome import WelcomePage
from microdesk_desktop.vault.erasures import begin_all
from tests.support.gui import LONG_MS, settled, started, type_in


def opened_sheet(shell, window, qtbot) -> Sheet:
    settled(window, qtbot)
    open_erase_everything(shell, window.workspace)
    qtbot.waitUntil(lambda: bool(shell.findChildren(Sheet)), timeout=LONG_MS)
    return shell.findChildren(Sheet)[0]


def confirm(sheet, qtbot, text) -> None:
    assert isinstance(sheet.form, EraseForm)
    type_in(qtbot, sheet.form.confirmation, text)
    sheet.submit()


def erased(window, qtbot) -> ErasedPage:
    qtbot.waitUntil(lambda: isinstance(window.currentWidget(), ErasedPage), timeout=LONG_MS)
    page = window.currentWidget()
    assert isinstance(page, ErasedPage)
    return page


def test_another_word_erases_nothing(shell, window, qtbot, profile):
    before = sorted(path.name for path in profile.iterdir())
    sheet = opened_sheet(shell, window, qtbot)
    confirm(sheet, qtbot, "OUI")
    settled(window, qtbot)
    assert sheet.isVisible()
    assert window.workspace is not None
    assert set(before) <= {path.name for path in profile.iterdir()}


def test_the_word_or_the_name_erases_all_and_the_window_is_as_new(shell, window, qtbot, profile, tmp_path):
    confirm(opened_sheet(shell, window, qtbot), qtbot, "jeanne martin ei")
    page = erased(window, qtbot)
    assert not profile.exists()
    assert window.workspace is None
    page.save(tmp_path / "report.txt")
    kept = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert kept.split() == ["Tout", "est", "effacé.", *page.text.toPlainText().split()]
    page.next.click()
    assert isinstance(window.currentWidget(), WelcomePage)
    window.close()
    assert not profile.exists()


def test_work_that_runs_ends_before(shell, window, qtbot, profile):
    seen = []
    window.workspace.work(lambda session, job: (job.wait(60), seen.append("worked")))
    confirm(opened_sheet_beside_work(shell, window, qtbot), qtbot, "effacer")
    erased(window, qtbot)
    assert seen == []
    assert not profile.exists()


def opened_sheet_beside_work(shell, window, qtbot) -> Sheet:
    open_erase_everything(shell, window.workspace)
    qtbot.waitUntil(lambda: bool(shell.findChildren(Sheet)), timeout=LONG_MS)
    return shell.findChildren(Sheet)[0]


def test_a_start_after_a_kill_finishes_asks_for_nothing_and_welcomes(qapp, qtbot, profile, clock):
    begin_all(profile, "")
    with started(qapp, qtbot, profile, clock) as window:
        assert not isinstance(window.currentWidget(), UnlockPage)
        page = erased(window, qtbot)
        assert not profile.exists()
        page.next.click()
        assert isinstance(window.currentWidget(), WelcomePage)


def test_the_export_is_offered_beside_it_in_one_step(shell, window, qtbot):
    sheet = opened_sheet(shell, window, qtbot)
    next(each for each in sheet.findChildren(QPushButton) if each.text().startswith("Exporter")).click()
    (export,) = [each for each in shell.findChildren(Sheet) if each.isVisible()]
    assert isinstance(export.form, ExportForm)
