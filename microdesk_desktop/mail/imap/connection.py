"""One connection to an IMAP server: opened on first use, opened again after it broke, cancelled by a job."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import connect
from microdesk_desktop.base.net.types import ENDED, MailProtocol, Server
from microdesk_desktop.mail.credentials import login_of, reading_purpose
from microdesk_desktop.mail.imap.client import ImapClient, log_in, log_in_by_token
from microdesk_desktop.mail.imap.errors import is_clean_refusal, known_error
from microdesk_desktop.mail.provider import MailContext

T = TypeVar("T")
_CHECKED_AFTER_S = 30.0
"""After this pause the connection is tried with NOOP: routers forget silent ones, and sleep ends them all."""

_AT_ONCE = 300
"""Letters of one FETCH by UID: the line stays below the 8 kB that servers take, the answer below Yahoo's limit."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A selected folder: its UIDVALIDITY, next UID, number of letters, and last change (0 without CONDSTORE)."""

    name: bytes
    validity: int
    next_uid: int
    count: int
    modseq: int
    is_writable: bool


class Session:
    """A logged-in client and the folder that it has selected; used by one thread at a time."""

    def __init__(self, client: ImapClient, host: str) -> None:
        self.client = client
        self.host = host
        self.selected: Selected | None = None

    def examine(self, name: bytes) -> Selected:
        """Select a folder anew, read-only: its counts are those of now. Raises MAIL_GONE."""
        return self._select(name, is_writable=False)

    def at(self, name: bytes, validity: int | None, *, is_writable: bool = False) -> Selected:
        """Have a folder selected; raises MAIL_GONE where its UIDVALIDITY is no longer this one (None takes any)."""
        selected = self.selected
        if selected is None or selected.name != name or (is_writable and not selected.is_writable):
            selected = self._select(name, is_writable=is_writable)
        if validity not in (None, selected.validity):
            raise KnownError(ErrorCode.MAIL_GONE)
        return selected

    def leave(self, name: bytes) -> None:
        """Have this folder selected no longer, before it is renamed or removed."""
        if self.selected is not None and self.selected.name == name:
            # CLOSE expunges what is marked as deleted in a folder that was opened for writing.
            self.examine(name)
            self.client.close_folder()
            self.selected = None

    def fetch(self, uids: Sequence[int], items: Sequence[str]) -> list[dict[bytes, Any]]:
        """What the server has of these letters of the selected folder; those that are gone are left out.

        The numbers go out one by one: IMAPClient fails on ranges after the server has answered.
        """
        answers: list[dict[bytes, Any]] = []
        for start in range(0, len(uids), _AT_ONCE):
            found = self.client.fetch(list(uids[start : start + _AT_ONCE]), list(items))
            answers += [{**data, b"UID": uid} for uid, data in found.items()]
        return answers

    def fetch_positions(self, first: int, last: int, items: Sequence[str]) -> list[dict[bytes, Any]]:
        """The same by position in the folder, from one to another, both included."""
        self.client.use_uid = False
        try:
            return list(self.client.fetch(list(range(first, last + 1)), list(items)).values())
        finally:
            self.client.use_uid = True

    def _select(self, name: bytes, *, is_writable: bool) -> Selected:
        self.selected = None
        try:
            answer = self.client.select_folder(name, readonly=not is_writable)
        except self.client.Error as error:
            if is_clean_refusal(error):
                raise KnownError(ErrorCode.MAIL_GONE) from None
            raise
        selected = Selected(
            name=name,
            validity=int(answer.get(b"UIDVALIDITY", 0)),
            next_uid=int(answer.get(b"UIDNEXT", 0)),
            count=int(answer.get(b"EXISTS", 0)),
            modseq=int(answer.get(b"HIGHESTMODSEQ", 0)),
            is_writable=is_writable and b"READ-ONLY" not in answer,
        )
        self.selected = selected
        return selected


