"""How the window feels: start, a list of 100,000 transactions, and the main thread while 10,000 arrive.

Each figure is measured in a process of its own, `window_probe.py`; milliseconds, megabytes, and for the start a
multiple of a bare PySide6 window in the same run.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.sandbox.accounts import SandboxAccount, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from tests.benchmarks.window_data import BANK, IBAN, LABELS, make_vault

BOUNDS = {
    "start_ratio": 3.0,
    "open_ms": 150.0,
    "key_p95_ms": 50.0,
    "scroll_p95_ms": 16.0,
    "sync_block_ms": 50.0,
    "memory_mb": 200.0,
}
STARTS = 7
ROWS, SYNCED = 100_000, 10_000


def measure() -> Mapping[str, float]:
    """Every figure of the window."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        make_vault(small, 0)
        make_vault(large, ROWS)
        return {**_start(small), **_probe("list", str(large)), **_sync(small)}


def _start(profile: Path) -> Mapping[str, float]:
    bare, ours = [], []
    for _ in range(STARTS):
        bare.append(_probe("bare")["s"])
        ours.append(_probe("unlock", str(profile))["s"])
    return {
        "bare_s": statistics.median(bare),
        "unlock_s": statistics.median(ours),
        "start_ratio": statistics.median(ours) / statistics.median(bare),
    }


def _sync(profile: Path) -> Mapping[str, float]:
    today = SystemClock().today()
    account = SandboxAccount(iban=IBAN, owner="Jeanne Martin")
    account.booked += [
        transaction(today - timedelta(days=number % 88), 5_000 + number, LABELS[number % len(LABELS)].format(n=number))
        for number in range(SYNCED)
    ]
    with SandboxBank() as bank:
        bank.open_account(BANK, account)
        return _probe("sync", str(profile), bank.base_url, json.dumps(bank.secrets))


def _probe(*words: str) -> Mapping[str, float]:
    """What one probe tells, in a process of its own."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "fr_FR.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window_probe", *words],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
