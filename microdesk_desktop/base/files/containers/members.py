"""Open a file that the user gave and return its contents, whatever they are packed in."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.archives import Room, gunzip, untar, unzip
from microdesk_desktop.base.files.containers.content import Content, identify
from microdesk_desktop.base.files.containers.html_tables import page_table
from microdesk_desktop.base.files.containers.member import FROM_SUPPLIERS, Member
from microdesk_desktop.base.files.containers.workbook import read_sheets
from microdesk_desktop.base.files.double_encoding import undo_double_encoding
from microdesk_desktop.base.files.encodings import check_size, read_foreign
from microdesk_desktop.base.jobs import Job

_DEEPEST = 3
"""Archives inside one another: a zip of gzip files, a zip in a zip, and one to spare."""
_UNPACK = {Content.ZIP: unzip, Content.GZIP: gunzip, Content.TAR: untar}


def open_members(source: Path | bytes, job: Job) -> Sequence[Member]:
    """The contents of a file: itself, the members of an archive, the sheets of a workbook, or the tables of a page.

    Archives may contain archives; together they unpack to at most MAX_BYTES. A sheet becomes CSV text whose line n is
    its row n. Inside an archive, what cannot be imported is a member with a `refusal`.
    Raises FILE_NOT_FOUND, PATH_UNUSABLE, FILE_TOO_LARGE, FILE_UNREADABLE, Cancelled, or the error of `identify` when
    there is nothing else in the file.
    """
    members = list_members(source, job)
    if len(members) == 1 and members[0].refusal is not None:
        raise members[0].refusal
    return members


def list_members(source: Path | bytes, job: Job) -> Sequence[Member]:
    """The contents of a file as in `open_members`; what cannot be imported is a member with a `refusal`, alone too."""
    data = source if isinstance(source, bytes) else read_foreign(source, job)
    check_size(len(data))
    name = "" if isinstance(source, bytes) else source.name
    return tuple(_open(Member(name, data), Room(), job, 0))


def _open(member: Member, room: Room, job: Job, depth: int) -> Iterator[Member]:
    """What a member contains, down to the contents; a known error becomes the refusal of what was being opened."""
    job.checkpoint()
    if member.refusal is not None:
        yield member
        return
    try:
        yield from _contents(member, room, job, depth)
    except KnownError as error:
        yield Member(member.name, member.data if error.code in FROM_SUPPLIERS else b"", error)


def _contents(member: Member, room: Room, job: Job, depth: int) -> Iterator[Member]:
    content = identify(member.data)
    match content:
        case ErrorCode():
            raise KnownError(content)
        case Content.PLAIN:
            yield Member(member.name, undo_double_encoding(member.data, job))
        case Content.WORKBOOK:
            yield from read_sheets(member, job)
        case Content.WEB_PAGE:
            yield Member(member.name, page_table(member.data, job))
        case _:
            if depth == _DEEPEST:
                raise KnownError(ErrorCode.FILE_UNREADABLE)
            for inner in _UNPACK[content](member, room, job):
                yield from _open(inner, room, job, depth + 1)
