"""The folder for the accountant as a plan: which files it has, and where the content of each comes from.

The plan is small and read at once; the contents are read one at a time while the folder is written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from microdesk_desktop.base.files.sheets.cells import Sheet
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span


class OriginalKind(Enum):
    """What a file of the folder is a copy of."""

    DOCUMENT = auto()
    """A file of an issued document, by the document's id and the name of the file."""
    VOUCHER = auto()
    """A voucher, by its id."""
    ATTACHMENT = auto()
    """A file beside a document, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file whose content is in the vault; `path` is relative to the folder, with slashes."""

    path: str
    kind: OriginalKind
    id: int
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFile:
    """A book as a PDF."""

    path: str
    book: Book
    span: Span
    lines: Sequence[BookLine]
    closed_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPlan:
    """All files of the folder; `missing` counts the lines without what justifies them.

    `sheets` are written as CSV. `texts` are made once the originals are written, since one of them may have left the
    vault meanwhile: each is given the paths that were.
    """

    books: Sequence[BookFile]
    sheets: Sequence[tuple[str, Sheet]]
    originals: Sequence[Original]
    texts: Sequence[tuple[str, Callable[[frozenset[str]], str]]]
    missing: int

    @property
    def total(self) -> int:
        """How many files it has."""
        return len(self.books) + len(self.sheets) + len(self.originals) + len(self.texts)
