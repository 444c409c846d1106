"""Each sheet of privacy and security by keyboard alone: named, walked by Tab, left by Esc to where one was."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind, RequestWay
from microdesk_desktop.operations.privacy.requests import add_request
from microdesk_desktop.operations.vault.backups.make import back_up, own_backups
from microdesk_desktop.pages.clients.erase import ask_erase
from microdesk_desktop.pages.privacy.import_sheet import open_import
from microdesk_desktop.pages.settings.application.about import AboutPane
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.pages.settings.security.lock import LockPane
from microdesk_desktop.pages.settings.security.passphrase import PassphrasePane
from microdesk_desktop.pages.settings.security.passphrase_sheets import RememberSheet
from microdesk_desktop.privacy.retention import Category
from tests.support.gui import unnamed

MOST_STOPS = 60


def stops(sheet: QWidget) -> set[QWidget]:
    """What Tab must stop at: in a group of buttons only the chosen one."""

    def is_stop(widget: QWidget) -> bool:
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        is_passed = group is not None and group.exclusive() and group.checkedButton() not in (None, widget)
        takes_tab = (widget.focusPolicy() & Qt.FocusPolicy.StrongFocus) == Qt.FocusPolicy.StrongFocus
        return widget.isVisible() and widget.isEnabled() and takes_tab and not widget.focusProxy() and not is_passed

    return {each for each in sheet.findChildren(QWidget) if is_stop(each)}


def walk(desk, start: QWidget, openings) -> None:
    """Open each sheet from `start`, walk round it, and leave it."""
    for name, open_sheet in openings:
        start.setFocus()
        assert QApplication.focusWidget() is start, name
        open_sheet()
        desk.rest()
        sheet = desk.sheet()
        QApplication.processEvents()
        assert sheet.isAncestorOf(QApplication.focusWidget()), name
        assert unnamed(sheet) == [], name
        reached = set()
        for _ in range(MOST_STOPS):
            reached.add(QApplication.focusWidget())
            desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert stops(sheet) <= reached, name
        assert all(sheet.isAncestorOf(each) for each in reached), name
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not sheet.isVisible(), name
        assert QApplication.focusWidget() is start, name


def test_sheets_of_the_main_page(desk):
    page = desk.go_to("privacy")
    workspace = desk.shell.workspace
    openings = (
        ("export", page.export_everything),
        ("import", lambda: open_import(page, workspace)),
        ("erase", page.erase_everything),
    )
    walk(desk, page.erase.erase, openings)


def test_what_confirms_an_erasure_is_in_sight_and_the_page_keys_read_what_is_above(desk):
    page = desk.go_to("privacy")
    desk.shell.window().resize(720, 520)
    page.erase_everything()
    desk.rest()
    sheet = desk.sheet()
    entry = QApplication.focusWidget()
    QApplication.processEvents()
    assert sheet.form.confirmation.isAncestorOf(entry)
    assert entry.visibleRegion().boundingRect() == entry.rect()
    bar = next(each for each in sheet.findChildren(QScrollArea) if each.isAncestorOf(sheet.form)).verticalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    for _ in range(MOST_STOPS):
        desk.qtbot.keyClick(entry, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    desk.qtbot.keyClicks(entry, "autre")
    sheet.submit()
    assert sheet.isVisible()
    assert QApplication.focusWidget() is entry


def test_the_sheet_of_the_journal(desk):
    page = desk.go_to("network_journal")
    walk(desk, page.search_field(), [("erase", page.erase)])


def test_the_sheet_of_the_durations(desk):
    page = desk.go_to("retention")
    start = next(iter(stops(page)))
    walk(desk, start, [(each.value, lambda each=each: page.change_category(each)) for each in list(Category)[:3]])


@pytest.mark.parametrize("kind", [RequestKind.ACCESS, RequestKind.ERASURE])
def test_sheets_of_the_requests(desk, kind):
    received = desk.session.clock.today() - timedelta(days=3)
    person = PersonRequest(kind=kind, received_on=received, way=RequestWay.MAIL, person="Ana Iris")
    add_request(desk.session, person)
    desk.shell.workspace.announce(Changes.REQUESTS)
    page = desk.go_to("person_requests")
    openings = (
        ("new", page.add),
        ("letter", page.write_letter),
        ("answer", page.answer),
        ("refusal", page.refuse),
        ("extension", page.extend),
    )
    walk(desk, page.search_field(), openings)


def test_sheets_of_a_client_and_of_a_supplier(desk):
    clients = desk.go_to("clients")
    desk.press(clients.table.view, Qt.Key.Key_Return)
    page = desk.shell.current()
    client_id = page.place()
    openings = (
        ("choices", page.choices.note),
        ("erase", lambda: ask_erase(page, desk.shell.workspace, client_id)),
    )
    walk(desk, next(iter(stops(page.choices))), openings)
    expenses = desk.go_to("expenses")
    walk(desk, expenses.search_field(), [("supplier", expenses.erase_supplier)])


def test_sheets_of_security(desk):
    shell = desk.shell
    backup = back_up(desk.session, own_backups(shell.workspace.host.profile), Job())
    acts = (
        (PassphrasePane, "change", PassphrasePane.change_passphrase),
        (PassphrasePane, "renew", PassphrasePane.renew_recovery_key),
        (PassphrasePane, "try", PassphrasePane.try_recovery_key),
        (LockPane, "remember", lambda pane: RememberSheet(pane, shell.workspace, list)),
        (BackupsPane, "examine", lambda pane: pane.examine(backup)),
        (BackupsPane, "restore", lambda pane: pane.restore(backup)),
        (BackupsPane, "test", BackupsPane.try_restore),
        (BackupsPane, "verify", BackupsPane.verify_vault),
        (AboutPane, "diagnostic", AboutPane.read_diagnostic),
    )
    for kind, name, act in acts:
        shell.navigate("settings", kind.key)
        desk.rest()
        pane = shell.current().pane()
        walk(desk, shell.current().search_field(), [(name, lambda act=act, pane=pane: act(pane))])
