"""Open the files that the user chose or dropped: each becomes a draft, recognised by its content."""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.banks.statements.detect import AUTO
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.members import list_members
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.recognise import recognise
from microdesk_desktop.operations.imports.remembered import with_remembered
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.imports.mappings import load_mappings


def open_files(
    session: Session, paths: Sequence[Path], job: Job, *, kind: ImportKind | None = None, format_: str = AUTO
) -> tuple[Draft, ...]:
    """One draft per file, or per member of an archive or workbook, in the order given; nothing is stored.

    With a `kind`, every file is of that kind, a statement in that format; else its content decides.
    A table whose header the user mapped before has that mapping. A file that cannot be imported is a draft with its
    `refusal`: it never stops the others. Raises Cancelled.
    """
    remembered = session.read(load_mappings)
    drafts: list[Draft] = []
    for done, path in enumerate(paths):
        job.checkpoint()
        job.progress(done, len(paths), "read")
        for member in _members(path, job):
            draft = _of_kind(member, kind, format_) if kind else _draft(member)
            drafts.append(with_remembered(draft, remembered))
    return tuple(drafts)


def _members(path: Path, job: Job) -> Sequence[Member]:
    try:
        return list_members(path, job)
    except KnownError as error:
        return [Member(path.name, b"", error)]


def _of_kind(member: Member, kind: ImportKind, format_: str) -> Draft:
    return Draft(name=member.name, data=member.data, kind=kind, format=format_, refusal=member.refusal)


def _draft(member: Member) -> Draft:
    """The draft of a member, of the kind that it is recognised as."""
    try:
        found = recognise(member)
    except KnownError as error:
        return Draft(name=member.name, data=member.data, refusal=error)
    return Draft(
        name=member.name,
        data=member.data,
        kind=found.kind,
        possible_kinds=found.candidates,
        source=found.tool,
        format=found.format,
    )
