"""Widgets that arrange what is in them by the room they have and the room it needs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

# Only for the checks: it stands before any class of Qt, as in `class Card(Fitted, QFrame)`.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Fitted(_Widget):
    """Calls `fit` whenever the size of the widget has changed, or what its content needs."""

    def fit(self) -> None:
        """Arrange the content. Must leave what is right already: Qt would lay out without end."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.fit()
        return super().event(event)
