"""Files that the user attaches to a message, read into memory."""

from collections.abc import Sequence
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.compositions import AttachedFile
from microdesk_desktop.domain.mail.compose.starts import StartFile
from microdesk_desktop.domain.mail.reading.files import distinct_names, file_name
from microdesk_desktop.domain.mail.types import Letter
from microdesk_desktop.mail.provider import Mailbox
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session

MOST_BYTES = 110_000_000
"""Of one file: in base64 it fills the largest message that any known provider takes (Microsoft 365, 150 MB)."""
ANY_KIND = "application/octet-stream"


def read_files(paths: Sequence[Path], job: Job) -> tuple[AttachedFile, ...]:
    """The files at these paths. Raises MAIL_TOO_LARGE, and as `read_at_most` does."""
    return tuple(_read(path, job) for path in paths)


def read_start_file(session: Session, file: StartFile, job: Job) -> AttachedFile:
    """A file that comes from the vault, such as the PDF of a document. Raises what its `read` raises."""
    job.checkpoint()
    return AttachedFile(name=file.name, kind=file.kind, content=file.read(session, job))


def size_limit(session: Session, account_id: str, job: Job) -> int:
    """The largest message that the account can send, in bytes as encoded; 0 where its server announces no limit.

    Raises what `Mailbox.most_bytes` raises.
    """
    return open_mailbox(session, account_id).most_bytes(job)


def letter_files(mailbox: Mailbox, letter: Letter, job: Job) -> tuple[AttachedFile, ...]:
    """The files of a letter, to be sent on: images that stand in its text stay behind. Raises what `part` raises."""
    parts = [part for part in letter.parts if part.inline_id is None]
    names = distinct_names(file_name(part.name, part.kind) for part in parts)
    return tuple(
        AttachedFile(name=name, kind=part.kind, content=_content(mailbox, letter.key, part.key, job))
        for part, name in zip(parts, names, strict=True)
    )


def _read(path: Path, job: Job) -> AttachedFile:
    job.checkpoint()
    content = read_at_most(path, MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise KnownError(ErrorCode.MAIL_TOO_LARGE, limit=MOST_BYTES)
    return AttachedFile(name=path.name, kind=guess_type(path.name, strict=False)[0] or ANY_KIND, content=content)


def _content(mailbox: Mailbox, letter: str, part: str, job: Job) -> bytes:
    into = BytesIO()
    mailbox.part(letter, part, into, job)
    return into.getvalue()
