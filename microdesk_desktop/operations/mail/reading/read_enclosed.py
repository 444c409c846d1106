"""What a letter encloses beside its text: invitations, and the files in an archive of Outlook."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.reading.files import FileWarning, distinct_names, file_name, file_warning
from microdesk_desktop.domain.mail.types import Letter, Part
from microdesk_desktop.mail.mime import invitation, tnef
from microdesk_desktop.mail.mime.invitation import Invitation, read_invitation
from microdesk_desktop.mail.mime.tnef import enclosed_files, enclosed_names
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.reading.save_files import save_new
from microdesk_desktop.operations.session import Session

CALENDAR_KINDS = frozenset(("text/calendar", "application/ics"))
_MOST_PARTS = 5
"""A letter with more invitations or archives than that is no usual one; the others are files like any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """The invitations of a letter, and the names in its archives of Outlook by the key of their part."""

    invitations: tuple[Invitation, ...] = ()
    archived: tuple[tuple[str, Sequence[str]], ...] = ()


def has_enclosed(letter: Letter) -> bool:
    """Whether `read_enclosed` has anything to ask the server for."""
    return any(_calendars(letter.parts)) or any(_archives(letter.parts))


def read_enclosed(session: Session, account_id: str, letter: Letter, job: Job) -> Enclosed:
    """The invitations and archives of a letter; nothing is answered, kept or marked as read.

    Raises what `open_mailbox` and `Mailbox.part` raise.
    """
    calendars = [_content(session, account_id, letter, part, job) for part in _calendars(letter.parts)]
    archives = [(part.key, _content(session, account_id, letter, part, job)) for part in _archives(letter.parts)]
    found = [each for content in calendars if (each := read_invitation(content)) is not None]
    return Enclosed(
        invitations=tuple(dict.fromkeys(found)),  # one event may come as a text and as a file
        archived=tuple((key, enclosed_names(content)) for key, content in archives),
    )


def save_enclosed(session: Session, account_id: str, letter: str, part: str, folder: Path, job: Job) -> Sequence[Path]:
    """Save the files of an archive of Outlook into a folder under their names; nothing there is replaced.

    Raises MAIL_ARCHIVE_UNREADABLE where none of them is whole, what `Mailbox.part` raises, and an error of the disk.
    """
    stream = io.BytesIO()
    open_mailbox(session, account_id).part(letter, part, stream, job)
    files = enclosed_files(stream.getvalue())
    if not files:
        raise KnownError(ErrorCode.MAIL_ARCHIVE_UNREADABLE)
    names = distinct_names(file_name(file.name, "") for file in files)
    return [save_new(file.content, folder, name, job) for file, name in zip(files, names, strict=True)]


def _content(session: Session, account_id: str, letter: Letter, part: Part, job: Job) -> bytes:
    stream = io.BytesIO()
    open_mailbox(session, account_id).part(letter.key, part.key, stream, job)
    return stream.getvalue()


def _calendars(parts: Sequence[Part]) -> Iterator[Part]:
    found = (part for part in parts if _is_calendar(part) and part.size <= invitation.MOST_BYTES)
    yield from list(found)[:_MOST_PARTS]


def _is_calendar(part: Part) -> bool:
    return part.kind.lower() in CALENDAR_KINDS or part.name.lower().endswith(".ics")


def _archives(parts: Sequence[Part]) -> Iterator[Part]:
    found = (part for part in parts if file_warning(part.name, part.kind) is FileWarning.OUTLOOK)
    yield from [part for part in found if part.size <= tnef.MOST_BYTES][:_MOST_PARTS]
