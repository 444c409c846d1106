"""Read the sheets of a spreadsheet in a process of its own, which may run out of memory or be stopped at any time."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.worker_option import WORKER_OPTION
from microdesk_desktop.base.jobs import Job

_ROOT = Path(__file__).parents[4]
_START = "import sys; sys.path.append(sys.argv[1]); from {module} import main; sys.exit(main())"
_MODULE = "microdesk_desktop.base.files.containers.workbook_worker"


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
    with _start_worker() as worker:
        unregister = job.on_cancel(worker.kill)
        try:
            answer, _ = worker.communicate(data)
        finally:
            unregister()
            worker.kill()
    job.checkpoint()
    if worker.returncode != 0:
        # A fault of the library ends in an exception; a limit of the process, or refused memory, kills it.
        has_raised = worker.returncode == 1
        raise KnownError(ErrorCode.FILE_UNREADABLE if has_raised else ErrorCode.FILE_TOO_LARGE)
    return answer


def _start_worker() -> subprocess.Popen[bytes]:
    """The worker, without a console, in a session of its own: Ctrl+C in the terminal reaches this process alone."""
    try:
        return subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        raise KnownError(ErrorCode.OUT_OF_MEMORY) from None


def _command() -> Sequence[str]:
    if hasattr(sys, "frozen"):
        return (sys.executable, WORKER_OPTION)
    return (sys.executable, "-P", "-c", _START.format(module=_MODULE), str(_ROOT))


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
