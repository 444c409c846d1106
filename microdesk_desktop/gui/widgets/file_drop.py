"""Files that are dropped on one part of a page, where the rest of the window would import them."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Lets `target` take dropped files whose names all end with one of these suffixes; others go to the window.

    Without `suffixes` it takes any file. `can_take` is asked where the pointer is, in the coordinates of the target;
    `take` is given the files and the place.
    """

    def __init__(
        self,
        target: QWidget,
        suffixes: Collection[str] | None,
        can_take: Callable[[QPoint], bool],
        take: Callable[[Sequence[Path], QPoint], object],
    ) -> None:
        super().__init__(target)
        self._suffixes = suffixes
        self._can_take = can_take
        self._take = take
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return False
        paths = dropped_files(event.mimeData())
        suffixes = self._suffixes
        is_ours = bool(paths) and (suffixes is None or all(path.suffix.lower() in suffixes for path in paths))
        if not is_ours:
            event.ignore()
            return True
        place = event.position().toPoint()
        event.setAccepted(event.type() is QEvent.Type.DragEnter or self._can_take(place))
        if event.type() is QEvent.Type.Drop and event.isAccepted():
            self._take(paths, place)
        return True


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged or dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
