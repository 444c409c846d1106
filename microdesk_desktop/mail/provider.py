"""The contract of a mailbox: one set of calls for Gmail and for IMAP with SMTP, and what an implementation may use.

A mailbox keeps nothing on disk. Each answer of a server may take 20 seconds, that to a search in texts two minutes. A
mailbox uses at most 2 connections, and keeps at most 25 MB of bodies and 5,000 rows in memory, which `close` drops.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from threading import Event
from typing import BinaryIO, Protocol

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.http.client import HttpClient, Journal
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.types import Body, Change, Draft, Folder, Letter, Page, Role, Sent

PAGE_ROWS = 50
"""Conversations of one page: more than a window shows, and two round trips on any IMAP server."""

LABELS = "labels"
"""Folders are labels: a letter can carry several, and they have colours."""
SEARCHES_TEXTS = "search_words"
"""Plain words are searched in the texts of letters too, at once."""
PUSHES = "push"
"""The server announces new letters by itself."""

PASSWORD = "password"
"""The name of the secret of an IMAP account."""


class Secrets(Protocol):
    """The password, or the tokens and the client's secret, of one account in the system keyring."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContext:
    """Everything outside of its package that a mailbox may use.

    `chosen_folders` reads the keys of the folders to which the user gave a role that the server does not show.
    """

    account: Account
    secrets: Secrets
    http: HttpClient
    journal: Journal
    clock: Clock
    chosen_folders: Callable[[], Mapping[Role, str]] = dict


class Mailbox(Protocol):
    """One account, connected; every method may be called from one worker thread at a time, but `wait` from another.

    Every method may raise KnownError for what goes wrong outside of this program, and Cancelled through its job. A key
    that the server no longer knows raises MAIL_GONE.
    """

    @property
    def address(self) -> str:
        """The address of the account."""
        ...

    @property
    def own(self) -> frozenset[str]:
        """All addresses of the user that are known, in lower case: the account's, and its aliases."""
        ...

    @property
    def can(self) -> frozenset[str]:
        """Which of LABELS, SEARCHES_TEXTS and PUSHES this mailbox has."""
        ...

    def signature(self, job: Job) -> str:
        """The signature of the account's address that the provider keeps, in HTML; empty where there is none."""
        ...

    def folders(self, job: Job) -> tuple[Folder, ...]:
        """All folders or labels, parents before children."""
        ...

    def page(
        self,
        folder: str | None,
        words: str,
        after: str | None,
        job: Job,
        *,
        most: int = PAGE_ROWS,
        in_texts: bool = False,
    ) -> Page:
        """At most `most` conversations (1 to `PAGE_ROWS`) after a cursor, newest first, of a folder (None for all).

        « All » leaves out the bin and spam. Where the server has no such folder, words are sought in one folder after
        the other, back to the newest 5,000 letters found; without words the inbox is listed.
        `words` restricts them: plain words, `from:`, `to:`, `subject:`, `has:file`, `since:2026-01-31`. `in_texts`
        seeks plain words in the texts of letters too, which may take long; it changes nothing where `can` has
        SEARCHES_TEXTS. Raises INVALID_VALUE (`field`) for a day or a cursor that is none.
        """
        ...

    def conversation(self, key: str, job: Job) -> tuple[Letter, ...]:
        """The letters of a conversation, oldest first, with those of other folders; nothing is marked as read.

        Where there are several, each has its first words, as far as that costs no reading of the whole letters.
        """
        ...

    def body(self, letter: str, job: Job) -> Body:
        """The content of a letter, at most 2 MB of texts; marks nothing as read."""
        ...

    def part(self, letter: str, part: str, into: BinaryIO, job: Job) -> None:
        """Write the decoded content of one part into a stream, piece by piece."""
        ...

    def mark(self, keys: Collection[str], job: Job, *, unread: bool | None = None, starred: bool | None = None) -> None:
        """Mark letters as read or unread, starred or not; None leaves that mark as it is."""
        ...

    def put(self, keys: Collection[str], add: frozenset[str], remove: frozenset[str], job: Job) -> None:
        """Change the folders of letters; with IMAP exactly one is added, which is a move."""
        ...

    def bin(self, keys: Collection[str], job: Job) -> None:
        """Move letters to the bin; nothing is ever deleted for good."""
        ...

    def unbin(self, keys: Collection[str], job: Job) -> None:
        """Move letters from the bin back to the folder where they were, else to the inbox."""
        ...

    def folder_new(self, name: str, parent: str | None, colour: str | None, job: Job) -> Folder:
        """Create a folder or label; `colour` only where `can` has LABELS. Raises MAIL_FOLDER_EXISTS."""
        ...

    def folder_rename(self, folder: str, name: str, colour: str | None, job: Job) -> Folder:
        """Rename a folder or label, which may change its key. Raises MAIL_FOLDER_EXISTS."""
        ...

    def folder_remove(self, folder: str, job: Job) -> None:
        """Remove a label, which leaves its letters alone, or a folder that is empty."""
        ...

    def save(self, draft: Draft, job: Job) -> Draft:
        """Keep a draft at the server in place of its former version; returns it with its new key."""
        ...

    def has_draft(self, draft: str, job: Job) -> bool:
        """Whether the server still has this draft, and nobody changed, sent or deleted it since its key was given."""
        ...

    def drop(self, draft: str, job: Job) -> None:
        """Remove a draft from the server; one that is gone already is a success."""
        ...

    def send(self, message: bytes, draft: str | None, conversation: str | None, job: Job) -> Sent:
        """Send a message once, then remove its draft and see to its copy among the sent ones.

        `message` has a Message-ID, and a Bcc header where it has hidden recipients. Raises MAIL_SEND_UNKNOWN with
        `message_id` where the connection was lost after the message had left: it must not be sent again blindly.
        """
        ...

    def find_sent(self, message_id: str, job: Job) -> bool:
        """Whether a message with this Message-ID is among the sent ones."""
        ...

    def most_bytes(self, job: Job) -> int:
        """The largest message that can be sent, in bytes as encoded; 0 where the server announces no limit.

        The first call may ask the server, without logging in; the answer is kept in memory.
        """
        ...

    def wait(self, stamp: str, stop: Event) -> Change:
        """Wait until something changes after `stamp`; returns an empty Change once `stop` is set."""
        ...

    def close(self) -> None:
        """Close the connections and drop everything in memory; may be called twice, and from any thread.

        Calls raise Cancelled from then on.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailKind:
    """What one kind of account declares.

    `open` connects nothing yet. `revoke` ends the access at the provider before an account is removed; None where there
    is nothing to revoke.
    """

    open: Callable[[MailContext], Mailbox]
    revoke: Callable[[MailContext, Job], None] | None = None
