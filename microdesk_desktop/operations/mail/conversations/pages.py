"""Read the lists of a mailbox by pages, and wait for what changes in it."""

from threading import Event

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.types import Change, Page
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session


def load_page(session: Session, wanted: ListKey, after: str | None, job: Job) -> Page:
    """The rows of a list after a cursor, None for the first page.

    Raises what `open_mailbox` and `Mailbox.page` raise.
    """
    mailbox = open_mailbox(session, wanted.account_id)
    return mailbox.page(wanted.folder, wanted.words, after, job, in_texts=wanted.in_texts)


def wait_for_change(session: Session, account_id: str, stamp: str, job: Job) -> Change:
    """Wait, for hours if need be, until the folder of a stamp changes; ends when the job is cancelled.

    Raises what `open_mailbox` and `Mailbox.wait` raise, and Cancelled.
    """
    stop = Event()
    unregister = job.on_cancel(stop.set)
    try:
        change = open_mailbox(session, account_id).wait(stamp, stop)
    finally:
        unregister()
    job.checkpoint()
    return change
