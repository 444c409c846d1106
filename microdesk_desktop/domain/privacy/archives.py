"""An export of everything that the vault holds, as a folder or an encrypted archive."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

FORMAT = 1
"""Of the files of an export; raised when an older program could not read them."""
MANIFEST = "manifest.json"
README = "README.html"
INVENTORY = "inventory.json"
DATA = "data"
"""The folder with one JSON and one CSV file for each table."""
DOCUMENTS = "documents"
"""The folder of the issued documents, complete for the verifier in it."""
LOGO = "logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTable:
    """A table of the export, with the names of its columns in their order, and how many rows it has."""

    name: str
    columns: Sequence[str]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTexts:
    """The parts of an export that are written for people, made where the words are.

    `readme` is the page of HTML for these tables; `inventory` is the value of `privacy inventory --json`.
    """

    readme: Callable[[Sequence[ExportedTable]], str]
    inventory: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What was written: how many files and bytes, the rows of each table, and the digest of the whole content."""

    path: str
    is_encrypted: bool
    files: int
    size: int
    counts: Mapping[str, int]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was brought back; `banks` and `mailboxes` name the connections whose secrets have to be given again."""

    counts: Mapping[str, int]
    digest: str
    seals: int
    banks: Sequence[str] = ()
    mailboxes: Sequence[str] = ()
