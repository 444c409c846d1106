"""The states of the window that no page shows by itself: sheets, banners, and the steps of connecting a bank."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from microdesk_desktop.banks import registry
from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.bank.chooser import Chooser
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.connect.choosing import FileStep, WayStep, WhichBankStep
from microdesk_desktop.pages.connect.sheet import ConnectSheet
from microdesk_desktop.pages.connect.steps import (
    AccountStep,
    BankStep,
    ConnectStep,
    FailedStep,
    KeysStep,
    ReturnStep,
    WaitingStep,
)
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.sandbox.accounts import SandboxAccount
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.faults import CONSENT_EXPIRED
from microdesk_desktop.views.bank.hints import TransactionAction
from tests.contract import plainbank
from tests.contract.plainbank.stand_in import PlainbankStandIn
from tests.support.bank import BANK, IBAN, OTHER_IBAN
from tests.tools.screenshots.imports import import_states

W = TypeVar("W", bound=QWidget)
S = TypeVar("S", bound=ConnectStep)
R = TypeVar("R")
LONG_MS = 20_000


class States:
    """Plays the states one after another in a window whose vault is open, and names each when it can be pictured."""

    def __init__(self, window: Window, bank: SandboxBank, folder: Path, settle: Callable[[], None]) -> None:
        self._window = window
        self._bank = bank
        self._folder = folder
        self._settle = settle

    def play(self, language: str) -> Iterator[str]:
        """Every state of a connected vault, the last one with the consent ended."""
        yield from self._decisions()
        yield from self._imports()
        yield from self._connecting()
        yield from self._long_work(language)
        yield from self._refusals()

    def _decisions(self) -> Iterator[str]:
        page = self._bank_page()
        self._select(Status.SUGGESTED)
        page.panel.wanted.emit(TransactionAction.ACCEPT)
        self._settle()
        yield "undo"
        self._select(Status.TODO, "VIR INST")
        page.panel.wanted.emit(TransactionAction.RECORD)
        self._settle()
        yield "record"
        self._close_sheet()
        page.panel.wanted.emit(TransactionAction.CHOOSE)
        self._settle()
        self._share_out(shown(self._window, Chooser))
        yield "split"
        self._close_sheet()
        for _ in range(2):
            self._select(Status.TODO, "COTISATION MENSUELLE")
            page.panel.wanted.emit(TransactionAction.IGNORE)
            self._settle()
        yield "rule-offer"

    def _imports(self) -> Iterator[str]:
        self._clear()
        shell = self._window.currentWidget()
        assert isinstance(shell, Shell)
        yield from import_states(shell, self._folder, self._settle)
        self._clear()

    def _connecting(self) -> Iterator[str]:
        self._clear()
        for iban in (IBAN, OTHER_IBAN):
            self._bank.open_account(BANK, SandboxAccount(iban=iban, owner="Jeanne Martin", opening_cents=0))
        page = self._bank_page()
        page.open_browser = browser()
        page.connect_bank()
        sheet = shown(self._window, ConnectSheet)
        step = self._wait_for(sheet, WhichBankStep)
        yield "connect-bank"
        step.search.setText("banque du coin")
        yield "connect-other-bank"
        step.search.setText("qonto")
        sheet.submit()
        yield from self._ways(sheet)
        sheet.go_back()
        self._wait_for(sheet, WhichBankStep).search.setText("bourso")
        self._take_way(sheet, "gocardless")
        self._wait_for(sheet, AccountStep)
        yield "connect-account"
        self._close_sheet()
        yield from self._listed_and_waited_for(page)
        with PlainbankStandIn(SystemClock()) as second:
            second.open_account(IBAN)
            registry.PROVIDERS["plainbank"] = replace(plainbank.INFO, default_url=second.base_url)
            yield from self._second_provider(second)
            del registry.PROVIDERS["plainbank"]

    def _ways(self, sheet: ConnectSheet) -> Iterator[str]:
        ways = self._wait_for(sheet, WayStep)
        for number in range(ways.table.model.rowCount()):
            ways.table.view.select_row(number)
            yield f"connect-way-{number + 1}"
        keys = [way.key for way in ways.table.rows_in_order() if way.provider and not way.provider.is_chosen]
        for key in keys:
            ways.table.select(key)
            sheet.submit()
            self._wait_for(sheet, KeysStep)
            yield f"connect-keys-{key}"
            sheet.go_back()
            ways = self._wait_for(sheet, WayStep)
        ways.table.select(next(way.key for way in ways.table.rows_in_order() if way.provider is None))
        sheet.submit()
        self._wait_for(sheet, FileStep)
        yield "connect-file"
        sheet.go_back()
        self._wait_for(sheet, WayStep)

    def _take_way(self, sheet: ConnectSheet, key: str) -> None:
        sheet.submit()
        ways = self._wait_for(sheet, WayStep)
        ways.table.select(key)
        sheet.submit()

    def _listed_and_waited_for(self, page: BankPage) -> Iterator[str]:
        """The list of a service, the wait for the browser, and a refusal."""
        page.open_browser = lambda _: None
        page.connect_bank()
        sheet = shown(self._window, ConnectSheet)
        self._wait_for(sheet, WhichBankStep).search.setText("banque du coin")
        self._take_way(sheet, "gocardless")
        listed = self._wait_for(sheet, BankStep)
        yield "connect-list"
        listed.search.setText("bourso")
        sheet.submit()
        self._until(lambda: type(sheet.step) is WaitingStep and bool(sheet.step.findChildren(QPushButton)))
        yield "connect-waiting"
        sheet.go_back()
        page.open_browser = browser(agrees=False)
        self._close_sheet()
        page.connect_bank()
        sheet = shown(self._window, ConnectSheet)
        self._wait_for(sheet, WhichBankStep).search.setText("bourso")
        self._take_way(sheet, "gocardless")
        self._wait_for(sheet, FailedStep)
        yield "connect-failed"
        self._close_sheet()

    def _second_provider(self, bank: PlainbankStandIn) -> Iterator[str]:
        page = self._bank_page()
        page.open_browser = lambda _: None
        page.connect_bank()
        sheet = shown(self._window, ConnectSheet)
        self._wait_for(sheet, WhichBankStep)
        self._take_way(sheet, "plainbank")
        keys = self._wait_for(sheet, KeysStep)
        keys.form.fields["application_id"].set_value(bank.keys["application_id"])
        keys.form.fields["private_key"].set_value(self._folder / "absent.pem")
        sheet.submit()
        self._settle()
        yield "connect-key-file"
        file = self._folder / "application.pem"
        file.write_text(bank.keys["private_key"], encoding="utf-8")
        keys.form.fields["private_key"].set_value(file)
        sheet.submit()
        pasted = self._wait_for(sheet, ReturnStep)
        pasted.address.set_value("https://plainbank.example/return?code=1")
        sheet.submit()
        yield "connect-return"
        self._close_sheet()

    def _long_work(self, language: str) -> Iterator[str]:
        self._clear()
        ended = threading.Event()

        def wait(_: Session, job: Job) -> None:
            job.progress(3, 10, "keep")
            while not ended.wait(0.1):
                job.checkpoint()

        self._workspace.work(wait, progress="Import")
        self._until(lambda: any(banner.progress for banner in self._workspace.notices.banners))
        yield "progress"
        self._window.set_language("en" if language == "fr" else "fr")
        yield "progress-other-language"
        self._window.set_language(language)
        ended.set()
        self._settle()

    def _refusals(self) -> Iterator[str]:
        self._window.go_to("invoices")
        self._workspace.report(KnownError(ErrorCode.CREDENTIALS_MISSING))
        yield "error"
        self._clear()
        page = self._bank_page()
        page.disconnect_bank()
        self._settle()
        yield "disconnect"
        shown(self._window, QDialog).reject()
        self._bank.faults.add(CONSENT_EXPIRED)
        self._workspace.controller(SyncController).sync()
        self._settle()
        yield "consent-expired"

    def _share_out(self, chooser: Chooser) -> None:
        """Take two documents in, the first with one euro."""
        first, second = (_row(chooser.table, number).target for number in (0, 1))
        chooser.split.toggle(first)
        field = chooser.split.fields()[0]
        field.set_value(100)
        field.edited.emit()
        chooser.split.toggle(second)

    def _select(self, status: Status, label: str = "") -> None:
        """Select the first transaction of this status whose label begins so."""
        table = self._bank_page().transactions.table
        rows = ((number, _row(table, number)) for number in range(table.model.rowCount()))
        table.view.select_row(next(at for at, row in rows if row.status is status and row.label.startswith(label)))
        self._settle()

    def _bank_page(self) -> BankPage:
        shell = self._window.currentWidget()
        assert isinstance(shell, Shell)
        shell.navigate("bank")
        self._settle()
        page = shell.current()
        assert isinstance(page, BankPage)
        return page

    def _close_sheet(self) -> None:
        shown(self._window, SideSheet).close_sheet()
        self._settle()

    def _clear(self) -> None:
        self._workspace.notices.clear()

    def _wait_for(self, sheet: ConnectSheet, kind: type[S]) -> S:
        self._until(lambda: isinstance(sheet.step, kind))
        assert isinstance(sheet.step, kind)
        return sheet.step

    def _until(self, is_reached: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(LONG_MS)
        while not is_reached():
            assert not deadline.hasExpired(), "the state is never reached"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    @property
    def _workspace(self) -> Workspace:
        assert self._window.workspace is not None
        return self._window.workspace


def shown(window: QWidget, kind: type[W]) -> W:
    """The visible child of this kind."""
    return next(each for each in window.findChildren(kind) if each.isVisible())


def _row(table: Table[R], number: int) -> R:
    row = table.model.row(number)
    assert row is not None
    return row
