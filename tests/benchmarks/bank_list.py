"""How the window holds with 100,000 transactions, and while 10,000 arrive, beside plain SQL and a bare table."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.sandbox.accounts import SandboxAccount, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.processes import ask_probe
from tests.benchmarks.measures.timing import Times, compared
from tests.benchmarks.sample_vault import BANK, IBAN, LABELS, make_vault

ROWS, SYNCED = 100_000, 10_000
REPEATS = 3
# name of the measure in `window/list.py`: (name of the figure, bound, floor)
FIGURES: Mapping[str, tuple[str, float, str]] = {
    "read": ("list of 100,000, reads of opening", 3.0, "counts, months and one screen by plain SQL"),
    "open": ("list of 100,000, opened and painted", 3.0, "the same in a bare table"),
    # With the page built and its modules imported; no reading can hide in it, see the text that opening brings.
    "first": ("list of 100,000, first opening, painted", 8.0, "the same in a bare table"),
    "key": ("key stroke in the search, p95", 0.5, "reading and scanning every label, with counts"),
    "frame": ("scrolled frame", 2.0, "the same frame of a bare table"),
}
FLOORS = {"first": "open"}  # for what has no floor of its own
# Opening brings a screen and what stands above it into Python, never the ids of all rows (600,000 characters).
CHARACTERS_BOUND = 10.0
MEMORY_BOUND = 4.0  # what the window took in November 2026
SILENCE_BOUND = 3.0


def measure() -> list[Figure]:
    """Opening, searching, scrolling, memory, and the main thread during a sync."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        make_vault(small, 0)
        make_vault(large, ROWS)
        runs = [ask_probe("list", str(large)) for _ in range(REPEATS)]
        return [*_timed(runs), _characters(runs), _memory(large), _silence(small)]


def _timed(runs: Sequence[Mapping[str, float]]) -> list[Figure]:
    return [compared(name, floor, bound, _times(runs, key)) for key, (name, bound, floor) in FIGURES.items()]


def _times(runs: Sequence[Mapping[str, float]], key: str) -> tuple[Times, Times]:
    floor = f"floor_{FLOORS.get(key, key)}"
    return Times([run[floor] for run in runs]), Times([run[key] for run in runs])


def _characters(runs: Sequence[Mapping[str, float]]) -> Figure:
    brought, floor = runs[0]["characters"], runs[0]["floor_characters"]
    return Figure(
        name="list of 100,000, text that opening brings",
        value=brought / floor,
        bound=CHARACTERS_BOUND,
        floor="counts, months and one screen",
        raw={"characters": brought, "floor_characters": floor},
    )


def _memory(large: Path) -> Figure:
    held, bare = ask_probe("memory", str(large))["megabytes"], ask_probe("bare")["megabytes"]
    return Figure(
        name="window with 100,000, resident memory",
        value=held / bare,
        bound=MEMORY_BOUND,
        floor="a bare PySide6 window",
        raw={"megabytes": held, "floor_megabytes": bare},
    )


def _silence(profile: Path) -> Figure:
    """The longest time without a turn of the event loop while rows arrive and are attributed."""
    today = SystemClock().today()
    account = SandboxAccount(iban=IBAN, owner="Jeanne Martin")
    account.booked += [
        transaction(today - timedelta(days=number % 88), 5_000 + number, LABELS[number % len(LABELS)].format(n=number))
        for number in range(SYNCED)
    ]
    with SandboxBank() as bank:
        bank.open_account(BANK, account)
        found = ask_probe("sync", str(profile), bank.base_url, json.dumps(bank.secrets))
    return Figure(
        name="main thread silent while 10,000 sync, p99",
        value=found["p99"] / found["floor_p99"],
        bound=SILENCE_BOUND,
        floor="an empty loop beside a busy thread",
        raw=found,
    )
