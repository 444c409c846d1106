"""How the time of a piece of work grows with the size of what it is given."""

from collections.abc import Callable

ROUNDS = (1, 3, 9)
"""Runs of both sizes by turns: a growth above the bound is measured anew, since a busy machine slows single runs."""


def growth(once: Callable[[], float], longer: Callable[[], float], *, noticeable_s: float, worst: float) -> float:
    """The least seconds of the longer work by those of the shorter, which counts as `noticeable_s` at least.

    Both run once and return their seconds, infinite where they were broken off; the first ratio that is not above
    `worst` is the answer.
    """
    ratio = float("inf")
    for rounds in ROUNDS:
        times = [(once(), longer()) for _ in range(rounds)]
        short, long = (min(column) for column in zip(*times, strict=True))
        ratio = long / max(short, noticeable_s) if short < float("inf") else float("inf")
        if ratio <= worst or ratio == float("inf"):
            break
    return ratio
