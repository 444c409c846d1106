"""The list of conversations, a page at a time."""

from datetime import UTC, datetime
from html import unescape
from typing import NamedTuple

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Page, Person, Row
from microdesk_desktop.mail.gmail.client import Call, GmailClient
from microdesk_desktop.mail.gmail.labels import ALL_MAIL
from microdesk_desktop.mail.gmail.queries import gmail_query
from microdesk_desktop.mail.gmail.schemas import Message, Thread, ThreadList
from microdesk_desktop.mail.google.schemas import Profile
from microdesk_desktop.mail.mime.headers import header_people, header_text

_OUTGOING = frozenset(("SENT", "DRAFT"))
_HIDDEN = frozenset(("TRASH", "SPAM"))
_FIELDS = "id,messages(id,labelIds,snippet,internalDate,payload/headers)"


class Asked(NamedTuple):
    """What `Mailbox.page` was asked for."""

    folder: str | None
    words: str
    after: str | None
    most: int


def load_page(client: GmailClient, asked: Asked, job: Job) -> Page:
    """One page; its cursor holds the stamp of the first page and Gmail's own token, which new mail does not shift."""
    folder, words, after, most = asked
    stamp, token = (_history_id(client, job), "") if after is None else _read_cursor(after)
    params: dict[str, str | list[str]] = {"maxResults": str(most), "fields": "threads/id,nextPageToken"}
    if folder not in (None, ALL_MAIL):
        params["labelIds"] = [str(folder)]
    if words.strip():
        params["q"] = gmail_query(words)
    if token:
        params["pageToken"] = token
    found = client.call(_call("threads", params), ThreadList, job)
    params = {"format": "metadata", "metadataHeaders": ["From", "To", "Subject"], "fields": _FIELDS}
    threads = client.batch([_call(f"threads/{each.id}", params) for each in found.threads], Thread, job)
    rows = (_row(each, folder) for each in threads if each is not None)
    return Page(
        rows=tuple(row for row in rows if row is not None),
        next=f"{stamp}/{found.next_page_token}" if found.next_page_token else None,
        stamp=stamp,
    )


def moment(message: Message) -> datetime:
    """When a message arrived; the year 1970 where Gmail gives no number."""
    text = message.internal_date
    # Twelve digits after the year 2001, thirteen until 2286.
    return datetime.fromtimestamp(int(text) / 1000 if text.isdecimal() and len(text) < 15 else 0, UTC)


def header(message: Message, name: str) -> str:
    """The first header of this name, as it was sent; empty where there is none."""
    return next((each.value for each in message.payload.headers if each.name.lower() == name), "")


def _read_cursor(text: str) -> tuple[str, str]:
    """The stamp and the token of a cursor. Raises INVALID_VALUE for a text that is none."""
    stamp, _, token = text.partition("/")
    if not (stamp.isascii() and stamp.isdecimal() and token.isascii() and token.isprintable() and token):
        raise KnownError(ErrorCode.INVALID_VALUE, field="after")
    return stamp, token


def _history_id(client: GmailClient, job: Job) -> str:
    """The state of the mailbox, read before the list, so that nothing that happens in between is missed."""
    call = Call(method="GET", path="profile", purpose=Purpose.GMAIL_LIST, units=1)
    return client.call(call, Profile, job).history_id


def _call(path: str, params: dict[str, str | list[str]]) -> Call:
    return Call(method="GET", path=path, purpose=Purpose.GMAIL_LIST, units=10, params=params)


def _row(thread: Thread, folder: str | None) -> Row | None:
    """A conversation without its messages in the bin or in spam, unless that is what is listed."""
    hidden = _HIDDEN - {folder}
    messages = [each for each in thread.messages if not hidden & set(each.label_ids)]
    if not messages:
        return None
    labels = frozenset(label for each in messages for label in each.label_ids)
    # What the user has begun to write is no news, but in the list of drafts.
    letters = [each for each in messages if folder == "DRAFT" or "DRAFT" not in each.label_ids]
    newest = max(letters or messages, key=moment)
    return Row(
        key=thread.id,
        subject=header_text(header(messages[0], "subject")),
        people=_people(messages, "to" if folder in _OUTGOING else "from"),
        when=moment(newest),
        count=len(messages),
        complete=True,
        unread="UNREAD" in labels,
        starred="STARRED" in labels,
        files=None,
        folders=labels,
        # Gmail gives it as HTML.
        preview=one_line(unescape(newest.snippet)),
        letters=tuple(each.id for each in messages),
    )


def _people(messages: list[Message], name: str) -> tuple[Person, ...]:
    """The senders or recipients, each once, in the order in which they appear."""
    people = (person for each in messages for person in header_people(header(each, name)))
    return tuple({person.address.lower(): person for person in people}.values())
