"""With what a message begins when another page asks for one: a letter to answer, or the mail of a document.

    any page ──navigate("composer", Start(…))──▶ composer ──sent──▶ Start.note, then back

Like every value of a mailbox it lives in memory only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.domain.mail.types import Letter, Person

COMPOSER = "composer"
"""The key of the page that is given a `Start`."""


class StartKind(StrEnum):
    """How the message relates to `Start.letter`."""

    NEW = "new"
    ANSWER = "answer"
    ANSWER_ALL = "answer_all"
    FORWARD = "forward"
    DRAFT = "draft"
    """The letter is a draft at the server, which is taken up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFile:
    """A file that is attached from the start, such as the PDF of a document: its name and its MIME type.

    `read` makes its bytes; it is called on a worker thread with the session of the open vault, and may raise
    KnownError. A letter is never sent without a file that could not be read.
    """

    name: str
    kind: str
    read: Callable[[Any, Job], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """That a message was sent: when, and from which account. Nothing of its content."""

    at: datetime
    account_id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The page that asked for the message, with what it is given to come back, and a name such as « Facture F-12 »."""

    page: str
    wanted: object
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a composer begins with.

    `account_id` is None where the user's choice among several accounts is open. `letter` is what is answered, forwarded
    or taken up: subject, people and text are then the composer's own work, and the fields here stay empty. `text` is
    without signature, which the composer adds. `nature` is what the message is; an answer is always an exchange.

    `note` keeps in the vault that the message was sent: an operation, called once after success with the session and
    the `Dispatch`; it returns the operation's `ChangeResult`, and raises KnownError.
    """

    kind: StartKind = StartKind.NEW
    account_id: str | None = None
    letter: Letter | None = field(default=None, repr=False)
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    bcc: tuple[Person, ...] = ()
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    files: tuple[StartFile, ...] = ()
    origin: Origin | None = None
    nature: Nature = Nature.COMMERCIAL
    note: Callable[[Any, Dispatch], Any] | None = field(default=None, repr=False)
