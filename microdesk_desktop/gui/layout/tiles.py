"""Widgets of one width, as many of them beside one another as the width of the page allows."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets.wrapping import is_put_away


class Tiles(QWidget):
    """Each gets at least `least` pixels for text of the usual size, or the whole width below that.

    Those of a line have one height, unless they are `at_top`.
    """

    def __init__(self, *widgets: QWidget, least: int, at_top: bool = False) -> None:
        super().__init__()
        self._widgets = widgets
        self._least = least
        self._side = Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag(0)
        self._arrangement: tuple[int, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(MIDDLE)
        self._arrange(len(widgets))

    def minimumSizeHint(self) -> QSize:
        """The width of the widest: they may stand below one another."""
        widest = max((each.minimumSizeHint().width() for each in self._shown()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [each for each in self._widgets if not is_put_away(each)]

    def _fit(self) -> None:
        number = len(self._shown())
        most = max(1, (self.width() + MIDDLE) // (scaled(self._least) + MIDDLE))
        if number:
            lines = -(-number // most)
            self._arrange(-(-number // lines))

    def _arrange(self, across: int) -> None:
        """Put the widgets in sight into lines of so many."""
        shown = self._shown()
        arrangement = (across, *(self._widgets.index(each) for each in shown))
        if arrangement == self._arrangement:
            return
        self._arrangement = arrangement
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for place, widget in enumerate(shown):
            self._grid.addWidget(widget, place // across, place % across, self._side)
        for column in range(len(self._widgets)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
