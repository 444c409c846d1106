"""Sends through the account's SMTP server, then sees to the copy and the draft on the IMAP server."""

from collections.abc import Callable

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Role, Sent
from microdesk_desktop.mail.imap import drafts
from microdesk_desktop.mail.imap.connection import Connection, Session
from microdesk_desktop.mail.imap.folders import FolderTree
from microdesk_desktop.mail.outgoing.access import smtp_access
from microdesk_desktop.mail.outgoing.sent_copy import send_message
from microdesk_desktop.mail.provider import MailContext


class SentLetters:
    """The folder of the sent letters; `mail/outgoing` looks there for the copy, or adds it."""

    def __init__(self, connection: Connection, folders: Callable[[Session], FolderTree]) -> None:
        self._connection = connection
        self._folders = folders

    def has(self, message_id: str, job: Job) -> bool:
        def read(session: Session) -> bool:
            return bool(drafts.with_message_id(session, self._folder(session), message_id))

        return self._connection.run(job, read)

    def append(self, message: bytes, job: Job) -> None:
        self._connection.run(job, lambda session: drafts.append(session, self._folder(session), message, b"\\Seen"))

    def _folder(self, session: Session) -> bytes:
        return self._folders(session).with_role(Role.SENT)


def send(message: bytes, context: MailContext, sent: SentLetters, job: Job) -> Sent:
    """Send a message once. Raises as `send_message` and `smtp_access` do."""
    return send_message(message, smtp_access(context, job), sent, job)
