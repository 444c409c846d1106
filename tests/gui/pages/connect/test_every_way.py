"""Each kind of service through the sheet, by keyboard: one that listens, one that is pasted, one without a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from microdesk_desktop.cli.demo.bank import IBAN, STAND_INS
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.pages.connect.sheet import ConnectSheet
from microdesk_desktop.pages.connect.steps import AccountStep, BankStep, ReturnStep, WaitingStep
from microdesk_desktop.sandbox.browser import user
from microdesk_desktop.store.bank.connection import load_connection, load_last_sync
from microdesk_desktop.views.bank.rows import load_bank_state
from tests.gui.pages.connect.test_sheet import LONG_MS, desk, open_sheet
from tests.support.clock import TODAY
from tests.support.gui import unnamed

__all__ = ["desk"]

# Tink listens at one port of this computer, which two tests at a time cannot share.
SERVICES = [name for name in STAND_INS if name != "tink"]
ROWS = ((3, -1_200, "PRLV OVH", False), (2, 45_000, "VIR NOVA", False))


@pytest.fixture
def shown(desk):
    """What the browser shows of other addresses once the user has agreed there."""
    addresses = []
    desk.shell.current().open_browser = lambda url: user(url, return_address="https://", paste=addresses.append)
    return addresses


def follow(desk, sheet, institution, shown):
    """Go through the steps after the way, as they come, until the sheet has closed itself."""

    def has_closed():
        return not isValid(sheet) or not sheet.isVisible()

    def has_arrived():
        return has_closed() or (type(sheet.step) is not WaitingStep and sheet.step is not former)

    former = None
    while True:
        desk.qtbot.waitUntil(has_arrived, timeout=LONG_MS)
        if has_closed():
            return
        former = sheet.step
        assert unnamed(sheet) == []
        if isinstance(former, BankStep):
            assert former.table.select(institution)
        elif isinstance(former, ReturnStep):
            desk.qtbot.waitUntil(lambda: bool(shown), timeout=LONG_MS)
            QGuiApplication.clipboard().setText(shown[-1])
            desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        elif isinstance(former, AccountStep):
            iban = [each.iban for each in former.table.rows_in_order()].index(IBAN)
            former.table.view.select_row(iban)
        else:
            raise AssertionError(former)
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize("service", SERVICES)
def test_the_account_is_connected_synced_and_renewed(desk, clock, shown, service):
    with STAND_INS[service](clock) as bank:
        institution = bank.open_sample_account(IBAN, 10_000, ROWS, TODAY)
        set_provider(desk.session, service, bank.base_url, bank.secrets)
        sheet = open_sheet(desk, typed="qonto" if service == "qonto" else "banque du coin", way=service)
        follow(desk, sheet, institution, shown)
        desk.qtbot.waitUntil(lambda: desk.session.read(load_last_sync) is not None, timeout=LONG_MS)
        desk.rest()
        connection = desk.session.read(load_connection)
        assert (connection.provider, connection.institution_id, connection.iban) == (service, institution, IBAN)
        assert desk.shell.current().transactions.table.model.rowCount() == len(ROWS)
        if connection.expires_at is None:
            return  # nothing to renew
        clock.advance(minutes=2)  # less than what locks an idle vault
        shown.clear()
        desk.shell.current().renew()
        desk.qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.shell.findChildren(ConnectSheet)))
        follow(desk, desk.sheet(), institution, shown)
        desk.qtbot.waitUntil(
            lambda: desk.session.read(load_bank_state).expires_at > connection.expires_at, timeout=LONG_MS
        )
        desk.rest()
