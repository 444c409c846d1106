"""Running text whose height is fixed to its lines, for a card among others that shrink."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from microdesk_desktop.gui.widgets.fitted import Fitted


class Paragraph(Fitted, QWidget):
    """A label that wraps, in a widget without a height for a width: see `Wrapping`. Empty, it takes no room."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it shows."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self._label.setText(text)
        if not (text and self.isWindow()):  # without a parent yet, it would flash as a window of its own
            self.setVisible(bool(text))
        self.fit()

    def sizeHint(self) -> QSize:
        """No width of its own, at the height of the present lines."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def fit(self) -> None:
        height = self._label.heightForWidth(self.width()) if self._label.text() else 0
        if height != self.height():
            self.setFixedHeight(height)
            self.updateGeometry()
        self._label.setGeometry(0, 0, self.width(), height)
