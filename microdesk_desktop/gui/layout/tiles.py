"""Widgets of one width, as many of them beside one another as the width of the page allows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.gui.widgets.wrapping import is_put_away


class Tiles(Fitted, QWidget):
    """Each gets at least `least` pixels for text of the usual size, or the whole width below that.

    Those of a line have one height, unless they are `at_top`, and `gap` pixels between them.
    """

    def __init__(self, *widgets: QWidget, least: int, at_top: bool = False, gap: int = MIDDLE) -> None:
        super().__init__()
        self._widgets = widgets
        self._least = least
        self._gap = gap
        self._side = Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag(0)
        self._arrangement: tuple[int, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(MIDDLE)
        self._grid.setHorizontalSpacing(gap)
        self._arrange(len(widgets))

    def minimumSizeHint(self) -> QSize:
        """The width of the widest: they may stand below one another."""
        widest = max((each.minimumSizeHint().width() for each in self._shown()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def _shown(self) -> list[QWidget]:
        return [each for each in self._widgets if not is_put_away(each)]

    def fit(self) -> None:
        number = len(self._shown())
        most = max(1, (self.width() + self._gap) // (scaled(self._least) + self._gap))
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
