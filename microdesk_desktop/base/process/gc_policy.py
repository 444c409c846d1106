"""The thresholds of garbage collection: most values of this program are short-lived and without cycles."""

import gc

YOUNGEST = 200_000
"""Allocations between two collections of the youngest generation; Python's default is 700."""


def collect_rarely() -> None:
    """Raise the thresholds.

    Importing modules, and attributing a hundred thousand transactions, allocate many values without a cycle; with the
    defaults, a tenth of a start and a fifth of an attribution is garbage collection.
    """
    gc.set_threshold(YOUNGEST, 20, 20)
