"""The sample company in the window's vault: its records, its account, everything attributed that can be."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Reader
from tests.support.accounts import account_of
from tests.support.clock import FakeClock
from tests.support.gui import PASSPHRASE

T = TypeVar("T")
Row = tuple[int, int, str]


class Desk:
    """The open window with the sample company, and how a test drives it."""

    def __init__(self, shell: Shell, qtbot: QtBot) -> None:
        self.shell = shell
        self.session: Session = shell.workspace.session
        self.qtbot = qtbot
        self._bugs: list[Exception] = []
        shell.workspace.runner.failed.connect(self._bugs.append)

    def go_to(self, key: str) -> Page:
        """Bring a page into sight and wait until it has read what it shows."""
        self.shell.window().activateWindow()
        self.shell.navigate(key)
        self.rest()
        return self.shell.current()

    def rest(self) -> None:
        """Wait until nothing runs; a bug on a worker is the test's failure."""
        self.qtbot.waitUntil(lambda: self.shell.workspace.is_at_rest)
        if self._bugs:
            raise self._bugs[0]

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key on a widget that has the focus, and wait until the work that it starts has ended."""
        widget.setFocus()
        self.qtbot.keyClick(widget, key, modifier)
        self.rest()

    def sheet(self) -> SideSheet:
        """The sheet in sight."""
        found = [each for each in self.shell.window().findChildren(SideSheet) if each.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def read(self, view: Callable[[Reader], T]) -> T:
        return self.session.read(view)

    def add_transactions(self, *rows: Row) -> None:
        """Transactions of so many days ago, of cents, with a label."""
        today = self.shell.workspace.clock.today()
        made = [BankRow(None, today - timedelta(days=days), cents, "EUR", label) for days, cents, label in rows]
        store_rows(self.session, made)
        self.shell.workspace.announce(Changes.BANK)


def store_rows(session: Session, rows: list[BankRow]) -> None:
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    run_attribution(session, Job())


@pytest.fixture(scope="session")
def made_company(made_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vault of the sample company, which tests copy and never open."""
    folder = tmp_path_factory.mktemp("company")
    profile = Path(shutil.copytree(made_vault, folder / "profile"))
    session = unlock(profile, PASSPHRASE, clock=FakeClock(), keyring=MemoryKeyring)
    today = session.clock.today()
    for kind, path in company.write_records(folder, today).items():
        import_records(session, kind, path, job=Job())
    store_rows(
        session,
        [
            BankRow(
                None,
                today - timedelta(days=each.days_ago),
                each.cents,
                "EUR",
                each.label,
                State.PENDING if each.is_pending else State.BOOKED,
            )
            for each in company.account(today)
        ],
    )
    session.close()
    return profile


@pytest.fixture
def desk(shell: Shell, qtbot: QtBot) -> Desk:
    """The sample company, which `profile` is then a copy of, on the Bank page."""
    made = Desk(shell, qtbot)
    made.go_to("bank")
    return made


@pytest.fixture
def empty_desk(shell: Shell, qtbot: QtBot) -> Desk:
    """A vault in which nothing was put yet."""
    made = Desk(shell, qtbot)
    made.go_to("bank")
    return made
