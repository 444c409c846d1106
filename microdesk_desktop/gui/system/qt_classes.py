"""Creates the Python classes of Qt's types on the main thread, before workers paint pictures with some of them.

PySide6 creates a class when its type is first asked for, and is not thread-safe while it does: creating an enumeration
runs Python code, which lets another thread ask for a type of the same module, and the process ends with a segmentation
fault. To create all of them at once takes 40 ms, which the unlock screen does not wait for.
"""

from collections.abc import Iterator

from PySide6 import QtCore, QtGui, QtWidgets

PARTS = (QtCore, QtGui, QtWidgets)
"""Workers use the first two; the third is created with them because its classes ask for theirs."""


def classes_by_step() -> Iterator[None]:
    """Create the classes that are not there yet, at most one at each step."""
    for part in PARTS:
        for name in dir(part):
            getattr(part, name)
            yield


def create_classes() -> None:
    """Create all classes that are not there yet; nearly nothing to do where the steps were all taken."""
    for _ in classes_by_step():
        pass
