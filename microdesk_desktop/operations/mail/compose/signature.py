"""The signature of a mail account."""

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible_lines
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.types import Body, EncodedText
from microdesk_desktop.operations.mail.accounts import find_account
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.mail.writing import load_signature, save_signature

LONGEST = 2_000
"""Characters: a name, an address and the legal lines of a business."""


def signature_of(session: Session, account_id: str) -> str:
    """The signature of an account, empty where it has none. Raises MAIL_ACCOUNT_UNKNOWN."""
    address = find_account(session, account_id).address
    return session.read(lambda reader: load_signature(reader, address))


def provider_signature(session: Session, account_id: str, job: Job) -> str:
    """The signature that the provider keeps for an account, as text; empty where it keeps none.

    Raises what `open_mailbox` and `Mailbox.signature` raise, and OUT_OF_MEMORY.
    """
    html = open_mailbox(session, account_id).signature(job)
    body = Body(text=None, html=EncodedText(html.encode("utf-8", "replace"), "utf-8"), images={})
    text = session.mail_reader.read(body, prefers_text=True).text if html.strip() else ""
    return visible_lines(text).strip()[:LONGEST]


def keep_signature(session: Session, account_id: str, text: str) -> ChangeResult:
    """Keep the signature of an account, an empty one to have none. Raises MAIL_ACCOUNT_UNKNOWN."""
    address = find_account(session, account_id).address
    kept = visible_lines(text).strip()[:LONGEST]

    def write(writer: Writer) -> str:
        before = load_signature(writer, address)
        save_signature(writer, address, kept)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.MAIL, undo=lambda session: keep_signature(session, account_id, before))
