"""The mailboxes that are open in one session, in memory only."""

import threading
from collections.abc import Callable
from contextlib import suppress

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.mail.provider import Mailbox


class OpenedMailboxes:
    """One mailbox per account, opened on first use and kept until it is dropped; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: dict[str, Mailbox] = {}
        self._is_closed = False

    def get(self, account_id: str, open_it: Callable[[], Mailbox]) -> Mailbox:
        """The mailbox of an account; `open_it` makes it, without connecting yet. Raises VAULT_LOCKED after `close`."""
        with self._lock:
            if self._is_closed:
                raise KnownError(ErrorCode.VAULT_LOCKED)
            if account_id not in self._opened:
                self._opened[account_id] = open_it()
            return self._opened[account_id]

    def drop(self, account_id: str) -> None:
        """Close the mailbox of an account, if it is open: its connections end and its memory is freed."""
        with self._lock:
            dropped = self._opened.pop(account_id, None)
        if dropped is not None:
            _close(dropped)

    def close(self) -> None:
        """Close all, and open none any more."""
        with self._lock:
            self._is_closed = True
            dropped, self._opened = list(self._opened.values()), {}
        for mailbox in dropped:
            _close(mailbox)


def _close(mailbox: Mailbox) -> None:
    # A connection that is broken already must not keep the vault from closing.
    with suppress(KnownError, OSError):
        mailbox.close()
