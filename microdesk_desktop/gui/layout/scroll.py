"""A vertical scroll area that never squeezes its content."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.tokens import SMALL


class Scroll(QScrollArea):
    """Shows `inside` at the width of the area and at its own height."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # WORKAROUND: Qt 6.11 asks for the height before texts that wrap have been laid out anew.
            call_later(self, 0, self._fit)
        return super().viewportEvent(event)

    def _fit(self) -> None:
        self.event(QEvent(QEvent.Type.LayoutRequest))


def bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever the widget stands in until it is in sight; Qt does so only for the keys that it handles."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, SMALL)
        above = above.parentWidget()
