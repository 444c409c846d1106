"""Read the sheets of a spreadsheet in a process of its own, which may run out of memory or be stopped at any time."""

import json
from collections.abc import Iterator

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.worker import Worker, run_worker
from microdesk_desktop.base.process.worker_options import READ_WORKBOOK

_WORKER = Worker(module="microdesk_desktop.base.files.containers.workbook_worker", option=READ_WORKBOOK)


def read_sheets(workbook: Member, job: Job) -> Iterator[Member]:
    """The visible sheets of an xls, xlsx, xlsb or ods file that hold a table, as CSV text.

    The only one keeps the file's name. Raises FILE_EMPTY without any, FILE_UNREADABLE, FILE_TOO_LARGE, or
    Cancelled.
    """
    sheets = list(_sheets(_run_worker(workbook.data, job)))
    if not sheets:
        raise KnownError(ErrorCode.FILE_EMPTY)
    for title, data in sheets:
        yield Member(workbook.name if len(sheets) == 1 else workbook.path_of(title), data)


def _run_worker(data: bytes, job: Job) -> bytes:
    """What the worker answers about this file; a cancelled job kills it at once."""
    ended = run_worker(_WORKER, data, job)
    if ended.code != 0:
        # A fault of the library ends in an exception; a limit of the process, or refused memory, kills it.
        has_raised = ended.code == 1
        raise KnownError(ErrorCode.FILE_UNREADABLE if has_raised else ErrorCode.FILE_TOO_LARGE)
    return ended.answer


def _sheets(answer: bytes) -> Iterator[tuple[str, bytes]]:
    """The titles and texts in an answer: a line of JSON, then the texts one after the other."""
    head, _, texts = answer.partition(b"\n")
    listed = json.loads(head)
    if "error" in listed:
        raise KnownError(ErrorCode(listed["error"]))
    at = 0
    for title, length in listed["sheets"]:
        yield title, texts[at : at + length]
        at += length
