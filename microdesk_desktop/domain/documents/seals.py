"""The links of the chain that binds issued documents and closings to one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SealKind(StrEnum):
    """What a seal is about."""

    DOCUMENT = "document"
    CLOSING = "closing"
    REPRINT = "reprint"
    """A copy of a document's PDF left the program."""
    PAYMENT = "payment"
    """A payment of a document was recorded or taken back."""
    WRITE_OFF = "write_off"
    """What was left of a document was written off, or is claimed again."""
    PURGE = "purge"
    """The client of a document was removed from it, on the day on which the law no longer kept it."""
    BOOK = "book"
    """The lines of the legal books were validated until a day."""
    BOOK_PURGE = "book_purge"
    """What names persons was removed from lines of the books, once the law no longer kept it."""
    DECLARATION = "declaration"
    """A period was marked as declared, with its figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One link: `at` is UTC in ISO form, `subject` the document's number, or the closed period or day, `content` JSON.

    `files` has the SHA-256 of each file by its name, `previous` the digest of the seal before.
    """

    sequence: int
    at: str
    kind: SealKind
    subject: str
    content: str
    files: Mapping[str, str]
    previous: str
    digest: str
