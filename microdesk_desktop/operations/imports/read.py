"""Open the files that the user chose or dropped: each becomes a draft, recognised by its content."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.members import open_members
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.operations.imports.recognise import recognise
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
        yield _draft(member)


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
