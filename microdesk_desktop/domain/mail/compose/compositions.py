"""A message that the user is writing; it lives in memory, and as a draft at the server, nowhere else."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from microdesk_desktop.domain.mail.types import Letter, Person

_LINE_BYTES, _LINE_CHARACTERS = 57, 78
"""Of base64: so many bytes take a line of so many characters, with its end."""
_HEAD = 2_000
"""Characters of the headers of a message with some recipients, and of those of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file that goes with a message: its name, its MIME type and its bytes."""

    name: str = field(repr=False)
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What stands in a composer; `text` has line feeds, and the signature where the user kept it."""

    account_id: str
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    bcc: tuple[Person, ...] = ()
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    files: tuple[AttachedFile, ...] = ()

    @property
    def has_recipients(self) -> bool:
        return bool(self.to or self.cc or self.bcc)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of everybody who receives it."""
        return tuple(each.address for each in (*self.to, *self.cc, *self.bcc))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How a message is known to others: its Message-ID, the letter that it answers, the conversation that it joins.

    The Message-ID stays the same for every draft and every attempt to send.
    """

    message_id: str
    answers: Letter | None = field(default=None, repr=False)
    conversation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a `Start` names, read: the text of its letter without HTML, files, the signature, the user's addresses.

    The ties of a draft that is taken up are those with which it was begun, but for its Message-ID.
    `loses_form`: the draft that is taken up was written with another program, as HTML; only its text is kept. `is_cut`:
    of a very long letter only the beginning was read.
    """

    address: str
    own: frozenset[str]
    ties: Ties
    signature: str = field(default="", repr=False)
    quoted: str = field(default="", repr=False)
    files: tuple[AttachedFile, ...] = ()
    loses_form: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A message that was to be sent from an account; nothing of its content is known."""

    id: int
    address: str
    begun_at: datetime


def encoded_size(composition: Composition) -> int:
    """About how many bytes the message has when it is sent: files grow by more than a third."""
    text = len(composition.text.encode("utf-8", "replace")) + composition.text.count("\n")
    return _HEAD + text + sum(map(_file_size, composition.files))


def tied_again(draft: Letter) -> Letter | None:
    """The letter that a draft answers, as far as the headers of the draft name it; None where it answers none.

    Its key is empty: where the letter is, the headers do not show.
    """
    if not draft.references:
        return None
    return replace(draft, key="", message_id=draft.references[-1], references=draft.references[:-1])


def _file_size(file: AttachedFile) -> int:
    return _HEAD + -(-len(file.content) // _LINE_BYTES) * _LINE_CHARACTERS
