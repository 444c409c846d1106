"""How fast this machine computes, so that a bound in processor time says the same on a slower one."""

import json
import time
from statistics import median

REFERENCE_S = 0.003
"""Processor time of `_work` where the bounds of the tests were chosen: one core of a server, otherwise idle."""
_ROUNDS = 9
_ROWS = [{"number": number, "label": f"{number}" * 3, "parts": [number, {"none": None}]} for number in range(400)]


def slowness() -> float:
    """How many times longer than there the same work takes here and now; 1 at least."""
    return max(1.0, median(_work() for _ in range(_ROUNDS)) / REFERENCE_S)


def _work() -> float:
    """The seconds of some calls into C and some steps of the interpreter."""
    started = time.thread_time()
    for _ in range(4):
        rows = json.loads(json.dumps(_ROWS))
        rows.sort(key=lambda row: row["label"])
        sum(len(row["parts"]) for row in rows for _ in range(5))
    return time.thread_time() - started
