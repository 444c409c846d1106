"""Closes the window when the system or the terminal asks the program to end."""

import os
import signal
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget


def close_on_signals(window: QWidget) -> None:
    """Close the window on SIGTERM and SIGINT; Windows sends a close event by itself."""
    if sys.platform == "win32":
        return
    # Python handles signals only between two bytecode instructions, and Qt's loop runs none: the pipe wakes it.
    read, write = os.pipe()
    for end in (read, write):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(write)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda: os.read(read, 64))
    notifier.activated.connect(window.close)
