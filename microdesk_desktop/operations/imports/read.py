"""Open the files that the user chose or dropped: each becomes a draft, recognised by its content."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from microdesk_desktop.banks.statements.csv.columns import map_columns, rate_header
from microdesk_desktop.banks.statements.detect import FORMATS
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.members import open_members
from microdesk_desktop.base.files.csv_reader import find_header, read_head
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.table import holds_records
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.types import ImportKind
from microdesk_desktop.operations.imports.remembered import with_remembered
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.imports.mappings import load_mappings


def open_files(session: Session, paths: Sequence[Path], job: Job) -> tuple[Draft, ...]:
    """One draft per file, or per member of an archive or workbook, in the order given; nothing is stored.

    A table whose header the user mapped before has that mapping. A file that cannot be imported is a draft with its
    `refusal`: it never stops the others. Raises Cancelled.
    """
    drafts: list[Draft] = []
    for done, path in enumerate(paths):
        job.checkpoint()
        job.progress(done, len(paths), "read")
        drafts += _opened(path, job)
    remembered = session.read(load_mappings)
    return tuple(with_remembered(draft, remembered) for draft in drafts)


def _opened(path: Path, job: Job) -> Iterator[Draft]:
    try:
        members = open_members(path, job)
    except KnownError as error:
        yield Draft(name=path.name, refusal=error)
        return
    for member in members:
        yield _recognised(Draft(name=member.name, data=member.data, refusal=member.refusal))


def _recognised(draft: Draft) -> Draft:
    if draft.refusal is not None:
        return draft
    source = Source(draft.data)
    for format_, each in FORMATS.items():
        if format_ is not StatementFormat.CSV and each.recognises(source.head.lstrip("\ufeff")):
            return replace(draft, kind=ImportKind.STATEMENT, source=format_.value, format=format_.value)
    head = read_head(source.lines())
    header = find_header(head, rate_header)
    if header is not None and (preset := map_columns(header.names).preset):
        return replace(draft, kind=ImportKind.STATEMENT, source=preset.name)
    kinds = [kind for kind in FIELDS if holds_records(kind, head)]
    kinds += [ImportKind.STATEMENT] if header is not None else []
    if not kinds:
        return replace(draft, refusal=KnownError(ErrorCode.FILE_NOT_RECOGNISED))
    return replace(draft, kind=kinds[0] if len(kinds) == 1 else None, possible_kinds=tuple(kinds))
