"""Statement files: one reader per format, and the door that recognises which one a file needs."""

from collections.abc import Callable
from pathlib import Path

from microdesk_desktop.banks.statements import cfonb, mt940, ofx, qif
from microdesk_desktop.banks.statements.camt import reader as camt
from microdesk_desktop.banks.statements.csv import reader as csv
from microdesk_desktop.banks.statements.source import Source, load
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ParsedFile

Reader = Callable[[Source, Job], ParsedFile]

_RECOGNISED: dict[str, tuple[Callable[[str], bool], Reader]] = {
    "ofx": (ofx.recognises, ofx.read),
    "camt": (camt.recognises, camt.read),
    "qif": (qif.recognises, qif.read),
    "mt940": (mt940.recognises, mt940.read),
    "cfonb": (cfonb.recognises, cfonb.read),
}
# Files that are no text, and markup that is no statement.
_FOREIGN = ("%PDF", "\x89PNG", "\xff\xd8\xff", "\xd0\xcf\x11\xe0", "ÐÏ", "<", "{\\rtf")
FORMATS = ("auto", *_RECOGNISED, "csv")


def read_statement(source: Path | bytes, *, format: str = "auto", job: Job | None = None) -> ParsedFile:
    """The accounts and transactions of a statement file; `format` is one of FORMATS.

    A row that cannot be read is told in its statement's problems; it never loses the file.
    Raises FILE_NOT_FOUND, FILE_TOO_LARGE, FILE_UNREADABLE, FILE_NOT_RECOGNISED, COLUMNS_MISSING (columns).
    """
    loaded = load(source)
    return _reader(loaded, format)(loaded, job or Job())


def _reader(source: Source, format: str) -> Reader:
    if format == "csv":
        return csv.read
    if format != "auto":
        return _RECOGNISED[format][1]
    head = source.head.lstrip("\ufeff")
    for recognises, read in _RECOGNISED.values():
        if recognises(head):
            return read
    if not head.strip() or head.lstrip().startswith(_FOREIGN) or "\x00" in head:
        raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
    return csv.read
