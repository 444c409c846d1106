"""Connecting, syncing, renewing and disconnecting a bank from its page, against the sandbox bank on loopback."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QLabel, QPushButton

from microdesk_desktop.app import build_window
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.layout.page_scroll import PageScroll
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.connect.choosing import FileStep, WayStep, WhichBankStep
from microdesk_desktop.pages.connect.steps import AccountStep, BankStep, FailedStep, KeysStep, ReturnStep, WaitingStep
from microdesk_desktop.pages.shell.window import SIZE
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.faults import CONSENT_EXPIRED
from microdesk_desktop.store.bank.rules import load_rules, save_rule
from microdesk_desktop.views.bank.rows import load_bank_state
from tests.support.bank import BANK, IBAN, OTHER_IBAN, open_bank_account
from tests.support.clock import TODAY
from tests.support.company import Desk, store_rows
from tests.support.gui import button, unnamed
from tests.support.vaults import PASSPHRASE, new_vault

LONG_MS = 60_000
RULE = Rule(id=0, name="VOLIERE", words="VOLIERE", direction=-1, action=RuleAction.EXPENSE)


@pytest.fixture
def desk(qapp, qtbot, tmp_path, clock):
    """An open vault whose keyring is in memory, on the Bank page; its browser agrees to everything."""
    made = new_vault(tmp_path / "profile", clock=clock)
    window = build_window(qapp, made.session.profile, language="fr", clock=clock)
    window.resize(SIZE)  # larger than the offscreen screen
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.show_vault(made.session)
    desk = Desk(window.currentWidget(), qtbot)
    desk.go_to("bank").open_browser = browser()
    yield desk
    window.close()


def wait_for(desk, sheet, step):
    desk.qtbot.waitUntil(lambda: type(sheet.step) is step, timeout=LONG_MS)
    return sheet.step


def type_on(desk, text):
    """Type on what has the focus, then Enter, as a user without a mouse does."""
    desk.qtbot.keyClicks(QApplication.focusWidget(), text)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def take_way(desk, sheet, name):
    """Go down from the first way with the arrow, and take the one of this name with Enter."""
    step = wait_for(desk, sheet, WayStep)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    while step.table.current_id() != name:
        below = step.table.current_id()
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert step.table.current_id() != below, f"no way {name}"
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def open_sheet(desk, typed="bourso", way="gocardless"):
    """Open the sheet, name a bank and take a way of following it, with the keyboard alone."""
    desk.shell.current().connect_bank()
    sheet = desk.sheet()
    wait_for(desk, sheet, WhichBankStep)
    type_on(desk, typed)
    take_way(desk, sheet, way)
    return sheet


def start(desk, bank, typed="bourso"):
    """Enter the keys, then go on with the bank that was typed: the consent is asked for where its name is clear."""
    set_provider(desk.session, "gocardless", bank.base_url, bank.secrets)
    return open_sheet(desk, typed)


def connected(desk, bank):
    start(desk, bank)
    desk.qtbot.waitUntil(lambda: desk.session.read(load_bank_state).last_sync is not None, timeout=LONG_MS)
    desk.rest()
    return desk.shell.current()


def asked_to_disconnect(desk, page):
    """The dialog that asks before the bank is disconnected."""
    page.disconnect_bank()
    desk.rest()
    (dialog,) = [each for each in desk.shell.window().findChildren(QDialog) if each.isVisible()]
    return dialog


def texts(host):
    return [label.text() for label in host.findChildren(QLabel) if label.isVisible()]


def test_without_keys_they_are_asked_for_first(desk):
    sheet = open_sheet(desk)
    wait_for(desk, sheet, KeysStep)
    sheet.submit()
    assert texts(sheet).count("À remplir.") == 2
    assert unnamed(sheet) == []


def test_the_statement_file_comes_first_for_every_bank_and_leads_to_the_import(desk):
    desk.shell.current().connect_bank()
    sheet = desk.sheet()
    step = wait_for(desk, sheet, WhichBankStep)
    assert unnamed(sheet) == []
    type_on(desk, "banque du coin")
    step = wait_for(desk, sheet, WayStep)
    assert step.table.current_id() == "file"
    assert unnamed(sheet) == []
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    wait_for(desk, sheet, FileStep)
    assert any("banque du coin" in text for text in texts(sheet))
    assert unnamed(sheet) == []
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    assert desk.shell.current().key == "imports"


def test_the_service_that_has_the_keys_is_in_sight_first(desk, bank):
    set_provider(desk.session, "gocardless", bank.base_url, bank.secrets)
    desk.shell.current().connect_bank()
    sheet = desk.sheet()
    wait_for(desk, sheet, WhichBankStep)
    type_on(desk, "bourso")
    assert wait_for(desk, sheet, WayStep).table.current_id() == "gocardless"


def test_going_back_leads_through_every_step_to_the_bank_with_what_was_typed(desk, bank):
    set_provider(desk.session, "gocardless", bank.base_url, bank.secrets)
    sheet = open_sheet(desk, "banque du coin")
    wait_for(desk, sheet, BankStep)
    button(sheet, "go_back").click()
    wait_for(desk, sheet, WayStep)
    button(sheet, "go_back").click()
    assert wait_for(desk, sheet, WhichBankStep).search.text() == "banque du coin"
    assert not sheet.findChild(QPushButton, "go_back").isVisible()


def test_going_back_from_the_page_of_the_bank_revokes_and_the_account_can_be_connected_after_all(desk, bank):
    browsers = [lambda url: None]
    desk.shell.current().open_browser = lambda url: browsers[-1](url)
    open_bank_account(bank, OTHER_IBAN)
    sheet = start(desk, bank)
    desk.qtbot.waitUntil(lambda: any("Rouvrir" in each.text() for each in sheet.findChildren(QPushButton)))
    button(sheet, "go_back").click()
    step = wait_for(desk, sheet, BankStep)
    desk.rest()
    assert bank.state.requisitions == {}
    browsers.append(browser())
    step.show_all()
    step.search.setText("bourso")
    sheet.submit()
    wait_for(desk, sheet, AccountStep)
    sheet.submit()
    desk.qtbot.waitUntil(lambda: desk.session.read(load_bank_state).is_connected, timeout=LONG_MS)
    desk.rest()


def test_connecting_ends_in_a_first_sync_and_counts_what_came(desk, bank):
    page = connected(desk, bank)
    assert "opérations ajoutées" in desk.shell.toast.text.text()
    assert page.transactions.table.model.rowCount() == 3
    assert button(page, "sync").isVisible()
    assert any(f"•••• {IBAN[-4:]}" in text.replace("\u00a0", " ") for text in texts(page))


def test_of_several_accounts_exactly_one_is_chosen(desk, bank):
    open_bank_account(bank, OTHER_IBAN)
    sheet = start(desk, bank)
    wait_for(desk, sheet, AccountStep)
    desk.qtbot.waitUntil(lambda: sheet.step.table.view.rowAt(70) == 1)  # once it is laid out
    assert not sheet.step.table.view.verticalScrollBar().isVisible()
    sheet.step.table.view.select_row(1)
    chosen = sheet.step.table.current_row().iban
    desk.press(sheet.step.table.view, Qt.Key.Key_Return)
    assert desk.session.read(load_bank_state).iban == chosen


def test_agreeing_anew_to_another_account_only_asks_before_the_account_changes(desk, bank):
    page = connected(desk, bank)
    bank.institution(BANK).accounts.clear()
    open_bank_account(bank, OTHER_IBAN)
    for is_followed, iban in ((False, IBAN), (True, OTHER_IBAN)):
        page.renew()
        desk.qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.shell.window().findChildren(SideSheet)))
        sheet = desk.sheet()
        wait_for(desk, sheet, AccountStep)
        assert any("ne couvre pas le compte suivi" in text and IBAN[-2:] in text for text in texts(sheet))
        assert unnamed(sheet) == []
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return if is_followed else Qt.Key.Key_Escape)
        desk.rest()
        assert desk.session.read(load_bank_state).iban == iban


def test_the_address_can_be_pasted_while_the_program_listens(desk, bank):
    opened = []
    desk.shell.current().open_browser = opened.append
    sheet = start(desk, bank)
    desk.qtbot.waitUntil(lambda: bool(opened), timeout=LONG_MS)
    button(sheet, "paste_address").click()
    wait_for(desk, sheet, ReturnStep)
    button(sheet, "_copy_page").click()
    assert QGuiApplication.clipboard().text() == opened[0]
    (requisition,) = bank.state.requisitions.values()
    bank.decide(requisition, agrees=True)
    desk.qtbot.keyClicks(QApplication.focusWidget(), f"{requisition.redirect}?ref={requisition.reference}")
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert type(sheet.step) is WaitingStep
    desk.qtbot.waitUntil(lambda: desk.session.read(load_bank_state).is_connected, timeout=LONG_MS)
    desk.rest()


@pytest.mark.parametrize("step", [WayStep, KeysStep])
def test_in_a_low_window_only_the_sheet_scrolls_and_tab_brings_into_sight(desk, bank, step):
    desk.shell.window().resize(683, 467)  # 1024 × 700 at 150 %
    sheet = arrive_at(desk, bank, step)
    desk.rest()
    found = [each for each in sheet.findChildren(QAbstractScrollArea) if each.isVisible()]
    desk.qtbot.waitUntil(lambda: any(each.verticalScrollBar().maximum() for each in found))
    assert [type(each) for each in found if each.verticalScrollBar().maximum()] == [PageScroll]
    for _ in range(8):
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert not focused.visibleRegion().isEmpty(), focused.accessibleName()


def test_locking_while_the_account_is_being_chosen_ends_and_connects_nothing(desk, bank):
    open_bank_account(bank, OTHER_IBAN)
    sheet = start(desk, bank)
    wait_for(desk, sheet, AccountStep)
    window = desk.shell.window()
    with desk.qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    session = unlock(desk.session.profile, PASSPHRASE)
    assert not session.read(load_bank_state).is_connected
    session.close()


def test_closing_the_sheet_stops_the_wait_and_connects_nothing(desk, bank):
    desk.shell.current().open_browser = lambda url: None
    sheet = start(desk, bank)
    desk.qtbot.waitUntil(lambda: isinstance(sheet.step, WaitingStep) and bool(bank.state.requisitions))
    desk.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.rest()
    assert not desk.session.read(load_bank_state).is_connected


STEPS = [WhichBankStep, WayStep, FileStep, KeysStep, BankStep, WaitingStep, AccountStep, FailedStep]


def arrive_at(desk, bank, step):
    """The sheet at a step."""
    if step is WhichBankStep:
        desk.shell.current().connect_bank()
        sheet = desk.sheet()
    elif step is WayStep:
        desk.shell.current().connect_bank()
        sheet = desk.sheet()
        wait_for(desk, sheet, WhichBankStep)
        type_on(desk, "lcl")
    elif step in (FileStep, KeysStep):
        sheet = open_sheet(desk, way="file" if step is FileStep else "gocardless")
    else:
        sheet = start(desk, bank, "banque du coin" if step is BankStep else "bourso")
    wait_for(desk, sheet, step)
    return sheet


@pytest.mark.parametrize("step", STEPS)
def test_leaving_at_any_step_connects_nothing_and_gives_the_focus_back(desk, bank, step):
    page = desk.shell.current()
    page.open_browser = {WaitingStep: lambda url: None, FailedStep: browser(agrees=False)}.get(step, browser())
    if step is AccountStep:
        open_bank_account(bank, OTHER_IBAN)
    arrive_at(desk, bank, step)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)  # the first one may clear a search
    desk.rest()
    assert not [each for each in desk.shell.findChildren(SideSheet) if each.isVisible()]
    assert page.isAncestorOf(QApplication.focusWidget())
    assert not desk.session.read(load_bank_state).is_connected
    assert bank.state.requisitions == {}


def test_a_refusal_is_shown_in_the_sheet_with_a_way_to_try_again(desk, bank):
    desk.shell.current().open_browser = browser(agrees=False)
    sheet = start(desk, bank)
    wait_for(desk, sheet, FailedStep)
    desk.rest()
    assert sheet.step.button_text == "Réessayer"
    assert desk.sheet() is sheet
    assert QApplication.focusWidget() is button(sheet, "submit")


def test_keys_that_are_refused_are_asked_for_anew_with_the_focus_on_what_helps(desk, bank):
    set_provider(desk.session, "gocardless", bank.base_url, {"secret_id": "wrong", "secret_key": "wrong"})
    sheet = open_sheet(desk)
    wait_for(desk, sheet, FailedStep)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(sheet.step, KeysStep)


def test_a_bank_that_opens_no_account_is_named_with_what_to_do(desk, bank):
    bank.institution(BANK).accounts.clear()
    sheet = start(desk, bank)
    wait_for(desk, sheet, FailedStep)
    assert any("BoursoBank n’a donné accès à aucun compte" in text for text in texts(sheet))
    assert QApplication.focusWidget() is button(sheet, "submit")


@pytest.mark.parametrize(
    ("days_left", "announced"), [(10, "expire dans 10 jours"), (1, "expire dans 1 jour"), (0, "a expiré")]
)
def test_the_end_of_the_consent_is_announced(desk, bank, clock, days_left, announced):
    connected(desk, bank)
    advance_to_days_left(desk, clock, days_left)
    assert announced in desk.shell.banners.text_of("consent")


def test_a_closed_reminder_stays_closed_until_the_next_one_is_due(desk, bank, clock):
    connected(desk, bank)
    advance_to_days_left(desk, clock, 10)
    desk.qtbot.mouseClick(button(desk.shell.banners, "consent.close"), Qt.MouseButton.LeftButton)
    advance_to_days_left(desk, clock, 9)
    assert desk.shell.banners.text_of("consent") is None
    advance_to_days_left(desk, clock, 3)
    assert "3 jours" in desk.shell.banners.text_of("consent")


def test_the_reminder_stands_on_the_bank_page_and_renews_the_consent(desk, bank, clock):
    connected(desk, bank)
    advance_to_days_left(desk, clock, 3)
    before = desk.session.read(load_bank_state).expires_at
    desk.shell.window().set_language("en")
    desk.shell = desk.shell.window().currentWidget()
    desk.shell.navigate("bank")
    desk.shell.current().open_browser = browser()
    desk.go_to("settings")
    assert not any("3 days" in text for text in texts(desk.shell.banners))
    desk.go_to("bank")
    desk.qtbot.mouseClick(button(desk.shell.banners, "consent.action"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: desk.session.read(load_bank_state).expires_at > before, timeout=LONG_MS)
    desk.rest()
    assert desk.shell.banners.text_of("consent") is None


def test_a_consent_that_the_bank_ends_leaves_one_coherent_page(desk, bank):
    page = connected(desk, bank)
    page.open_browser = lambda url: None
    bank.faults.add(CONSENT_EXPIRED)
    button(page, "sync").click()
    desk.rest()
    assert button(page, "renew").isVisible()
    assert not any(each.isVisible() for each in page.findChildren(QPushButton, "sync"))
    assert "accord expiré" in page.subtitle().replace("\u00a0", " ")
    assert desk.shell.banners.text_of("sync") is None
    assert desk.shell.banners.text_of("error") is None
    desk.qtbot.mouseClick(button(desk.shell.banners, "consent.action"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(desk.shell.findChildren(SideSheet)))


def advance_to_days_left(desk, clock, days_left):
    """Let time pass until so many days of the consent are left, and have the connection read again."""
    expires = desk.session.read(load_bank_state).expires_at
    clock.advance(
        minutes=int((expires - clock.now()).total_seconds() // 60) - days_left * 1440 + 1 - 2 * bool(days_left)
    )
    desk.shell.workspace.announce(Changes.CONNECTION)
    desk.rest()


def test_a_disconnect_takes_down_what_may_name_the_erased(desk, bank):
    page = connected(desk, bank)
    desk.shell.workspace.notices.show(lambda: Banner(key="rule", text="Toujours classer « OVH » ?"))
    asked_to_disconnect(desk, page).accept()
    desk.rest()
    assert desk.shell.banners.text_of("rule") is None
    assert "déconnectée" in desk.shell.banners.text_of("disconnect")


def test_disconnecting_asks_then_erases_and_empties_the_page(desk, bank):
    page = connected(desk, bank)
    dialog = asked_to_disconnect(desk, page)
    assert any("Restent tels quels" in text for text in texts(dialog))
    dialog.accept()
    desk.rest()
    assert page.transactions.table.model.rowCount() == 0
    assert "déconnectée" in desk.shell.banners.text_of("disconnect")
    assert button(page, "choose_files").isVisible()


def test_after_a_disconnect_nothing_that_was_searched_or_checked_is_left(desk, bank):
    page = connected(desk, bank)
    page.transactions.table.check_all()
    page.search_field().setText("vir")
    desk.rest()
    page.transactions.table.check_all()
    desk.rest()
    assert page.transactions.table.checks
    desk.go_to("clients")
    desk.go_to("bank")
    asked_to_disconnect(desk, page).accept()
    desk.rest()
    assert page.search_field().text() == ""
    assert not page.transactions.table.checks
    assert not page.transactions.bar.isVisible()
    assert "Vos opérations s’afficheront ici" in texts(page)
    desk.shell.back()
    assert desk.shell.current() is page  # the places of before hold the search
    desk.go_to("clients")
    assert desk.shell.banners.text_of("disconnect") is None


def test_the_rules_stay_when_the_box_is_ticked(desk, bank):
    page = connected(desk, bank)
    desk.session.write(lambda writer: save_rule(writer, RULE))
    for is_kept in (True, False):
        dialog = asked_to_disconnect(desk, page)
        dialog.findChild(CheckBox, "keep_rules").set_checked(is_kept)
        dialog.accept()
        desk.rest()
        assert bool(desk.session.read(load_rules)) is is_kept


def test_the_dialog_counts_what_goes_and_offers_to_keep_what_only_files_gave(desk, bank):
    store_rows(desk.session, [BankRow(None, TODAY, -1_230, "EUR", "BOULANGERIE PAUL")])
    desk.session.write(lambda writer: writer.run("UPDATE bank_account SET account_number = '00012345678'"))
    page = connected(desk, bank)
    dialog = asked_to_disconnect(desk, page)
    assert any("3 opérations de BoursoBank" in text.replace("\u00a0", " ") for text in texts(dialog))
    box = dialog.findChild(CheckBox, "keep_files")
    assert box.is_checked()
    assert "Garder l’opération venue de vos fichiers" in texts(box)
    assert "Décochez" in box.focusProxy().accessibleDescription()
    page.search_field().setText("prlv")
    desk.rest()
    dialog.accept()
    desk.rest()
    assert [page.transactions.table.model.row(0).label, page.transactions.table.model.rowCount()] == [
        "BOULANGERIE PAUL",
        1,
    ]
    assert page.search_field().text() == ""
    assert "gardée" in desk.shell.banners.text_of("disconnect")
    assert asked_to_disconnect(desk, page).findChild(CheckBox, "keep_files") is None  # nothing is connected any more
