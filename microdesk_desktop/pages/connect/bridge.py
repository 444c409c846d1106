"""What the worker that connects a bank asks of the user, and the answers that it waits for."""

import queue
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from microdesk_desktop.base.errors import Cancelled
from microdesk_desktop.domain.bank.types import AccountChoice


class Dialogue(QObject):
    """Crosses from the worker to the main thread by signals, and back by a queue."""

    accounts_told = Signal(object)
    _page_told = Signal(str)

    def __init__(self, open_browser: Callable[[str], object]) -> None:
        super().__init__()
        self._open_browser = open_browser
        self._url = ""
        self._answers: queue.SimpleQueue[AccountChoice | None] = queue.SimpleQueue()
        self._page_told.connect(self._open_page, Qt.ConnectionType.QueuedConnection)

    def show_page(self, url: str) -> None:
        """Open the bank's page; on the worker's thread."""
        self._page_told.emit(url)

    def choose(self, accounts: Sequence[AccountChoice]) -> AccountChoice:
        """The one account to follow; on the worker's thread, until the user answers. Raises Cancelled."""
        if len(accounts) == 1:
            return accounts[0]
        self.accounts_told.emit(accounts)
        answer = self._answers.get()
        if answer is None:
            raise Cancelled
        return answer

    def answer(self, account: AccountChoice | None) -> None:
        """The user's choice; None when he closes the sheet."""
        self._answers.put(account)

    def reopen(self) -> None:
        """Open the bank's page once more."""
        if self._url:
            self._open_browser(self._url)

    def _open_page(self, url: str) -> None:
        self._url = url
        self._open_browser(url)
