"""Picture the first page of a received PDF, in a process of its own."""

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.worker import Worker, run_worker
from microdesk_desktop.base.process.worker_options import SHOW_PAGE

_WORKER = Worker(module="microdesk_desktop.documents.received.picture_worker", option=SHOW_PAGE)
_WITHIN_S = 10.0


def first_page(pdf: bytes, job: Job) -> bytes | None:
    """The first page as a PNG; None where it cannot be pictured. Raises Cancelled."""
    ended = run_worker(_WORKER, pdf, job, within=_WITHIN_S)
    return ended.answer if ended.code == 0 and ended.answer else None
