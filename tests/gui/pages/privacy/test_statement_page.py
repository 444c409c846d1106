"""The statement in the window: agreed to and taken back in one place, asked for before the pages."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.domain.privacy.consents import AgreedText, ConsentWay, Subject
from microdesk_desktop.operations.privacy.consents import withdraw_statement
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.start.renewal import RenewalPage
from microdesk_desktop.store.privacy.consents import add_consent, load_consents
from microdesk_desktop.views.privacy.statement import load_privacy_statement
from tests.support.gui import LONG_MS, PASSPHRASE, settled, type_in, unnamed


def shown_page(shell, window, qtbot):
    shell.navigate("statement")
    settled(window, qtbot)
    return shell.current()


def test_the_agreement_is_taken_back_and_given_again_with_one_click_each(shell, window, qtbot):
    page = shown_page(shell, window, qtbot)
    assert unnamed(page) == []
    gate = page.workspace.session.gate
    page.withdraw_button.click()
    settled(window, qtbot)
    assert gate.error(NetworkGroup.BANK).code is ErrorCode.STATEMENT_NOT_AGREED
    assert (page.withdraw_button.isHidden(), page.accept_button.isHidden()) == (True, False)
    page.accept_button.click()
    settled(window, qtbot)
    assert gate.error(NetworkGroup.BANK) is None
    first, second = page.consents.rows_in_order()[::-1]
    assert (first.withdrawn_at is None, second.withdrawn_at is None) == (False, True)
    taken = []
    page.give_list(taken.append)
    assert taken[0].total == 2


def test_every_section_is_reached_from_the_contents(shell, window, qtbot):
    page = shown_page(shell, window, qtbot)
    text = page.text.text
    lines = text.toPlainText().split("\n")
    for section in load_privacy_statement().sections:
        page.text.contents.set_value(section.anchor)
        page.text.go_to(section.anchor)
        assert lines[page.text.starts[section.anchor]] == section.title.replace("\u00a0", " ")
    assert text.verticalScrollBar().value() > 0
    page.tabs.choose("changes")
    assert "Ce qui est conservé" in page.changes.findChild(QPlainTextEdit).toPlainText()


def not_agreed(profile, clock):
    session = unlock(profile, PASSPHRASE, clock=clock)
    withdraw_statement(session, ConsentWay.COMMAND)
    session.close()


def asked(window, qtbot):
    page = window.currentWidget()
    type_in(qtbot, page.field, PASSPHRASE)
    qtbot.keyClick(page.field.focusProxy(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.currentWidget(), RenewalPage), timeout=LONG_MS)
    return window.currentWidget()


def test_who_does_not_agree_is_asked_before_the_pages_and_goes_on_with_one_click(profile, window, qtbot, clock):
    not_agreed(profile, clock)
    page = asked(window, qtbot)
    assert unnamed(page) == []
    page.accept_button.click()
    qtbot.waitUntil(lambda: isinstance(window.currentWidget(), Shell), timeout=LONG_MS)
    settled(window, qtbot)
    session = window.workspace.session
    assert session.gate.is_agreed
    assert [each.holds for each in session.read(load_consents)] == [False, True]


def test_who_agreed_to_an_earlier_version_sees_what_changed_since(profile, window, qtbot, clock):
    not_agreed(profile, clock)
    session = unlock(profile, PASSPHRASE, clock=clock)
    earlier = AgreedText(version="2026-11-26")
    session.write(lambda writer: add_consent(writer, Subject.STATEMENT, earlier, clock.now(), ConsentWay.CREATION))
    session.close()
    page = asked(window, qtbot)
    assert unnamed(page) == []
    assert not page.accept_button.hasFocus(), "Enter may still be down from the passphrase"
    shown = page.findChild(QPlainTextEdit).toPlainText()
    assert shown.startswith("Depuis la version du 26 novembre 2026\n• ")
    assert "gmail.modify" in shown
    page.tabs.choose("text")
    qtbot.waitUntil(lambda: page.text.text.isVisible(), timeout=LONG_MS)


def test_refusing_leaves_the_pages_and_the_data_at_hand_and_no_connection(profile, window, qtbot, clock):
    not_agreed(profile, clock)
    page = asked(window, qtbot)
    page.data.click()
    qtbot.waitUntil(lambda: isinstance(window.currentWidget(), Shell), timeout=LONG_MS)
    settled(window, qtbot)
    assert window.currentWidget().current().key in ("settings", "privacy")
    assert not window.workspace.session.gate.is_agreed


def test_the_vault_locks_while_the_question_is_open(profile, window, qtbot, clock):
    not_agreed(profile, clock)
    asked(window, qtbot)
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    assert window.workspace is None


def test_an_earlier_agreement_is_taken_back_without_agreeing_to_the_text_in_force(shell, window, qtbot):
    page = shown_page(shell, window, qtbot)
    session, clock = page.workspace.session, page.workspace.clock
    withdraw_statement(session, ConsentWay.COMMAND)
    earlier = AgreedText(version="2026-11-26")
    session.write(lambda writer: add_consent(writer, Subject.STATEMENT, earlier, clock.now(), ConsentWay.CREATION))
    page.reload()
    settled(window, qtbot)
    assert (page.withdraw_button.isHidden(), page.accept_button.isHidden()) == (False, False)
    page.withdraw_button.click()
    settled(window, qtbot)
    assert not any(each.holds for each in session.read(load_consents))
