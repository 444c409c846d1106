"""Read a letter: its content from the server, as it may be shown."""

from dataclasses import dataclass

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.reading.text import Reading
from microdesk_desktop.domain.mail.types import Body, Letter
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """What is shown of a letter, with the content of the images that stand in it, in the order of `reading.images`."""

    reading: Reading
    images: tuple[bytes, ...]


def read_letter(session: Session, account_id: str, letter: str, job: Job, *, prefers_text: bool = False) -> ReadLetter:
    """The letter with this key; it stays unread. `prefers_text` shows its plain text, or its HTML text as such.

    Raises what `open_mailbox` and `Mailbox.body` raise, and OUT_OF_MEMORY.
    """
    body: Body = open_mailbox(session, account_id).body(letter, job)
    reading = session.mail_reader.read(body, prefers_text=prefers_text)
    job.checkpoint()
    return ReadLetter(reading=reading, images=tuple(body.images[inline_id] for inline_id in reading.images))


def read_newest(session: Session, account_id: str, conversation: str, job: Job) -> tuple[Letter, ReadLetter]:
    """The newest letter of a conversation of a list, with its content; it stays unread.

    Raises what `read_letter` and `Mailbox.conversation` raise.
    """
    letter = open_mailbox(session, account_id).conversation(conversation, job)[-1]
    return letter, read_letter(session, account_id, letter.key, job)
