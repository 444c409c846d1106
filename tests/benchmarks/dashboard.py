"""The figures of the dashboard over 100,000 payments, beside one sum over the same payments in plain SQL."""

from datetime import timedelta

from microdesk_desktop.domain.spans import month_of
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.views.dashboard.figures import load_dashboard
from tests.benchmarks.figures import Figure
from tests.benchmarks.sample_vault import opened_vault
from tests.benchmarks.timing import compared, cpu_seconds, in_turns

PAYMENTS = 100_000
REPEATS = 5
# Three scans of the payments and the records, what is left of each document, the sums of twelve months, the ceilings.
BOUND = 4.0


def measure() -> list[Figure]:
    """Reading all that the dashboard shows."""
    with opened_vault(0) as session:
        session.write(_add_payments)
        times = in_turns(
            lambda: cpu_seconds(lambda: session.read(_plain_sum)), lambda: cpu_seconds(lambda: _load(session)), REPEATS
        )
    return [compared("dashboard, every figure read", "one plain sum over the payments", BOUND, times)]


def _load(session: Session) -> None:
    today = session.clock.today()
    before = month_of(month_of(today).since - timedelta(days=1))
    session.read(lambda reader: load_dashboard(reader, today, before))


def _plain_sum(reader: Reader) -> object:
    return reader.all("SELECT paid_on, sum(amount_cents) FROM payment GROUP BY 1")


def _add_payments(writer: Writer) -> None:
    """Many small payments of every document, over seven years."""
    writer.run(
        "WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < ?),"
        " numbered AS"
        " (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total FROM document)"
        " INSERT INTO payment (target_id, paid_on, amount_cents)"
        " SELECT numbered.id, date('now', '-' || (n % 2500) || ' days'), 100 FROM counted"
        " JOIN numbered ON numbered.place = n % numbered.total",
        (PAYMENTS - 1,),
    )
