"""The gate of the network: which groups of purposes may leave, as the user's switches have it.

purpose ─▶ its group ─▶ closed, or offline? ─▶ NETWORK_CLOSED, before any name is looked up, socket or journal
                              │ open
            the statement is not agreed to? ─▶ STATEMENT_NOT_AGREED, unless an access is revoked
                              │ agreed
                              ▼
                        Passage, which ends as soon as the user closes the group
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job

CLOSED = frozenset((ErrorCode.NETWORK_CLOSED, ErrorCode.STATEMENT_NOT_AGREED))
"""Why nothing leaves, by the user's own choice."""
OFFLINE = "offline"
"""The part of NETWORK_CLOSED where everything is closed, whatever the switch of the group."""


class NetworkGroup(StrEnum):
    """What the user closes and opens at once; the value is the name on the command line and in the vault."""

    BANK = "bank"
    GMAIL = "gmail"
    MICROSOFT = "microsoft"
    MAIL = "mail"
    MAIL_SETTINGS = "mail-settings"
    COMPANIES = "companies"
    ADDRESSES = "addresses"
    VAT = "vat"


GROUPS: Mapping[Purpose, NetworkGroup] = {
    Purpose.BANK_TOKEN: NetworkGroup.BANK,
    Purpose.BANK_APPLICATION: NetworkGroup.BANK,
    Purpose.BANK_USER: NetworkGroup.BANK,
    Purpose.BANK_INSTITUTIONS: NetworkGroup.BANK,
    Purpose.BANK_CONSENT: NetworkGroup.BANK,
    Purpose.BANK_ACCOUNTS: NetworkGroup.BANK,
    Purpose.BANK_DETAILS: NetworkGroup.BANK,
    Purpose.BANK_BALANCES: NetworkGroup.BANK,
    Purpose.BANK_REFRESH: NetworkGroup.BANK,
    Purpose.BANK_TRANSACTIONS: NetworkGroup.BANK,
    Purpose.BANK_REVOKE: NetworkGroup.BANK,
    Purpose.GMAIL_CONSENT: NetworkGroup.GMAIL,
    Purpose.GMAIL_LIST: NetworkGroup.GMAIL,
    Purpose.GMAIL_READ: NetworkGroup.GMAIL,
    Purpose.GMAIL_CHANGE: NetworkGroup.GMAIL,
    Purpose.GMAIL_SEND: NetworkGroup.GMAIL,
    Purpose.GMAIL_REVOKE: NetworkGroup.GMAIL,
    Purpose.MICROSOFT_CONSENT: NetworkGroup.MICROSOFT,
    Purpose.MICROSOFT_READ: NetworkGroup.MICROSOFT,
    Purpose.MICROSOFT_SEND: NetworkGroup.MICROSOFT,
    Purpose.MAIL_READ: NetworkGroup.MAIL,
    Purpose.MAIL_SEND: NetworkGroup.MAIL,
    Purpose.MAIL_SETTINGS: NetworkGroup.MAIL_SETTINGS,
    Purpose.LOOKUP_COMPANIES: NetworkGroup.COMPANIES,
    Purpose.LOOKUP_ADDRESSES: NetworkGroup.ADDRESSES,
    Purpose.LOOKUP_VAT: NetworkGroup.VAT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """What the user has closed; offline closes every group and leaves their switches as they are."""

    closed: frozenset[NetworkGroup] = frozenset()
    is_offline: bool = False

    def is_closed(self, group: NetworkGroup) -> bool:
        """Whether nothing of this group may leave."""
        return self.is_offline or group in self.closed

    def error(self, group: NetworkGroup) -> KnownError:
        """NETWORK_CLOSED for a group that is closed, which names its switch."""
        part = {"part": OFFLINE} if self.is_offline else {}
        return KnownError(ErrorCode.NETWORK_CLOSED, group=group.value, **part)


class Gate:
    """The switches in force in one session; safe to use from any thread."""

    def __init__(self, switches: Switches | None = None, *, is_agreed: bool = True) -> None:
        """`is_agreed`: the user agrees to the privacy statement in force."""
        self._switches = switches or Switches()
        self._is_agreed = is_agreed
        self._revoking = threading.local()
        self._lock = threading.Lock()
        self._inside: set[Passage] = set()
        self._on_close: list[Callable[[], None]] = []

    @property
    def switches(self) -> Switches:
        """What is closed now."""
        return self._switches

    @property
    def is_agreed(self) -> bool:
        """Whether the user agrees to the privacy statement in force."""
        return self._is_agreed

    def error(self, group: NetworkGroup) -> KnownError | None:
        """NETWORK_CLOSED (`group`) for a group that the user has closed, STATEMENT_NOT_AGREED; None for an open one."""
        if self._switches.is_closed(group):
            return self._switches.error(group)
        is_open = self._is_agreed or getattr(self._revoking, "is_on", False)
        return None if is_open else KnownError(ErrorCode.STATEMENT_NOT_AGREED)

    def check(self, purpose: Purpose) -> None:
        """Raise what `error` returns for the group of this purpose."""
        error = self.error(GROUPS[purpose])
        if error is not None:
            raise error

    @contextmanager
    def revoking(self) -> Iterator[None]:
        """Let this thread through to revoke an access, though the statement is not agreed to."""
        self._revoking.is_on = True
        try:
            yield
        finally:
            self._revoking.is_on = False

    def enter(self, purpose: Purpose) -> "Passage":
        """Go through for one connection, until `leave`. Raises as `check` does."""
        with self._lock:
            self.check(purpose)
            passage = Passage(self, GROUPS[purpose])
            self._inside.add(passage)
            return passage

    def leave(self, passage: "Passage") -> None:
        """Note that a connection has ended."""
        with self._lock:
            self._inside.discard(passage)

    def set(self, switches: Switches) -> None:
        """Put other switches in force; what is inside a group that they close ends now."""
        with self._lock:
            self._switches = switches
        self._end_closed(is_closing=switches.is_offline or bool(switches.closed))

    def set_agreed(self, is_agreed: bool) -> None:
        """Note whether the user agrees to the privacy statement; where they do not, all connections end now."""
        with self._lock:
            self._is_agreed = is_agreed
        self._end_closed(is_closing=not is_agreed)

    def _end_closed(self, *, is_closing: bool) -> None:
        with self._lock:
            closed = [(each, self.error(each.group)) for each in self._inside]
            called = list(self._on_close) if is_closing else []
        for passage, error in closed:
            if error is not None:
                passage.end(error)
        for callback in called:
            callback()

    def on_close(self, callback: Callable[[], None]) -> None:
        """Have this called whenever a group may have been closed, to drop the connections that nothing uses."""
        self._on_close.append(callback)


class Passage:
    """One connection through the gate; leaving it twice changes nothing."""

    def __init__(self, gate: Gate, group: NetworkGroup) -> None:
        self.group = group
        self._gate = gate
        self._job = Job()
        self._closed_by: KnownError | None = None

    def on_end(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have this called once the group is closed, at once where it was; returns what takes the wish back."""
        return self._job.on_cancel(callback)

    def end(self, error: KnownError) -> None:
        """The group was closed by these switches."""
        self._closed_by = error
        self._job.cancel()

    def check(self) -> None:
        """Raise NETWORK_CLOSED where the group was closed since the connection began, even if it is open again."""
        if self._closed_by is not None:
            raise KnownError(self._closed_by.code, **self._closed_by.params)

    def leave(self) -> None:
        """The connection has ended."""
        self._gate.leave(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()
