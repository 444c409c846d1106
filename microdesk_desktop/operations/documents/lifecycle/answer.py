"""Answers to a received e-invoice: approved, refused, disputed or paid, written to a file for the user's platform."""

from datetime import datetime
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.documents.einvoice.lifecycle.answer import STATUSES, answer_message, siren_of
from microdesk_desktop.documents.einvoice.lifecycle.message import StatusMessage
from microdesk_desktop.documents.einvoice.lifecycle.rules import problems_of_status
from microdesk_desktop.documents.einvoice.lifecycle.statuses import status
from microdesk_desktop.documents.einvoice.lifecycle.xml import write_status
from microdesk_desktop.documents.received.read import load_content
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.received import Answer, ReceivedInvoice
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import load_received
from microdesk_desktop.store.vault.company import load_company


def write_answer(
    session: Session, expense_id: int, answer: Answer, path: Path, *, reason: str = "", remark: str = ""
) -> None:
    """Write the answer to a received e-invoice to a file where the user chose, in clear.

    Raises UNKNOWN_TARGET for an expense that did not come as a file, STATUS_UNAVAILABLE for a file that is no
    e-invoice or is a sale of this company, STATUS_REASON (`status`, `reasons`) for a reason that is missing or of
    another list, STATUS_REFUSED (`problems`), DISK_FULL, READ_ONLY.
    """
    at = session.clock.now().astimezone()
    message = session.read(lambda reader: _message(reader, expense_id, answer, at, reason, remark))
    write_atomic(path, write_status(message))


def _message(reader: Reader, expense_id: int, answer: Answer, at: datetime, reason: str, remark: str) -> StatusMessage:
    company = load_company(reader)
    invoice = _invoice(reader, expense_id, company)
    _check_reason(answer, reason)
    message = answer_message(invoice, company, STATUSES[answer], at, reason=reason, remark=remark)
    problems = problems_of_status(message)
    if problems:
        raise KnownError(ErrorCode.STATUS_REFUSED, problems=tuple(problems))
    return message


def _invoice(reader: Reader, expense_id: int, company: Company) -> ReceivedInvoice:
    record = load_received(reader, expense_id)
    if record is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    invoice = load_content(record.content).invoice
    if invoice is None or invoice.is_self_billed or invoice.supplier.siren == siren_of(company):
        raise KnownError(ErrorCode.STATUS_UNAVAILABLE, part="received")
    return invoice


def _check_reason(answer: Answer, reason: str) -> None:
    wanted = status(STATUSES[answer])
    codes = tuple(each.code for each in wanted.reasons)
    if (codes and reason not in codes) or (reason and not codes):
        part = "none" if not codes else "wrong" if reason else "missing"
        raise KnownError(ErrorCode.STATUS_REASON, part=part, status=wanted.code, reason=reason, reasons=codes)
