"""What happens to a document after its issue: how it was sent, reminders, what is written off."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SMALL_REST_CENTS = 100
"""Up to here a rest is written off without asking: the stamp of one reminder costs more, and what a bank keeps of a
transfer from abroad, or a rounded payment, stays below it."""


class Way(StrEnum):
    """How a document or a reminder reached the client."""

    MAIL = "mail"
    POST = "post"
    HAND = "hand"


class ReminderTone(StrEnum):
    """The tones of a reminder, in the order in which they follow one another."""

    COURTEOUS = "courteous"
    FIRM = "firm"
    FORMAL = "formal"
    """« Mise en demeure » (Code civil art. 1344)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The day on which a document was sent, and how; `account` is the user's mail address that it left from, if one."""

    on: date
    way: Way
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder of one document that was sent, with the text of its letter; `account` as in `Sending`."""

    on: date
    tone: ReminderTone
    way: Way
    body: str
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOff:
    """What the user no longer claims of a document, in cents with the sign of its total.

    It is neither turnover nor money received.
    """

    on: date
    cents: int
