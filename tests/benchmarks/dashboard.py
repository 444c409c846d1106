"""The dashboard over 20,000 documents, receipts and expenses, beside plain sums of the same rows.

With 100,000 transactions beside them it is held to the bounds of their list: the page against one screen of the list.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

from microdesk_desktop.domain.calendar.spans import month_of
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.dashboard.figures import load_dashboard, with_usual
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.processes import ask_probe
from tests.benchmarks.measures.timing import Times, compared, cpu_seconds, in_turns
from tests.benchmarks.sample_vault import PASSPHRASE, make_records_vault

REPEATS = 5
# What is left of each document, by all that may settle it, takes half; then the sums of two years, and what is owed.
BOUND = 5.0
# What comes again is found by the days of each supplier; the page reads it after the figures.
BOUND_OF_USUAL = 6.0
ROWS, PROBES = 100_000, 3
BOUND_OF_LIST = 3.0


def measure() -> list[Figure]:
    """Reading all that the dashboard shows, then what its forecast adds; then the page beside a list of the bank."""
    with tempfile.TemporaryDirectory() as folder:
        profile, keyring = Path(folder, "profile"), MemoryKeyring()
        make_records_vault(profile)
        session = unlock(profile, PASSPHRASE, keyring=lambda: keyring)
        try:
            figures = [
                _compared(session, "dashboard, every figure read", BOUND, usual=False),
                _compared(session, "dashboard with the whole forecast", BOUND_OF_USUAL, usual=True),
            ]
        finally:
            session.close()
        with_bank = Path(folder, "bank")
        make_records_vault(with_bank, ROWS)
        return [*figures, *_beside_list(with_bank)]


def _beside_list(profile: Path) -> list[Figure]:
    runs = [ask_probe("dashboard", str(profile)) for _ in range(PROBES)]
    names = {
        "read": ("dashboard beside 100,000, every figure read", "counts, months and one screen by plain SQL"),
        "open": ("dashboard beside 100,000, opened and painted", "the same in a bare table"),
    }
    return [
        compared(
            name,
            floor,
            BOUND_OF_LIST,
            (Times([run[f"floor_{key}"] for run in runs]), Times([run[key] for run in runs])),
        )
        for key, (name, floor) in names.items()
    ]


def _compared(session: Session, name: str, bound: float, *, usual: bool) -> Figure:
    times = in_turns(
        lambda: cpu_seconds(lambda: session.read(_plain_sums)),
        lambda: cpu_seconds(lambda: _load(session, usual=usual)),
        REPEATS,
    )
    return compared(name, "one plain sum by day of each of the four tables", bound, times)


def _load(session: Session, *, usual: bool) -> None:
    today = session.clock.today()
    before = month_of(month_of(today).since - timedelta(days=1))
    shown = session.read(lambda reader: load_dashboard(reader, today, before))
    if usual:
        session.read(lambda reader: with_usual(reader, shown))


def _plain_sums(reader: Reader) -> object:
    return [
        reader.all(f"SELECT {on}, sum({cents}) FROM {table} GROUP BY 1")
        for table, on, cents in (
            ("payment", "paid_on", "amount_cents"),
            ("receipt", "received_on", "amount_cents"),
            ("expense", "spent_on", "amount_cents"),
            ("document", "issued_on", "incl_tax_cents"),
        )
    ]
