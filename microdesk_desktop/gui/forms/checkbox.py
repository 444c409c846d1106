"""A check box with a text that may wrap, and an error below when it is required."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.apply import roles
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels

SIDE, RADIUS = 18, 4
RING = 1.5
"""The width of the frame around a box with the focus, which stands apart from the box: both may be of one colour."""


class CheckBox(QWidget):
    """A box, its text beside it, a hint or an error below."""

    toggled = Signal(bool)

    def __init__(self, text: str, *, checked: bool = False, hint: str = "") -> None:
        super().__init__()
        self._box = _Box()
        self._box.setChecked(checked)
        self._box.setAccessibleName(text)
        self._hint = hint
        self._note = labels.caption("", wraps=True)
        self._text = labels.body(text)
        self.setFocusProxy(self._box)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(SMALL)
        layout.setVerticalSpacing(TIGHT)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._box, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 0, 1)
        layout.addWidget(self._note, 1, 1)
        self.show_error("")
        self._box.toggled.connect(self._on_toggled)

    def is_checked(self) -> bool:
        """Whether the box is ticked."""
        return self._box.isChecked()

    def set_checked(self, checked: bool) -> None:
        """Tick the box or not."""
        self._box.setChecked(checked)

    def set_hint(self, text: str) -> None:
        """Show another hint, or none."""
        self._hint = text
        self.show_error("")

    def require(self, error: str) -> bool:
        """Whether the box is ticked; if not, it shows `error` and takes the focus."""
        if not self.is_checked():
            self.show_error(error)
            self._box.setFocus()
        return self.is_checked()

    def show_error(self, text: str) -> None:
        """Show an error, and announce it to screen readers; with an empty text the hint is shown again."""
        self._note.setText(text or self._hint)
        self._note.setVisible(bool(text or self._hint))
        labels.restyle(self._note, "look", "error" if text else "muted")
        self._box.setAccessibleDescription(text or self._hint)
        if text:
            screen_reader.announce(self, text)

    def _on_toggled(self, on: bool) -> None:
        self.show_error("")
        self.toggled.emit(on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.toggle()


class _Box(QCheckBox):
    """The box alone, custom-painted because a stylesheet cannot tint the tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(icon_size(SIDE))

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            place.adjust(RING + 1, RING + 1, -RING - 1, -RING - 1)
        filled, ink = (colours.accent, "on_accent") if self.isEnabled() else (colours.neutral_soft, "neutral")
        edge = filled if self.isChecked() and self.isEnabled() else colours.text_muted
        painter.setPen(QPen(QColor(edge), 1.2))
        painter.setBrush(QColor(filled if self.isChecked() else colours.panel))
        painter.drawRoundedRect(place, RADIUS - 1, RADIUS - 1)
        if self.isChecked():
            inset = 1 if self.hasFocus() else 2
            icon("check", ink).paint(painter, place.adjusted(inset, inset, -inset, -inset).toRect())
        painter.end()
