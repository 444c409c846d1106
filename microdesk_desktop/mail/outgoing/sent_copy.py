"""Sends a message and sees to its copy among the sent ones: exactly one, whether or not the server files it itself."""

import contextlib
from typing import Protocol

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Sent, SentCopy
from microdesk_desktop.mail.outgoing.envelope import envelope_of, with_line_ends
from microdesk_desktop.mail.outgoing.smtp import SmtpAccess, submit

COPY_WAIT_S = 2.5
"""How long a server gets to file the copy itself, in seconds: Gmail, iCloud, Microsoft and Zoho do within two, and a
copy that is appended earlier stands there twice."""


class SentFolder(Protocol):
    """The folder of sent messages of the same account."""

    def has(self, message_id: str, job: Job) -> bool:
        """Whether a message with this Message-ID is there. Raises KnownError."""
        ...

    def append(self, message: bytes, job: Job) -> None:
        """Keep a message there, marked as read. Raises KnownError."""
        ...


def send_message(message: bytes, access: SmtpAccess, folder: SentFolder, job: Job) -> Sent:
    """Send a message once, and keep its copy; hidden recipients stay in the copy that this program appends.

    Raises what `submit` raises; MAIL_SEND_UNKNOWN only where the message is not among the sent ones either. Once the
    server has accepted it, nothing is raised any more: a copy that cannot be kept is MISSING.
    """
    envelope = envelope_of(message)
    try:
        refused = submit(envelope, access, job)
    except KnownError as error:
        if error.code is ErrorCode.MAIL_SEND_UNKNOWN and _was_filed(folder, envelope.message_id, job):
            lost = error.params["refused"]
            assert isinstance(lost, tuple)
            return Sent(message_id=envelope.message_id, refused=lost, copy=SentCopy.SERVER)
        raise
    copy = _keep_copy(with_line_ends(message), envelope.message_id, folder, job)
    return Sent(message_id=envelope.message_id, refused=refused, copy=copy)


def _was_filed(folder: SentFolder, message_id: str, job: Job) -> bool:
    with contextlib.suppress(KnownError, Cancelled):
        job.wait(COPY_WAIT_S)
        return folder.has(message_id, job)
    return False


def _keep_copy(message: bytes, message_id: str, folder: SentFolder, job: Job) -> SentCopy:
    with contextlib.suppress(KnownError, Cancelled):
        job.wait(COPY_WAIT_S)
        if folder.has(message_id, job):
            return SentCopy.SERVER
        folder.append(message, job)
        return SentCopy.APPENDED
    return SentCopy.MISSING
