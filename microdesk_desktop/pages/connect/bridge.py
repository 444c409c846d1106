"""Passes pages to show, accounts and answers between the worker that connects a bank and the connect sheet."""

import queue
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from microdesk_desktop.base.errors import Cancelled
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.operations.consent_page import ConsentPage


class ConsentBridge(QObject):
    """Signals carry requests from the worker to the main thread, a queue carries the answer back.

    `show_page` and `ask_account` are called on the main thread, until `leave`.
    """

    page_announced = Signal(object)
    accounts_announced = Signal(object, str)

    def __init__(
        self,
        open_browser: Callable[[str], object],
        *,
        show_page: Callable[[ConsentPage], object] | None = None,
        ask_account: Callable[[Sequence[AccountChoice], str], object] | None = None,
    ) -> None:
        super().__init__()
        self._open_browser = open_browser
        self._show_page = show_page
        self._ask_account = ask_account
        self._is_left = False
        self._page: ConsentPage | None = None
        self._answers: queue.SimpleQueue[AccountChoice | None] = queue.SimpleQueue()
        self.page_announced.connect(self._open_page, Qt.ConnectionType.QueuedConnection)
        self.accounts_announced.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    def announce(self, page: ConsentPage) -> None:
        """Open the page of the consent; called on the worker's thread."""
        self.page_announced.emit(page)

    def choose(self, accounts: Sequence[AccountChoice], left_out: str) -> AccountChoice:
        """The one account to follow; blocks the worker's thread until the user answers. Raises Cancelled.

        `left_out` is the IBAN of the account followed so far if it is not among them.
        """
        self.accounts_announced.emit(accounts, left_out)
        answer = self._answers.get()
        if answer is None:
            raise Cancelled
        return answer

    def answer(self, account: AccountChoice | None) -> None:
        """The user's choice; None when the sheet is closed."""
        self._answers.put(account)

    def reopen(self) -> None:
        """Open the page of the consent once more."""
        if self._page is not None:
            self._open_browser(self._page.url)

    def leave(self) -> None:
        """Open and show nothing any more: the attempt was left."""
        self._is_left = True
        self._show_page = self._ask_account = None

    def _open_page(self, page: ConsentPage) -> None:
        if self._is_left:
            return
        self._page = page
        self._open_browser(page.url)
        if self._show_page is not None:
            self._show_page(page)

    def _ask(self, accounts: Sequence[AccountChoice], left_out: str) -> None:
        if self._ask_account is not None:
            self._ask_account(accounts, left_out)
