"""A Gmail account as a mailbox (`mail/provider.py`)."""

from collections.abc import Collection, Sequence
from threading import Event
from typing import BinaryIO

from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Body, Change, Draft, Folder, Letter, Page, Sent
from microdesk_desktop.mail.gmail import changes, filing, labels, listing, reading, sending
from microdesk_desktop.mail.gmail.client import Call, GmailClient, reference
from microdesk_desktop.mail.gmail.schemas import SendAs, SendAsList
from microdesk_desktop.mail.provider import LABELS, PAGE_ROWS, SEARCHES_TEXTS, MailContext


class GmailMailbox:
    """One account; its labels are folders. Only `wait` may run beside another call."""

    can = frozenset((LABELS, SEARCHES_TEXTS))

    def __init__(
        self,
        context: MailContext,
        client: GmailClient | None = None,
        poll_s: float = changes.POLL_S,
        settle_s: float = sending.SETTLE_S,
    ) -> None:
        self.address = context.account.address
        self._client = client or GmailClient(context)
        self._drafts = sending.Drafts(self._client, settle_s)
        self._bin = filing.Bin()
        self._poll_s = poll_s
        self._aliases: frozenset[str] = frozenset()

    @property
    def own(self) -> frozenset[str]:
        """The address and its aliases, which are known once the folders were read."""
        return self._aliases | {self.address.lower()}

    def folders(self, job: Job) -> tuple[Folder, ...]:
        self._aliases = frozenset(each.send_as_email.lower() for each in self._send_as(job))
        return labels.load_folders(self._client, job)

    def signature(self, job: Job) -> str:
        own = self.address.lower()
        return next((each.signature for each in self._send_as(job) if each.send_as_email.lower() == own), "")

    def _send_as(self, job: Job) -> Sequence[SendAs]:
        call = Call(method="GET", path="settings/sendAs", purpose=Purpose.GMAIL_LIST, units=1)
        return self._client.call(call, SendAsList, job).send_as

    def page(
        self,
        folder: str | None,
        words: str,
        after: str | None,
        job: Job,
        *,
        most: int = PAGE_ROWS,
        in_texts: bool = False,  # Google always does
    ) -> Page:
        return listing.load_page(self._client, listing.Asked(folder, words, after, most), job)

    def conversation(self, key: str, job: Job) -> tuple[Letter, ...]:
        return reading.load_conversation(self._client, key, job)

    def body(self, letter: str, job: Job) -> Body:
        return reading.load_body(self._client, self._drafts.current(letter), job)

    def part(self, letter: str, part: str, into: BinaryIO, job: Job) -> None:
        reading.copy_part(self._client, letter, part, into, job)

    def mark(self, keys: Collection[str], job: Job, *, unread: bool | None = None, starred: bool | None = None) -> None:
        filing.mark(self._client, keys, job, unread=unread, starred=starred)

    def put(self, keys: Collection[str], add: frozenset[str], remove: frozenset[str], job: Job) -> None:
        filing.relabel(self._client, keys, add, remove, job)

    def bin(self, keys: Collection[str], job: Job) -> None:
        self._bin.put(self._client, keys, job)

    def unbin(self, keys: Collection[str], job: Job) -> None:
        self._bin.take_back(self._client, keys, job)

    def folder_new(self, name: str, parent: str | None, colour: str | None, job: Job) -> Folder:
        return labels.create_label(self._client, name, parent, colour, job)

    def folder_rename(self, folder: str, name: str, colour: str | None, job: Job) -> Folder:
        return labels.change_label(self._client, folder, name, colour, job)

    def folder_remove(self, folder: str, job: Job) -> None:
        labels.delete_label(self._client, reference(folder), job)

    def save(self, draft: Draft, job: Job) -> Draft:
        return self._drafts.save(draft, job)

    def has_draft(self, draft: str, job: Job) -> bool:
        return self._drafts.has(draft, job)

    def drop(self, draft: str, job: Job) -> None:
        self._drafts.drop(draft, job)

    def send(self, message: bytes, draft: str | None, conversation: str | None, job: Job) -> Sent:
        return self._drafts.send(message, draft, conversation, job)

    def find_sent(self, message_id: str, job: Job) -> bool:
        return self._drafts.find_sent(message_id, job)

    def most_bytes(self, job: Job) -> int:
        return sending.MOST_BYTES

    def wait(self, stamp: str, stop: Event) -> Change:
        return changes.wait_for_change(self._client, stamp, stop, self._poll_s)

    def close(self) -> None:
        self._client.close()
        self._drafts.forget()
        self._bin.forget()
