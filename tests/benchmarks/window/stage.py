"""The real window on a vault filled for the measure."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from microdesk_desktop.app import build_window
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.system.gc_timer import GarbageCollector
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.connect import ConsentPolling, connect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages import registry
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import SIZE
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.views.bank.connections.head import Shown
from tests.benchmarks.sample_vault import BANK, PASSPHRASE

DEADLINE_MS = 120_000
WAKE_MS = 50  # what a worker does alone posts no event
QUICK = ConsentPolling(timeout_s=20, interval_s=0.1, longest_interval_s=0.5)


class Stage:
    """A window, its vault and its Bank page, driven as a user would."""

    def __init__(self, folder: str) -> None:
        keyring = MemoryKeyring()
        application = QApplication.instance()
        self._application = application if isinstance(application, QApplication) else QApplication([])
        self.session = unlock(Path(folder), PASSPHRASE, keyring=lambda: keyring)
        self.window = build_window(self._application, self.session.profile, language="fr")
        self.window.resize(SIZE)  # larger than the offscreen screen
        self._collector = GarbageCollector(self._application)
        self.window.show()
        registry.HOME = "settings"
        self.window.show_vault(self.session)
        self.settle()

    def __enter__(self) -> Self:
        self._application.processEvents()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.window.close()

    @property
    def workspace(self) -> Workspace:
        """What works beneath the shell."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def page(self) -> BankPage:
        """The Bank page in sight."""
        shell = self.window.currentWidget()
        assert isinstance(shell, Shell)
        page = shell.current()
        assert isinstance(page, BankPage)
        return page

    def connect(self, base_url: str, secrets: Mapping[str, str]) -> None:
        """Connect the sandbox bank through its consent flow."""
        open_page = browser()
        set_provider(self.session, "gocardless", base_url, secrets)
        connect(
            self.session,
            BANK,
            announce=lambda page: open_page(page.url),
            choose_account=lambda accounts: accounts[0],
            job=Job(),
            polling=QUICK,
        )

    def open_bank(self) -> None:
        """Go to the Bank page, until its rows, if any, are painted."""
        self.window.go_to("bank")
        table = self.page.transactions.table
        self.wait(lambda: table.model.rowCount() > 0 or self.window.is_at_rest)
        table.view.viewport().repaint()

    def list_all(self) -> None:
        """List every transaction, where the page opened on those that wait."""
        self.page.transactions.show_only(Shown.ALL)
        self.settle()

    def leave_bank(self) -> None:
        """Go to another page, which reads nothing of the list."""
        self.window.go_to("settings")
        self.settle()

    def reopen_bank(self) -> None:
        """Come back to the Bank page when its transactions have changed meanwhile, until they are painted."""
        assert self.window.workspace is not None
        self.window.workspace.announce(Changes.BANK)
        self.open_bank()
        self.settle()
        self.page.transactions.table.view.viewport().repaint()

    def settle(self) -> None:
        """Wait until nothing runs."""
        self.wait(lambda: self.window.is_at_rest)

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Run the event loop as the program does, asleep between two events."""
        deadline, waker = QDeadlineTimer(DEADLINE_MS), QTimer()
        waker.start(WAKE_MS)
        while not is_done():
            assert not deadline.hasExpired(), "the window never came to rest"
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        waker.stop()
