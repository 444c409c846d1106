"""A second start of the same profile shows the first window, which opens its files once the vault is open."""

import threading

import pytest

from microdesk_desktop.base.instance import hand_over
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.shell.single_instance import SingleInstance
from microdesk_desktop.pages.start.unlock import UnlockPage
from tests.support.gui import settled, unlocked

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # the offscreen platform


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "releve.csv"
    path.write_text("Date;Libellé;Montant\n23/11/2026;CB OVH SAS;-14,39\n", encoding="utf-8")
    return path


def second_start(window, qtbot, files) -> bool:
    """What a second start learns; it waits for the window, so it has a thread of its own."""
    outcome: list[bool] = []
    threading.Thread(target=lambda: outcome.append(hand_over(window.profile, files))).start()
    qtbot.waitUntil(lambda: bool(outcome))
    return outcome[0]


def test_files_that_come_before_the_passphrase_wait_for_it(window, qtbot, statement):
    single = SingleInstance(window)
    assert second_start(window, qtbot, [statement])
    assert isinstance(window.currentWidget(), UnlockPage)
    shell = unlocked(window, qtbot)
    settled(window, qtbot)
    assert shell.current().key == "imports"
    assert [file.draft.name for file in window.workspace.controller(ImportController).files] == ["releve.csv"]
    single.close()
    assert not second_start(window, qtbot, [statement])


def test_a_minimised_window_is_shown_again_and_stays_where_it_was(window, shell, qtbot):
    single = SingleInstance(window)
    window.go_to("clients")
    window.showMinimized()
    assert second_start(window, qtbot, [])
    assert not window.isMinimized()
    assert shell.current().key == "clients"
    single.close()
