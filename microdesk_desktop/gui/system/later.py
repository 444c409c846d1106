"""Calls something later on the main thread, unless its owner is gone by then."""

import weakref
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

_WAITING = "_called_later"


@dataclass(eq=False)
class _Held:
    """What is to be called; it lives in its owner, and goes with it."""

    act: Callable[[], object]


def call_later(owner: QObject, delay_ms: int, act: Callable[[], object]) -> None:
    """Call `act` once after a delay, 0 for as soon as what is under way has ended; never if the owner is destroyed.

    WORKAROUND: PySide6 6.11 never lets go of what `QTimer.singleShot` was given where its context is destroyed first:
    a page of a locked vault would stay in memory, with all that it holds. It is given references that keep nothing.
    """
    held = _Held(act)
    vars(owner).setdefault(_WAITING, set()).add(held)
    whose, what = weakref.ref(owner), weakref.ref(held)
    QTimer.singleShot(delay_ms, owner, lambda: _call(whose(), what()))


def _call(owner: QObject | None, held: _Held | None) -> None:
    if owner is None or held is None:
        return
    vars(owner)[_WAITING].discard(held)
    held.act()
