"""What a seal holds of a document: all of it, so that it can be shown, credited and verified without anything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from microdesk_desktop.documents.mentions import Mention
from microdesk_desktop.documents.totals import Totals
from microdesk_desktop.domain.documents.types import Document, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocument:
    """A document with its number, the totals and mentions that it was issued with.

    `client_id` and `subject` are those of the list of documents. `settles` has what a credit note takes off what was
    still due, in cents by number. `is_example` marks a document of the sample company, which nobody owes; `program` is
    the version that issued it.
    """

    number: str
    document: Document
    totals: Totals
    mentions: Sequence[Mention]
    client_id: int
    subject: str
    settles: Mapping[str, int]
    program: str
    is_example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLines:
    """The lines of a document, without what else a seal holds."""

    issued_on: date
    lines: tuple[Line, ...]
    takes_amount: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sold:
    document: SoldLines


def write_content(issued: IssuedDocument) -> str:
    """The JSON text of a document: one text for equal documents."""
    return msgspec.json.encode(issued, order="deterministic").decode()


def read_content(content: str) -> IssuedDocument:
    """The document of a JSON text that `write_content` wrote. Raises ValueError for any other text."""
    return msgspec.json.decode(content, type=IssuedDocument)


def read_lines(content: str) -> SoldLines:
    """The lines of a document alone, in a third of the time of `read_content`. Raises ValueError as it does."""
    return msgspec.json.decode(content, type=_Sold).document
