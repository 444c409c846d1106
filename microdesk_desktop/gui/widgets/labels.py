"""Labels by role, always plain text, so that a bank's label or a client's name is never rendered as HTML."""

from html import escape
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.text import visible, visible_lines
from microdesk_desktop.gui.accessible_roles import HEADING, mark
from microdesk_desktop.gui.theme.apply import BOLD, MEDIUM, REGULAR, SEMIBOLD, font, monospaced, roles
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, FIGURE, LEAD, TITLE

W = TypeVar("W", bound=QWidget)
BY_OTHERS = "is_by_others"
"""The property of what `by_others` marks: the rules of French typography are not for it."""
_MEASURED = 1_000
"""Characters that are measured of a text that is cut to its width: no line shows more."""


def title(text: str) -> QLabel:
    """The name of a page, cut to the width that is left."""
    return _Elided(text, font(TITLE, BOLD), "", role=HEADING)


def heading(text: str) -> QLabel:
    """The name of a card or a group."""
    return _heading(text, BODY, SEMIBOLD)


def lead(text: str) -> QLabel:
    """The first sentence of an empty state, a step or a sheet."""
    return _heading(text, LEAD, SEMIBOLD, wraps=True)


def body(text: str) -> QLabel:
    """Running text; it wraps."""
    return _label(text, BODY, REGULAR, wraps=True)


def muted(text: str, *, wraps: bool = True) -> QLabel:
    """Secondary text."""
    return _label(text, BODY, REGULAR, look="muted", wraps=wraps)


def caption(text: str, *, wraps: bool = False) -> QLabel:
    """Small secondary text, such as the caption of a figure or field."""
    return _label(text, CAPTION, REGULAR, look="muted", wraps=wraps)


def error(text: str = "") -> QLabel:
    """The error of the field above."""
    return _label(text, CAPTION, MEDIUM, look="error", wraps=True)


def elided(text: str, *, is_caption: bool = False) -> QLabel:
    """One line of any length, such as the name of a file: it takes the width that is left, and is cut there."""
    return _Elided(text, font(CAPTION, REGULAR) if is_caption else font(BODY, SEMIBOLD), "muted" if is_caption else "")


def muted_line(text: str) -> QLabel:
    """Secondary text on one line, cut to the width that is left."""
    return _Elided(text, font(BODY, REGULAR), "muted")


def figure(text: str) -> QLabel:
    """The number that a card shows."""
    return _label(text, FIGURE, SEMIBOLD, tabular=True)


def amount(text: str, tone: Tone = Tone.PLAIN, size: int = BODY) -> QLabel:
    """An amount in tabular figures, right-aligned, never truncated."""
    made = _label(text, size, SEMIBOLD, tabular=True)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    set_tone(made, tone)
    return made


def section(text: str) -> QLabel:
    """The name of a group of entries, in capitals."""
    made = _label(text, CAPTION, MEDIUM, look="muted")
    made.setFont(in_capitals(made.font()))
    return made


def in_capitals(typeface: QFont) -> QFont:
    """The typeface in capitals, which need a little more room between them."""
    made = QFont(typeface)
    made.setCapitalization(QFont.Capitalization.AllUppercase)
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    return made


def brand(size: int = 16) -> tuple[QLabel, QLabel]:
    """The program's name, in its two colours."""
    return _label("Micro", size, BOLD), _label("Desk", size, BOLD, look="accent")


def secret(text: str) -> QLabel:
    """A key or address to read or copy: large and selectable."""
    made = _label(text, LEAD, SEMIBOLD, tabular=True, wraps=True)
    made.setFont(monospaced(LEAD))
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def plain_tip(text: str) -> str:
    """A tool tip that shows the text as it is written: Qt takes one that looks like HTML for it."""
    return f"<span>{escape(text)}</span>" if text else ""


def picture(name: str, image: QImage | None = None, ratio: float = 1.0) -> QLabel:
    """A picture by its name for a screen reader; `ratio` is that of the screen's pixels for which it was made."""
    made = _label("", BODY, REGULAR, wraps=True)
    made.setAccessibleName(name)
    if image is not None:
        show_picture(made, image, ratio)
    return made


def show_picture(label: QLabel, image: QImage, ratio: float) -> None:
    """Show another picture, with an edge: white paper on a white card would not be seen."""
    shown = QPixmap.fromImage(image)
    painter = QPainter(shown)
    painter.setPen(QColor(roles().line))
    painter.drawRect(shown.rect().adjusted(0, 0, -1, -1))
    painter.end()
    shown.setDevicePixelRatio(ratio)
    label.setPixmap(shown)


def by_others(widget: W) -> W:
    """Mark a widget whose words others wrote, such as a subject or a file's name: they are shown as they were sent."""
    widget.setProperty(BY_OTHERS, True)
    return widget


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Set the tone of a label, a chip, or a banner with what it holds."""
    if widget.property("tone") != tone.value:
        restyle(widget, "tone", tone.value)
        for inner in widget.findChildren(QWidget):  # Qt keeps the style of a widget when that of its parent changes
            inner.style().unpolish(inner)
            inner.style().polish(inner)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet selects on, and apply the stylesheet again where it was applied already."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class _Label(QLabel):
    """A label that writes as escapes what would be invisible or turn the text around: names come from outside."""

    def setText(self, text: str) -> None:
        super().setText(visible_lines(text))


class _Heading(_Label):
    """A label that a screen reader presents as a heading."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, HEADING)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(self.text())


class _Elided(_Label):
    """Cut at the end, with the whole text as its tool tip and for a screen reader."""

    _whole = ""

    def __init__(self, text: str, typeface: QFont, look: str, *, role: str = "") -> None:
        super().__init__()
        if role:
            mark(self, role)  # before its name, with which Qt would keep the role of a label
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(typeface)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = visible(text)
        self.setAccessibleName(self._whole)
        self._cut()

    def sizeHint(self) -> QSize:
        """The size of the whole text on its line."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole[:_MEASURED]), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole[:_MEASURED], Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)
        self.setToolTip(plain_tip(self._whole[:_MEASURED] if shown != self._whole else ""))


def _label(
    text: str, size: int, weight: QFont.Weight, *, look: str = "", wraps: bool = False, tabular: bool = False
) -> QLabel:
    return _filled(_Label(), text, font(size, weight, tabular=tabular), look=look, wraps=wraps)


def _heading(text: str, size: int, weight: QFont.Weight, *, wraps: bool = False) -> QLabel:
    return _filled(_Heading(), text, font(size, weight), wraps=wraps)


def _filled(made: _Label, text: str, typeface: QFont, *, look: str = "", wraps: bool = False) -> QLabel:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(typeface)
    made.setWordWrap(wraps)
    if look:
        made.setProperty("look", look)
    return made
