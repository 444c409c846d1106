"""Raise the thresholds of garbage collection: most values of this program are short-lived and without cycles."""

import gc

YOUNGEST = 200_000
"""Allocations between two collections of the youngest generation; Python's default is 700."""


def collect_rarely() -> None:
    """Exempt what is loaded from collection, and raise the thresholds.

    Attributing a hundred thousand transactions allocates millions of values without a cycle; with the defaults, a
    fifth of its time is garbage collection.
    """
    gc.freeze()
    gc.set_threshold(YOUNGEST, 20, 20)
