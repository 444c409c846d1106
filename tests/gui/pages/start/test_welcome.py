"""The first minutes: a real vault is made, and its recovery key is truly noted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.privacy.import_sheet import ImportForm
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.start.recovery_key import RecoveryStep, RetypeStep
from microdesk_desktop.pages.start.welcome import WelcomePage
from microdesk_desktop.store.vault.first_steps import load_noted_steps
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
    assert described(page.business.adult)
    page.business.siret.set_value("")
    button(page, "go_on").click()
    assert page.step() is page.business
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
    assert with_passphrase(new_window.profile) == {FirstStep.RECOVERY_KEY}
    assert open_with_recovery_key(read_header(new_window.profile), recovery_key)


def test_the_export_that_was_wished_for_is_asked_for_in_the_new_vault(new_window, qtbot):
    new_window.currentWidget().bring_back.click()
    page = at_key(new_window, qtbot)
    groups = page.step().key.split("-")
    button(page, "go_on").click()
    for number, field in zip(page.step().asked, page.step().fields, strict=True):
        field.set_value(groups[number])
    with qtbot.waitSignal(new_window.opened):
        button(page, "go_on").click()
    qtbot.waitUntil(lambda: bool(new_window.findChildren(ImportForm)), timeout=LONG_MS)


def test_enter_alone_leads_through_every_step(new_window, qtbot, qapp):
    page = new_window.currentWidget()
    enter(qtbot, qapp)
    assert described(page.business.name) == "À remplir."
    assert qapp.focusWidget() is page.business.name.focusProxy()
    qapp.focusWidget().insert("Léa Fontaine EI")
    page.business.adult.set_checked(True)
    enter(qtbot, qapp)
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Space)
    enter(qtbot, qapp)
    assert page.step() is page.passphrase
    qapp.focusWidget().insert(PASSPHRASE)
    enter(qtbot, qapp)
    qapp.focusWidget().insert(PASSPHRASE)
    enter(qtbot, qapp)
    qtbot.waitUntil(lambda: hasattr(page.step(), "key"), timeout=LONG_MS)
    groups = page.step().key.split("-")
    enter(qtbot, qapp)
    for number in page.step().asked:
        page.step().fields[page.step().asked.index(number)].set_value(groups[number])
    with qtbot.waitSignal(new_window.opened):
        enter(qtbot, qapp)


def test_a_zero_may_be_typed_as_an_o(qtbot):
    step = RetypeStep("000000-111111-000000-111111-000000-111111")
    qtbot.addWidget(step)
    for number, field in zip(step.asked, step.fields, strict=True):
        field.set_value("OoOoOo" if number % 2 == 0 else "IlIlIl")
    assert step.check()


def test_the_window_does_not_close_over_a_key_that_may_not_be_noted(new_window, qtbot):
    at_key(new_window, qtbot)
    assert not new_window.close()
    question = new_window.findChild(QDialog)
    button(question, "accept").click()
    assert not new_window.isVisible()
    assert not with_passphrase(new_window.profile)


def test_the_key_is_saved_as_a_pdf_for_its_owner_alone(new_window, qtbot, tmp_path):
    page, path = at_key(new_window, qtbot), tmp_path / "key.pdf"
    page.step().save(path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_mode & 0o777 == 0o600
    page.step().save(tmp_path / "absent" / "key.pdf")
    assert "autre dossier" in label(page, "copied").text()


def at_key(window, qtbot):
    """The step that shows the key of a new vault."""
    page = at_passphrase(window, qtbot)
    for field in (page.passphrase.passphrase.first, page.passphrase.passphrase.second):
        type_in(qtbot, field, PASSPHRASE)
    button(page, "go_on").click()
    qtbot.waitUntil(lambda: hasattr(page.step(), "key"), timeout=LONG_MS)
    return page


def enter(qtbot, qapp):
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)


def label(page, name):
    return page.findChild(QLabel, name)


def with_passphrase(profile) -> frozenset[FirstStep]:
    session = unlock(profile, PASSPHRASE)
    row = session.read(lambda reader: reader.one("SELECT name, siret, text_version FROM company, consent"))
    steps = session.read(load_noted_steps)
    session.close()
    assert row == ("Jeanne Martin EI", "", current_privacy_version())
    return steps


def at_passphrase(window, qtbot) -> WelcomePage:
    page = window.currentWidget()
    type_in(qtbot, page.business.name, "Jeanne Martin EI")
    page.business.adult.set_checked(True)
    button(page, "go_on").click()
    page.privacy.accepted.set_checked(True)
    button(page, "go_on").click()
    assert page.step() is page.passphrase
    return page


def test_going_back_while_the_vault_is_made_does_not_pass_over_its_key(new_window, qtbot):
    page = at_passphrase(new_window, qtbot)
    for field in (page.passphrase.passphrase.first, page.passphrase.passphrase.second):
        type_in(qtbot, field, PASSPHRASE)
    page.go_on()
    page.go_back()
    qtbot.waitUntil(lambda: page.step() is not page.passphrase, timeout=LONG_MS)
    assert isinstance(page.step(), RecoveryStep)
