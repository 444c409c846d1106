"""The formats of statement files, and the detection of a file's format."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from microdesk_desktop.banks.statements import cfonb, mt940, qif
from microdesk_desktop.banks.statements.camt import reader as camt
from microdesk_desktop.banks.statements.csv import reader as csv
from microdesk_desktop.banks.statements.ofx import reader as ofx
from microdesk_desktop.banks.statements.reader import Format, StatementReader
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.members import open_members
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.collector import collection_paused
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
_NO_STATEMENT = frozenset(
    (
        ErrorCode.FILE_NOT_RECOGNISED,
        ErrorCode.TABLE_IS_NO_STATEMENT,
        ErrorCode.FILE_EMPTY,
        ErrorCode.FILE_IS_DOCUMENT,
        ErrorCode.FILE_IS_EMAIL,
        ErrorCode.FILE_IS_INVOICE,
        ErrorCode.FILE_IS_PDF,
        ErrorCode.FILE_IS_PICTURE,
        ErrorCode.FILE_IS_WEB_PAGE,
    )
)
"""The refusals of files that may lie beside statements; any other is of a statement that cannot be read."""


def read_statement(
    source: Path | bytes, *, format: str = AUTO, options: ReadOptions = AS_FOUND, job: Job | None = None
) -> ParsedFile:
    """The accounts and transactions of a statement file; `format` is a StatementFormat, or "auto" to detect it.

    Every statement of an archive or a workbook is read; files in it that are none, such as the same month as a PDF, are
    left out. A row that cannot be read becomes a problem of its statement; it never loses the file.
    Raises what `open_members` raises, FILE_NOT_RECOGNISED, Cancelled, or COLUMNS_MISSING (columns).
    """
    job = job or Job()
    files: list[ParsedFile] = []
    refusals: list[KnownError] = []
    for member in open_members(source, job):
        try:
            files.append(read_member(member, format=format, options=options, job=job))
        except KnownError as refusal:
            if refusal.code not in _NO_STATEMENT:
                raise
            refusals.append(refusal)
    if not files:
        raise refusals[0]
    return _one_file(files)


def read_member(member: Member, *, format: str = AUTO, options: ReadOptions = AS_FOUND, job: Job) -> ParsedFile:
    """The accounts and transactions of one member of a file; raises its refusal, or as `read_statement` does."""
    if member.refusal is not None:
        raise member.refusal
    source = Source(member.data)
    read = _detect(source) if format == AUTO else FORMATS[StatementFormat(format)].read
    with collection_paused():
        return read(source, job, options)


def _one_file(files: Sequence[ParsedFile]) -> ParsedFile:
    """The statements of all files in their order; what the files do not agree on is None."""
    first, *others = files
    if not others:
        return first
    return ParsedFile(
        format=first.format,
        statements=tuple(statement for file in files for statement in file.statements),
        preset=first.preset if all(file.preset == first.preset for file in others) else None,
        date_order=first.date_order if all(file.date_order is first.date_order for file in others) else None,
        is_order_proven=all(file.is_order_proven for file in files),
    )


def _detect(source: Source) -> StatementReader:
    head = source.head.lstrip("\ufeff")
    for format in FORMATS.values():
        if format.recognises(head):
            return format.read
    raise KnownError(ErrorCode.FILE_NOT_RECOGNISED)
