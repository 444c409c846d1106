"""The recovery key renewed in the window: the former one works until the new one was typed back."""

import pytest
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.vault.passphrase.change import recover
from microdesk_desktop.pages.start.recovery_key import RecoveryStep, RetypeStep
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.vault.first_steps import load_noted_steps
from microdesk_desktop.vault.slots import Cost
from tests.support.disks import raises_known
from tests.support.gui import LONG_MS, PASSPHRASE, button, held, settled, type_in, unnamed

NEW = "girafe cuivre lanterne moulin"


@pytest.fixture
def sheet(window, shell, qtbot):
    shell.navigate("settings", "passphrase")
    settled(window, qtbot)
    button(window, "renew_recovery_key").click()
    return shell.findChild(SideSheet)


def step(sheet: QWidget, kind: type[QWidget], qtbot) -> QWidget:
    qtbot.waitUntil(lambda: sheet.findChild(kind) is not None, timeout=LONG_MS)
    return sheet.findChild(kind)


def show_key(sheet, qtbot, passphrase=PASSPHRASE) -> str:
    qtbot.keyClicks(sheet.step.passphrase.focusProxy(), passphrase)
    button(sheet, "submit").click()
    return step(sheet, RecoveryStep, qtbot).key


def opens(profile, key):
    recover(profile, key, NEW, cost=Cost(), keyring=MemoryKeyring).close()


def test_the_new_key_is_in_force_once_it_was_typed_back(sheet, shell, window, profile, recovery_key, qtbot):
    key = show_key(sheet, qtbot)
    assert unnamed(sheet) == []
    button(sheet, "submit").click()
    retype = step(sheet, RetypeStep, qtbot)
    for field in retype.fields:
        type_in(qtbot, field, "000000")
    button(sheet, "submit").click()
    assert shell.findChild(SideSheet) is sheet
    for number, field in zip(retype.asked, retype.fields, strict=True):
        type_in(qtbot, field, key.split("-")[number])
    button(sheet, "submit").click()
    qtbot.waitUntil(lambda: not shell.findChildren(SideSheet), timeout=LONG_MS)
    assert "clé" in shell.workspace.notices.current_toast.text
    assert FirstStep.RECOVERY_KEY in shell.workspace.session.read(load_noted_steps)
    window.close()
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        opens(profile, recovery_key)
    opens(profile, key)


def test_a_sheet_that_is_closed_before_leaves_the_former_key_in_force(sheet, window, profile, recovery_key, qtbot):
    key = show_key(sheet, qtbot)
    sheet.close_sheet()
    window.close()
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        opens(profile, key)
    opens(profile, recovery_key)


def test_a_wrong_passphrase_is_refused_at_its_field(sheet, qtbot):
    field = sheet.step.passphrase.focusProxy()
    qtbot.keyClicks(field, "fausse")
    button(sheet, "submit").click()
    qtbot.waitUntil(lambda: "bonne phrase" in field.accessibleDescription(), timeout=LONG_MS)
    assert button(sheet, "submit").isEnabled()


def test_a_sheet_that_is_closed_while_the_key_is_put_in_force_still_shows_that_it_is(sheet, shell, window, qtbot):
    key = show_key(sheet, qtbot)
    button(sheet, "submit").click()
    retype = step(sheet, RetypeStep, qtbot)
    for number, field in zip(retype.asked, retype.fields, strict=True):
        type_in(qtbot, field, key.split("-")[number])
    with held(window, Lane.WRITE):
        button(sheet, "submit").click()
        sheet.close_sheet()
        qtbot.waitUntil(lambda: shell.findChild(SideSheet) is None)
    settled(window, qtbot)
    assert "clé" in shell.workspace.notices.current_toast.text
