"""How often Python looks for garbage: rarely, because what a command makes it soon drops or ends with."""

import gc

YOUNGEST = 200_000


def collect_rarely() -> None:
    """Take what exists as permanent, and look for cycles only after many allocations.

    Attributing a hundred thousand transactions allocates millions of values that make no cycle: by default, Python
    would spend a fifth of the time looking for one.
    """
    gc.freeze()
    gc.set_threshold(YOUNGEST, 20, 20)
