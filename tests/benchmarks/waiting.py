"""What waits among 100,000 transactions: its count and its queue, beside counting the transactions by status.

Among many sealed documents the count is held against adding up their payments: no sealed content is read for it.
"""

from collections.abc import Callable
from functools import partial

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.waiting.queue import count_by_page, load_queue
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import compared, cpu_seconds, in_turns
from tests.benchmarks.sample_vault import opened_vault
from tests.benchmarks.sealed_vault import sealed_vault

ROWS, SEALED = 100_000, 5_000
REPEATS = 15
# The count follows every change: it reads what is there once, and the turnover as the sums of its days.
COUNT_BOUND = 1.0
# 400 items in words, of 28,000 that wait: the page opens like one of the lists.
QUEUE_BOUND = 2.0
# The documents are looked through twice, for quotes and for what is late; reading their contents would take 300.
SEALED_BOUND = 3.0


def measure() -> list[Figure]:
    """The badge after each change, and opening the page."""
    with opened_vault(ROWS) as session:
        today = SystemClock().today()
        views = _count_plainly, partial(count_by_page, today=today), partial(load_queue, today=today)
        floor, count, queue = (partial(_seconds, session, view) for view in views)
        counted, listed = in_turns(floor, count, REPEATS), in_turns(floor, queue, REPEATS)
    with sealed_vault(SEALED) as session:
        of_sealed = in_turns(partial(_seconds, session, _sum_plainly), partial(_seconds, session, views[1]), REPEATS)
    return [
        compared("what waits, counted", "one count of the transactions by status", COUNT_BOUND, counted),
        compared("what waits, listed", "one count of the transactions by status", QUEUE_BOUND, listed),
        compared("what waits, counted, 5,000 sealed", "one plain sum over the payments", SEALED_BOUND, of_sealed),
    ]


def _count_plainly(reader: Reader) -> object:
    return reader.all("SELECT status, count(*) FROM bank_transaction GROUP BY status")


def _sum_plainly(reader: Reader) -> object:
    return reader.all(
        "SELECT paid_on, sum(amount_cents) FROM payment JOIN document ON document.id = target_id GROUP BY 1"
    )


def _seconds(session: Session, view: Callable[[Reader], object]) -> float:
    return cpu_seconds(lambda: session.read(view))
