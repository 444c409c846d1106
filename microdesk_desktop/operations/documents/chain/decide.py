"""Note what a client answered to a quote; the quote itself stays as it was issued."""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import QuoteAnswer
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.beside import load_answer, save_answer
from microdesk_desktop.store.documents.links import is_continued
from microdesk_desktop.store.records.documents import load_document


def answer_quote(session: Session, document_id: int, answer: QuoteAnswer) -> ChangeResult:
    """Keep that a quote was accepted or refused, or with ISSUED that the answer is still awaited.

    A quote whose validity has ended may still be accepted: its author decides. Raises UNKNOWN_TARGET for what is no
    quote, INVALID_VALUE (`field`: date) for a day before its issue or after today, IN_USE for a refused quote that
    another document already continues.
    """

    def write(writer: Writer) -> QuoteAnswer:
        before, document = load_answer(writer, document_id), load_document(writer, document_id)
        if before is None or document is None or document.type is not DocumentType.QUOTE:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        _check_day(answer, document.issued_on, session.clock.today())
        if answer.status is DocumentStatus.DECLINED and is_continued(writer, document.number):
            raise KnownError(ErrorCode.IN_USE)
        save_answer(writer, document_id, answer)
        return before

    before = session.write(write)
    return ChangeResult(
        changes=Changes.INVOICES | Changes.DOCUMENTS,
        id=document_id,
        undo=lambda session: answer_quote(session, document_id, before),
    )


def _check_day(answer: QuoteAnswer, issued_on: date, today: date) -> None:
    if answer.on is not None and not issued_on <= answer.on <= today:
        raise KnownError(ErrorCode.INVALID_VALUE, field="date")
