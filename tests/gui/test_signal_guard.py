"""Emitting a signal keeps Python's constants alive.

PySide6 6.12.0 on CPython 3.11 loses a reference to `True` at each `Signal.emit()` and aborts near the 570th.
"""

import sys

from PySide6.QtCore import QObject, Signal


class _Sender(QObject):
    sent = Signal(object)


def test_emitting_loses_no_reference(qapp):
    sender, values = _Sender(), []
    sender.sent.connect(values.append)
    constants = (True, False, None)
    before = [sys.getrefcount(constant) for constant in constants]
    for _ in range(2_000):
        sender.sent.emit("value")
    after = [sys.getrefcount(constant) for constant in constants]
    assert len(values) == 2_000
    assert all(abs(now - then) < 100 for now, then in zip(after, before, strict=True))
