"""Widgets in a row that goes on in the next line where the width does not suffice, like words in a text."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from microdesk_desktop.gui.theme.tokens import SMALL


class Wrapping(QWidget):
    """Its height is fixed to what its lines need. `at_bottom`: those of a line stand on its foot, not in its middle.

    It is no `QLayout` with a height for a width: Qt never shrinks what lies around one below its usual height.
    """

    def __init__(self, *widgets: QWidget, spacing: int = SMALL, at_bottom: bool = False) -> None:
        super().__init__()
        self._spacing = spacing
        self._at_bottom = at_bottom
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget after the others."""
        self._widgets.append(widget)
        was_put_away = is_put_away(widget)
        widget.setParent(self)
        widget.setVisible(not was_put_away)
        self._arrange()

    def remove(self, widget: QWidget) -> None:
        """Take a widget out; its owner deletes it."""
        self._widgets.remove(widget)
        widget.hide()
        self._arrange()

    def sizeHint(self) -> QSize:
        """The width of a single line, at the height of the present ones."""
        return QSize(self._width(self._shown()), self.height())

    def minimumSizeHint(self) -> QSize:
        """The width of the widest widget."""
        return QSize(max((_size(each).width() for each in self._shown()), default=0), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
            self.updateGeometry()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [each for each in self._widgets if not is_put_away(each)]

    def _width(self, widgets: Sequence[QWidget]) -> int:
        return sum(_size(each).width() for each in widgets) + self._spacing * max(0, len(widgets) - 1)

    def _arrange(self) -> None:
        top = 0
        for line in self._lines():
            height = max(_size(each).height() for each in line)
            left = 0
            for widget in line:
                size = _size(widget)
                above = (height - size.height()) // (1 if self._at_bottom else 2)
                widget.setGeometry(left, top + above, min(size.width(), self.width()), size.height())
                left += size.width() + self._spacing
            top += height + self._spacing
        self.setFixedHeight(max(0, top - self._spacing))

    def _lines(self) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        for widget in self._shown():
            if lines and self._width([*lines[-1], widget]) <= self.width():
                lines[-1].append(widget)
            else:
                lines.append([widget])
        return lines


def is_put_away(widget: QWidget) -> bool:
    """Whether the widget was hidden on purpose: one that has not been shown yet is hidden too."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _size(widget: QWidget) -> QSize:
    """The size at which a widget shows its text whole."""
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