class Connection:
    """Runs commands on a session, one caller at a time."""

    def __init__(self, context: MailContext) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._opening: Job | None = None
        self._is_closed = False
        self._used_at = 0.0

    def run(self, job: Job, commands: Callable[[Session], T]) -> T:
        """The result of some commands. Raises KnownError or Cancelled; a connection that failed is thrown away."""
        with self._lock:
            job.checkpoint()
            session = self._ready(job)
            unregister = job.on_cancel(lambda: session.client.abort("cancelled"))
            try:
                result = commands(session)
            except Exception as error:  # noqa: BLE001 - mapped below, outside of its traceback
                failure = error
            else:
                self._used_at = time.monotonic()
                return result
            finally:
                unregister()
                if job.is_cancelled:
                    self._drop("cancelled")
            self._after_failure(failure, job)
            raise known_error(failure, session.host) or failure

    def close(self) -> None:
        """End the connection, even while another thread opens it or waits for an answer, which raises Cancelled."""
        self._is_closed = True
        if self._opening is not None:
            self._opening.cancel()
        session = self._session
        if session is not None:
            session.client.abort(ENDED)
        with self._lock:
            self._drop(ENDED)

    def _after_failure(self, failure: Exception, job: Job) -> None:
        if isinstance(failure, Cancelled) or not is_clean_refusal(failure):
            known = known_error(failure, "")
            self._drop(known.code.value if known else "bug")
        self._check_open()
        job.checkpoint()
        self._context.http.gate.check(reading_purpose(self._context.account))

    def _ready(self, job: Job) -> Session:
        self._check_open()
        if self._session is not None and time.monotonic() - self._used_at > _CHECKED_AFTER_S:
            self._check(self._session)
        if self._session is None:
            self._session = self._opened(job)
            # `close` may have looked for a session just before.
            self._check_open()
        return self._session

    def _opened(self, job: Job) -> Session:
        """A new session; `close` ends the attempt as a cancelled job does."""
        self._opening = opening = Job()
        unregister = job.on_cancel(opening.cancel)
        try:
            self._check_open()
            return open_session(self._context, opening)
        finally:
            unregister()
            self._opening = None

    def _check_open(self) -> None:
        if self._is_closed:
            raise Cancelled

    def _check(self, session: Session) -> None:
        try:
            session.client.noop()
        except Exception as error:  # noqa: BLE001 - whatever it was, the connection is replaced
            known = known_error(error, session.host)
            self._drop(known.code.value if known else "bug")

    def _drop(self, outcome: str) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.client.end(outcome)


def open_session(context: MailContext, job: Job) -> Session:
    """Connect and log in. Raises KnownError as `login_of`, `connect` and `log_in` do, or Cancelled."""
    server = _incoming(context)
    login = login_of(context, server.host, job)
    opened = connect(
        server,
        MailProtocol.IMAP,
        purpose=reading_purpose(context.account),
        journal=context.journal,
        gate=context.http.gate,
        clock=context.clock,
        job=job,
    )
    unregister = job.on_cancel(opened.abort)
    opened.outcome = ErrorCode.MAIL_DROPPED.value  # of a connection that imaplib closes before there is a client
    client = None
    try:
        client = ImapClient(opened, server.host)
        if login.token:
            log_in_by_token(client, login, server.host)
        else:
            log_in(client, login.user, login.password, server.host)
        if client.has_capability("ENABLE") and client.has_capability("CONDSTORE"):
            client.enable("CONDSTORE")  # else Dovecot does not count the changes of a folder
        return Session(client, server.host)
    except Exception as error:  # noqa: BLE001 - mapped below, outside of its traceback
        failure = error
    finally:
        unregister()
    known = known_error(failure, server.host)
    outcome = "cancelled" if job.is_cancelled else known.code.value if known else "bug"
    if client is not None:
        client.end(outcome)
    else:
        opened.outcome = outcome
        opened.close()
    job.checkpoint()
    context.http.gate.check(reading_purpose(context.account))
    raise known or failure


def _incoming(context: MailContext) -> Server:
    if context.account.incoming is None:
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    return context.account.incoming
