"""The formats of statement files, and the detection of a file's format."""

from collections.abc import Mapping
from pathlib import Path

from microdesk_desktop.banks.statements import cfonb, mt940, ofx, qif
from microdesk_desktop.banks.statements.camt import reader as camt
from microdesk_desktop.banks.statements.csv import reader as csv
from microdesk_desktop.banks.statements.reader import Format, StatementReader
from microdesk_desktop.banks.statements.source import Source, load
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ParsedFile, StatementFormat
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions

AUTO = "auto"
FORMATS: Mapping[StatementFormat, Format] = {
    StatementFormat.OFX: Format(ofx.recognises, ofx.read),
    StatementFormat.CAMT: Format(camt.recognises, camt.read),
    StatementFormat.QIF: Format(qif.recognises, qif.read),
    StatementFormat.MT940: Format(mt940.recognises, mt940.read),
    StatementFormat.CFONB: Format(cfonb.recognises, cfonb.read),
    StatementFormat.CSV: Format(csv.recognises, csv.read),
}
"""In the order in which they are tried: CSV last, because any text may be CSV."""


def read_statement(
    source: Path | bytes, *, format: str = AUTO, options: ReadOptions = AS_FOUND, job: Job | None = None
) -> ParsedFile:
    """The accounts and transactions of a statement file; `format` is a StatementFormat, or "auto" to detect it.

    A row that cannot be read becomes a problem of its statement; it never loses the file.
    Raises FILE_NOT_FOUND, PATH_UNUSABLE, FILE_TOO_LARGE, FILE_UNREADABLE, FILE_NOT_RECOGNISED, Cancelled, or
    COLUMNS_MISSING (columns).
    """
    job = job or Job()
    loaded = load(source, job)
    read = _detect(loaded) if format == AUTO else FORMATS[StatementFormat(format)].read
    return read(loaded, job, options)


def _detect(source: Source) -> StatementReader:
    head = source.head.lstrip("\ufeff")
    for format in FORMATS.values():
        if format.recognises(head):
            return format.read
    raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
