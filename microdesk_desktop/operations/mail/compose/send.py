"""Send a message through an account of the user, at most once."""

from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.domain.mail.types import Sent, SentCopy
from microdesk_desktop.mail.outgoing.completion import complete_message
from microdesk_desktop.mail.outgoing.envelope import envelope_of
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.privacy.choices import require_wanted
from microdesk_desktop.operations.session import Session

MOST_BYTES = 150_000_000
"""Of a file: as much as the most generous servers take (Microsoft 365 allows 150 MB)."""


def send_message(
    session: Session,
    account_id: str,
    message: bytes,
    job: Job,
    *,
    draft: str | None = None,
    conversation: str | None = None,
    may_be_sent: bool = False,
    nature: Nature = Nature.COMMERCIAL,
) -> Sent:
    """Send a message that `build_message` made, remove its draft, and see to its copy among the sent ones.

    `may_be_sent`: an earlier attempt ended with MAIL_SEND_UNKNOWN; the message is then looked up among the sent ones,
    and leaves only if it is not there. `nature` is what the message is, by which the choices of clients are honoured.
    Raises what `envelope_of`, `require_wanted`, `open_mailbox` and `Mailbox.send` raise.
    """
    envelope = envelope_of(message)
    if not may_be_sent:
        require_wanted(session, envelope.recipients, nature)
    mailbox = open_mailbox(session, account_id)
    if may_be_sent and mailbox.find_sent(envelope.message_id, job):
        return Sent(message_id=envelope.message_id, copy=SentCopy.SERVER)
    return mailbox.send(message, draft, conversation, job)


def send_file(session: Session, account_id: str, path: Path, job: Job, *, nature: Nature = Nature.COMMERCIAL) -> Sent:
    """Send a message from a file in RFC 5322 form; it gets the Date and the Message-ID that it lacks.

    Raises MAIL_ALREADY_SENT where a message with the Message-ID of the file is among the sent ones: whether it is to
    leave a second time is for the user to decide. MAIL_TOO_LARGE; else as `send_message` and `read_at_most`.
    """
    content = read_at_most(path, MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise KnownError(ErrorCode.MAIL_TOO_LARGE, limit=MOST_BYTES)
    message, has_own_id = complete_message(content, session.clock.now())
    envelope = envelope_of(message)
    require_wanted(session, envelope.recipients, nature)
    mailbox = open_mailbox(session, account_id)
    if has_own_id and mailbox.find_sent(envelope.message_id, job):
        raise KnownError(ErrorCode.MAIL_ALREADY_SENT)
    return mailbox.send(message, None, None, job)
