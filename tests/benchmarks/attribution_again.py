"""What a sync of 50 rows on 10,000 costs the engine, against looking at every undecided transaction again."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.bank.transactions import merge_rows
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import compared, cpu_seconds, in_turns
from tests.benchmarks.sample_vault import LABELS, opened_vault
from tests.support.accounts import account_of

ROWS, SYNCED = 10_000, 50
REPEATS = 3
BOUND = 0.1  # ten times faster


def measure() -> list[Figure]:
    """The run after each sync, and the run after a changed rule, which concerns every transaction."""
    with opened_vault(0) as session:
        today, rows = SystemClock().today(), iter(range(10**9))
        _add(session, ROWS, rows, today)
        run_attribution(session, Job())

        def after_sync() -> float:
            _add(session, SYNCED, rows, today)
            return cpu_seconds(lambda: run_attribution(session, Job()))

        def after_rule() -> float:
            session.write(lambda writer: save_rule(writer, _rule(next(rows))))
            return cpu_seconds(lambda: run_attribution(session, Job()))

        times = in_turns(after_rule, after_sync, REPEATS)
    return [compared("attribution of 50 new rows on 10,000", "looking at all that is undecided", BOUND, times)]


def _add(session: Session, count: int, numbers: Iterator[int], today: date) -> None:
    """So many new transactions; those of the first thousands cite an invoice of the vault."""
    rows = [
        BankRow(None, today - timedelta(days=n % 88), 5_000 + n, "EUR", LABELS[n % len(LABELS)].format(n=n))
        for n in islice(numbers, count)
    ]
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))


def _rule(number: int) -> Rule:
    """A rule that no label meets."""
    return Rule(id=0, name=f"mesure {number}", words=f"MESURE {number}", direction=0, action=RuleAction.IGNORE)
