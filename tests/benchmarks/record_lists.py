"""How the lists of records hold with 20,000 rows, 5,000 of clients, beside plain SQL over the same rows."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.processes import ask_probe
from tests.benchmarks.measures.timing import Times, compared
from tests.benchmarks.sample_vault import make_records_vault

LISTS = ("invoices", "clients", "receipts", "expenses")
REPEATS = 3
# name of the measure in `window/records.py`: (name of the figure, bound, floor). The floor of a key stroke reads and
# folds every text, as a list would that kept nothing in memory.
FIGURES: Mapping[str, tuple[str, float, str]] = {
    "open": ("opened and painted", 16.0, "the same rows by plain SQL"),
    "main": ("opening, the main thread", 3.0, "the same rows by plain SQL"),
    "key": ("key stroke, p95", 0.5, "reading and scanning every text"),
}


def measure() -> list[Figure]:
    """Opening each list after a change, and a key stroke in its search."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile")
        make_records_vault(profile)
        runs = [ask_probe("records", str(profile)) for _ in range(REPEATS)]
    return [
        compared(
            f"list of {name}, {words}",
            floor,
            bound,
            (
                Times([run[f"floor_{measure}_{name}"] for run in runs]),
                Times([run[f"{measure}_{name}"] for run in runs]),
            ),
        )
        for name in LISTS
        for measure, (words, bound, floor) in FIGURES.items()
    ]
