"""What the simulated mailbox holds: labels, messages with their threads, drafts, and the history of changes."""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from microdesk_desktop.base.clock import Clock

_STEP_MS = 1_000
"""Between letters that arrive at the same moment, so that their order is known."""
SYSTEM = ("INBOX", "SENT", "DRAFT", "TRASH", "SPAM", "UNREAD", "STARRED", "IMPORTANT", "CATEGORY_PROMOTIONS")
_PREFIX = re.compile(r"^(?:(?:re|fwd?|tr|réf)\s*:\s*)+", re.IGNORECASE)


@dataclass(kw_only=True)
class Mail:
    """A message as it is stored; `at_ms` is its arrival in milliseconds since 1970."""

    id: str
    thread: str
    raw: bytes
    labels: set[str]
    at_ms: int
    history: int = 0
    message: EmailMessage = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.message = message_from_bytes(self.raw, policy=policy.default)


@dataclass(kw_only=True)
class Label:
    """A label; `color` as in the API."""

    id: str
    name: str
    is_system: bool
    color: dict[str, str] | None = None


class State:
    """The whole mailbox of `address`, whose signature is HTML; `aliases` are further addresses that it sends from."""

    def __init__(self, address: str, clock: Clock) -> None:
        self.address = address
        self.aliases: list[str] = []
        self.signature = ""
        self.labels = {name: Label(id=name, name=name, is_system=True) for name in SYSTEM}
        self.mails: dict[str, Mail] = {}
        self.drafts: dict[str, str] = {}
        self.history: list[tuple[int, str, str, tuple[str, ...]]] = []
        self.first_history = 1
        # Held while a request is answered, and while a letter arrives from elsewhere.
        self.lock = threading.RLock()
        self._clock = clock
        self._count = 0
        self._newest_ms = 0

    @property
    def history_id(self) -> int:
        return self.history[-1][0] if self.history else self.first_history

    def new_id(self) -> str:
        self._count += 1
        return f"{0x19ABC0000000 + self._count:x}"

    def add(self, raw: bytes, labels: Iterable[str], thread: str | None = "", *, at: datetime | None = None) -> Mail:
        """File a message, into `thread` (empty: any; None: a new one) where it refers to it by ids and subject.

        It arrives now, or at the moment `at`.
        """
        id_ = self.new_id()
        at_ms = int((at or self._clock.now()).timestamp() * 1000)
        if at is None:
            at_ms = max(at_ms, self._newest_ms + _STEP_MS)
        self._newest_ms = max(self._newest_ms, at_ms)
        mail = Mail(id=id_, thread=id_, raw=raw, labels=set(labels), at_ms=at_ms)
        mail.thread = self._thread_of(mail, thread) or id_
        self.mails[id_] = mail
        self.note("messagesAdded", mail)
        return mail

    def remove(self, mail: Mail) -> None:
        del self.mails[mail.id]
        self.note("messagesDeleted", mail)

    def relabel(self, mail: Mail, add: Iterable[str], remove: Iterable[str]) -> None:
        added, removed = set(add) - mail.labels, set(remove) & mail.labels
        mail.labels |= added
        mail.labels -= removed
        if added:
            self.note("labelsAdded", mail, tuple(added))
        if removed:
            self.note("labelsRemoved", mail, tuple(removed))

    def note(self, kind: str, mail: Mail, labels: tuple[str, ...] = ()) -> None:
        mail.history = self.history_id + 1
        self.history.append((mail.history, kind, mail.id, labels))

    def thread(self, id_: str) -> list[Mail]:
        """The messages of a thread, oldest first."""
        return sorted((mail for mail in self.mails.values() if mail.thread == id_), key=lambda each: each.at_ms)

    def _thread_of(self, mail: Mail, wanted: str | None) -> str:
        if wanted is None:
            return ""
        cited = set(f"{mail.message.get('References', '')} {mail.message.get('In-Reply-To', '')}".split())
        for other in self.mails.values():
            is_wanted = not wanted or other.thread == wanted
            if is_wanted and other.message.get("Message-ID") in cited and _subject(other) == _subject(mail):
                return other.thread
        return ""


def _subject(mail: Mail) -> str:
    return _PREFIX.sub("", str(mail.message.get("Subject", ""))).strip()
