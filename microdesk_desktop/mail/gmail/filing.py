"""Marks, labels and the bin. Nothing is ever deleted for good."""

from collections.abc import Collection, Sequence

from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.mail.gmail.client import Call, GmailClient, reference
from microdesk_desktop.mail.gmail.labels import ALL_MAIL
from microdesk_desktop.mail.gmail.schemas import Message

_AT_ONCE = 1_000
"""Messages that one call can change."""
_MOST_REMEMBERED = 5_000


def mark(client: GmailClient, keys: Collection[str], job: Job, *, unread: bool | None, starred: bool | None) -> None:
    """Set or remove the marks that are not None."""
    wanted = {"UNREAD": unread, "STARRED": starred}
    add = frozenset(label for label, is_set in wanted.items() if is_set is True)
    remove = frozenset(label for label, is_set in wanted.items() if is_set is False)
    relabel(client, keys, add, remove, job)


def relabel(client: GmailClient, keys: Collection[str], add: frozenset[str], remove: frozenset[str], job: Job) -> None:
    """Add and remove labels; all mail is no label. Raises MAIL_GONE for a single key, and skips it among others."""
    ids = [reference(key) for key in keys]
    body = {"addLabelIds": sorted(add - {ALL_MAIL}), "removeLabelIds": sorted(remove - {ALL_MAIL})}
    if not ids or not any(body.values()):
        return
    if len(ids) == 1:
        client.run(_change(f"messages/{ids[0]}/modify", body), job)
        return
    for at in range(0, len(ids), _AT_ONCE):
        client.run(_change("messages/batchModify", {"ids": ids[at : at + _AT_ONCE], **body}, units=50), job)


class Bin:
    """The bin of one mailbox; remembers which letters were in the inbox, so that they come back to it."""

    def __init__(self) -> None:
        self._in_inbox: dict[str, bool] = {}

    def put(self, client: GmailClient, keys: Collection[str], job: Job) -> None:
        """Move letters to the bin; those that are gone are skipped."""
        ids = [reference(key) for key in keys]
        for message in _messages(client, [_read(each) for each in ids], job):
            self._in_inbox[message.id] = "INBOX" in message.label_ids
        for key in list(self._in_inbox)[:-_MOST_REMEMBERED]:
            del self._in_inbox[key]
        _messages(client, [_change(f"messages/{each}/trash") for each in ids], job)

    def take_back(self, client: GmailClient, keys: Collection[str], job: Job) -> None:
        """Move letters out of the bin, to the inbox unless it is known that they were elsewhere."""
        ids = [reference(key) for key in keys]
        back = _messages(client, [_change(f"messages/{each}/untrash") for each in ids], job)
        own = [each.id for each in back if {"SENT", "DRAFT"} & set(each.label_ids)]
        inbox = [each.id for each in back if self._in_inbox.pop(each.id, each.id not in own)]
        relabel(client, inbox, frozenset(("INBOX",)), frozenset(), job)

    def forget(self) -> None:
        """Drop what is remembered."""
        self._in_inbox.clear()


def _messages(client: GmailClient, calls: Sequence[Call], job: Job) -> list[Message]:
    return [each for each in client.batch(calls, Message, job) if each is not None]


def _read(id_: str) -> Call:
    params = {"format": "minimal", "fields": "id,labelIds"}
    return Call(method="GET", path=f"messages/{id_}", purpose=Purpose.GMAIL_CHANGE, units=5, params=params)


def _change(path: str, body: object = None, *, units: int = 5) -> Call:
    return Call(method="POST", path=path, purpose=Purpose.GMAIL_CHANGE, units=units, body=body)
