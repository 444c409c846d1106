"""Imports what the window shows once the vault is open, while the user types the passphrase.

PySide6 is not thread-safe while it creates the Python class of a Qt type or a subclass of one: a main thread that uses
Qt meanwhile may end the process. So a worker thread imports only what knows nothing of Qt.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from PySide6.QtCore import QObject, QTimer

from microdesk_desktop.gui.system.qt_classes import classes_by_step

PROGRAM = "microdesk_desktop"
WITHOUT_QT = ("views", "operations")
"""What the pages import beside Qt: nearly all of it, and through it the layers beneath."""
WITH_QT = ("gui.forms", "gui.layout", "gui.table", "gui.widgets", "gui.window", "pages")
LEFT_OUT = ("pages.start", "pages.dashboard.chart")
"""What is shown without a vault, and what loads pyqtgraph, which the first figures do."""


def import_without_qt() -> None:
    """Import what the pages need and needs no Qt; half a second of work, for a worker thread."""
    for package in WITHOUT_QT:
        for name in _modules(package):
            import_module(name)


class PageImports(QObject):
    """Creates Qt's classes and imports the pages on the main thread, one whenever it is idle.

    A module takes some milliseconds.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = _steps()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin, or go on; it ends with the page that it belongs to."""
        self._timer.start(0)

    @property
    def is_active(self) -> bool:
        """Whether something is left to import, after `start`."""
        return self._timer.isActive()

    def _go_on(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()


def _steps() -> Iterator[None]:
    yield from classes_by_step()
    for name in _pages():
        import_module(name)
        yield


def _pages() -> Iterator[str]:
    left_out = tuple(f"{PROGRAM}.{name}" for name in LEFT_OUT)
    for package in WITH_QT:
        yield from (name for name in _modules(package) if not name.startswith(left_out))


def _modules(package: str) -> Iterator[str]:
    name = f"{PROGRAM}.{package}"
    return (found.name for found in walk_packages(import_module(name).__path__, f"{name}."))
