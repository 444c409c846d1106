"""Read a conversation as it stands at the server, and mark its letters as read once they were shown."""

from collections.abc import Collection

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Letter
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session


def read_conversation(session: Session, account_id: str, conversation: str, job: Job) -> tuple[Letter, ...]:
    """The letters of a conversation, oldest first; they stay unread.

    Raises what `open_mailbox` and `Mailbox.conversation` raise.
    """
    return open_mailbox(session, account_id).conversation(conversation, job)


def mark_as_read(session: Session, account_id: str, letters: Collection[str], job: Job) -> None:
    """Mark the letters with these keys as read at the server. Raises what `open_mailbox` and `Mailbox.mark` raise."""
    open_mailbox(session, account_id).mark(letters, job, unread=False)
