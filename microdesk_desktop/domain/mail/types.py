"""Values of a mailbox: folders, rows of a list, letters and drafts. They live in memory only and are never stored.

Keys of folders, letters and parts are opaque texts that only the mailbox which gave them can read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a folder or label is for, whatever its name."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    TRASH = "trash"
    SPAM = "spam"
    ARCHIVE = "archive"
    ALL = "all"
    NONE = "none"


class FolderKind(StrEnum):
    """A letter is in one folder, but carries any number of labels."""

    FOLDER = "folder"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder (IMAP) or a label (Gmail).

    `parent` is the key of the folder above it. `unread` is None where the server has not been asked. `writable` is
    False for those that can be neither renamed nor removed, nor take letters. `colour` is the background as #rrggbb.
    """

    key: str
    name: str
    parent: str | None = None
    role: Role = Role.NONE
    unread: int | None = None
    kind: FolderKind = FolderKind.FOLDER
    writable: bool = True
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A sender or recipient; `name` is empty where the header gives none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One conversation in a list.

    `key` is given to `Mailbox.conversation`. `count` is the number of letters that are known; `complete` is False while
    there may be more. `files` is None where the list does not show whether a file is attached. `letters` are the keys
    of the known letters, oldest first.
    """

    key: str
    subject: str
    people: tuple[Person, ...]
    when: datetime
    count: int
    complete: bool
    unread: bool
    starred: bool
    files: bool | None
    folders: frozenset[str]
    preview: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list, newest first.

    `next` is the cursor of the following page, None on the last one. `stamp` is the state of the folder when the page
    was read, for `Mailbox.wait`.
    """

    rows: tuple[Row, ...]
    next: str | None
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An attachment or an inline image, without its content.

    `kind` is the MIME type, `name` the decoded file name as sent, `size` its bytes (approximate where the server gives
    only the encoded size), `inline_id` the Content-ID without angle brackets.
    """

    key: str
    kind: str
    name: str
    size: int
    inline_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The headers of one message and the list of its parts.

    `conversation` is the key of its row. `references` are the Message-IDs before it, oldest first, with angle brackets,
    as `message_id` has them. `preview` are its first words, empty where they are not known.
    """

    key: str
    conversation: str
    message_id: str
    references: tuple[str, ...]
    sender: tuple[Person, ...]
    reply_to: tuple[Person, ...]
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    bcc: tuple[Person, ...]
    when: datetime
    subject: str
    folders: frozenset[str]
    unread: bool
    parts: tuple[Part, ...]
    preview: str = ""


class EncodedText(NamedTuple):
    """A text part after its transfer encoding was undone; `charset` is the declared one, empty where there is none."""

    content: bytes
    charset: str


class Body(NamedTuple):
    """The content of a letter: its texts, and its inline images by Content-ID without angle brackets."""

    text: EncodedText | None
    html: EncodedText | None
    images: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message that is being written; `key` is None until the server has it.

    `message` is the whole message in RFC 5322 form. `answers` is the key of the letter that it replies to.
    """

    message: bytes = field(repr=False)
    key: str | None = None
    answers: str | None = None


class SentCopy(StrEnum):
    """Where the copy of a sent message comes from: filed by the server, appended by this program, or missing."""

    SERVER = "server"
    APPENDED = "appended"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that the server accepted; `refused` are the recipients that it did not take."""

    message_id: str
    refused: tuple[str, ...] = ()
    copy: SentCopy = SentCopy.SERVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened in a folder: `gone` and `touched` are keys of letters; `everything` asks to read it all again."""

    arrived: bool = False
    gone: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    everything: bool = False
