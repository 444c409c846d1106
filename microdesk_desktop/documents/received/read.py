"""Read a received file in a process of its own: it may be hostile, and must harm nothing but that process."""

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.worker import Worker, run_worker
from microdesk_desktop.base.process.worker_options import READ_INVOICE
from microdesk_desktop.documents.received.worker import Answer
from microdesk_desktop.domain.documents.received import ReceivedContent

_WORKER = Worker(module="microdesk_desktop.documents.received.worker", option=READ_INVOICE)
_WITHIN_S = 10.0
"""Seconds until the worker is ended where the system does not bound its computing, or computes for others."""


def read_received(data: bytes, job: Job) -> ReceivedContent:
    """What a file from a supplier states.

    Raises INVOICE_UNREADABLE, INVOICE_NONE, INVOICE_INCOMPLETE (field), INVOICE_LOCKED, INVOICE_AMBIGUOUS,
    FILE_TOO_LARGE, or Cancelled.
    """
    ended = run_worker(_WORKER, data, job, within=_WITHIN_S)
    lines = ended.answer[: ended.answer.rfind(b"\n") + 1].splitlines()
    if not lines:  # it was ended before it could answer
        raise KnownError(ErrorCode.INVOICE_UNREADABLE)
    answer = msgspec.json.decode(lines[-1], type=Answer)
    if answer.content is None:
        raise KnownError(ErrorCode(answer.error), field=answer.field)
    return answer.content


def write_content(content: ReceivedContent) -> str:
    """What a file states as a JSON text, to be kept."""
    return msgspec.json.encode(content).decode()


def load_content(text: str) -> ReceivedContent:
    """The content of a text that `write_content` wrote."""
    return msgspec.json.decode(text, type=ReceivedContent)
