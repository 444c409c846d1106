"""What leaves through the user's mailbox for a document: its files, and the note that it was sent.

Of a message nothing is kept but the day and the account: neither its text, nor to whom it went.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, Sending, Way
from microdesk_desktop.domain.mail.compose.starts import Dispatch, StartFile
from microdesk_desktop.operations.documents.follow_up.letter import letter_pdf
from microdesk_desktop.operations.documents.follow_up.remind import keep_reminder
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.documents.seal.reprint import copy_of
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session

_PDF = "application/pdf"
Note = Callable[[Session, Dispatch], ChangeResult]


def document_file(number: str) -> StartFile:
    """The PDF of an issued document, which is counted in the chain of seals once, when it is first read.

    Its `read` raises UNKNOWN_TARGET and DOCUMENTS_CHANGED as `copy_of` does.
    """
    return StartFile(name=f"{_file_stem(number)}.pdf", kind=_PDF, read=read_once(partial(_issued_pdf, number)))


def letter_file(name: str, page: Page) -> StartFile:
    """The letter of a reminder as PDF; its `read` raises INVALID_VALUE and PAGES_FAILED as `letter_pdf` does."""
    return StartFile(name=f"{_file_stem(name)}.pdf", kind=_PDF, read=read_once(partial(_letter_pdf, page)))


def note_sending(document_id: int) -> Note:
    """The note that a document was sent, in place of a former one; its undo brings that one back."""

    def note(session: Session, dispatch: Dispatch) -> ChangeResult:
        sending = Sending(on=_day(dispatch), way=Way.MAIL, account=dispatch.address)
        return mark_sent(session, document_id, sending)

    return note


def note_reminder(document_ids: Sequence[int], reminder: Reminder) -> Note:
    """The note that a reminder was sent for these documents, with the text of its letter."""

    def note(session: Session, dispatch: Dispatch) -> ChangeResult:
        on = _day(dispatch)
        return keep_reminder(session, document_ids, replace(reminder, on=on, way=Way.MAIL, account=dispatch.address))

    return note


def _day(dispatch: Dispatch) -> date:
    """The day of the sending where the user is."""
    return dispatch.at.astimezone().date()


def _issued_pdf(number: str, session: Session, job: Job) -> bytes:
    job.checkpoint()
    return copy_of(session, number).content


def _letter_pdf(page: Page, session: Session, job: Job) -> bytes:
    job.checkpoint()
    return letter_pdf(session, page)


def read_once(read: Callable[[Session, Job], bytes]) -> Callable[[Session, Job], bytes]:
    """Read once, and give the same bytes for as long as the composer that asks for them lives."""
    kept: list[bytes] = []

    def read_kept(session: Session, job: Job) -> bytes:
        if not kept:
            kept.append(read(session, job))
        return kept[0]

    return read_kept


def _file_stem(name: str) -> str:
    return name.replace("/", "_")
