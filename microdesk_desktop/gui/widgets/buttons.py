"""Buttons by emphasis: one primary per page, the rest plain."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QPushButton

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.theme.apply import MEDIUM, SEMIBOLD, font, roles
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, CONTROL_RADIUS, WIDE

Act = Callable[[], object]
RING, RING_INSET = 1.5, 3
_RINGS = {"primary": "on_accent", "destroying": "panel"}
"""The colour of the ring by the look, which is that of the text."""


def primary(text: str, act: Act) -> QPushButton:
    """The next action of the page; at most one in sight."""
    return _button(text, act, "primary")


def plain(text: str, act: Act) -> QPushButton:
    """Any other action."""
    return _button(text, act, "plain")


def danger(text: str, act: Act) -> QPushButton:
    """An action that destroys data, after a confirmation."""
    return _button(text, act, "danger")


def destroying(text: str, act: Act) -> QPushButton:
    """The button of a confirmation after which data are gone."""
    return _button(text, act, "destroying")


def link(text: str, act: Act) -> QPushButton:
    """An inline action inside a text or a card, styled as a link."""
    made = _button(text, act, "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def bare(icon_name: str, text: str, act: Act) -> QPushButton:
    """An icon alone; `text` is its name and its tool tip."""
    made = _button("", act, "bare")
    made.setIcon(icon(icon_name))
    made.setIconSize(icon_size())
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made


def keyed(text: str, act: Act, key: str, *, is_primary: bool = False) -> "KeyedButton":
    """A button with its key at the right, such as « Entrée »; the key is not part of its name."""
    return KeyedButton(text, act, key, is_primary=is_primary)


class FilledButton(QPushButton):
    """A button in a colour of its own: a ring inside shows the focus, as no edge would be seen beside the colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("look") in _RINGS:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(getattr(roles(), _RINGS[self.property("look")])), RING))
            place = QRectF(self.rect()).adjusted(RING_INSET, RING_INSET, -RING_INSET, -RING_INSET)
            painter.drawRoundedRect(place, CONTROL_RADIUS - RING_INSET, CONTROL_RADIUS - RING_INSET)
            painter.end()


class KeyedButton(FilledButton):
    """The text at the left, the key at the right; a screen reader gets the key as the description."""

    def __init__(self, text: str, act: Act, key: str, *, is_primary: bool) -> None:
        super().__init__(text)
        self._key = key
        self._ink = "on_accent" if is_primary else "text_muted"
        self._key_font = font(CAPTION, MEDIUM)
        self.setObjectName(_name_of(act))
        self.setProperty("look", "primary" if is_primary else "plain")
        self.setProperty("keyed", True)
        self.setFont(font(BODY, SEMIBOLD if is_primary else MEDIUM))
        self.setAutoDefault(False)
        if key:
            self.setAccessibleDescription(tr("Touche {key}").format(key=key))
            self.setToolTip(tr("Touche {key}").format(key=key))
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + WIDE + QFontMetrics(self._key_font).horizontalAdvance(self._key), size.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._key_font)
        painter.setPen(QColor(getattr(roles(), self._ink)))
        place = self.rect().adjusted(0, 0, -WIDE, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)
        painter.end()


def click_focused(event: QKeyEvent) -> bool:
    """Click the button that has the focus when the key is Enter, and return whether there was one.

    Qt does so by itself on some desktops only. What is chosen among several, as a chip is, answers to Space. A key
    that is held down clicks once.
    """
    focused = QApplication.focusWidget()
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not is_enter or not isinstance(focused, QPushButton) or focused.isCheckable():
        return False
    if not event.isAutoRepeat():
        focused.click()
    return True


def literal(text: str) -> str:
    """A text from outside for a button or a menu: no shortcut letter after an « & », nothing invisible."""
    return visible(text).replace("&", "&&")


def _name_of(act: Act) -> str:
    """The name of the method that the button calls, by which a test finds it whatever its words; empty for a lambda."""
    name = getattr(act, "__name__", "")
    return name if name.isidentifier() else ""


def _button(text: str, act: Act, look: str) -> QPushButton:
    made = FilledButton(text) if look in _RINGS else QPushButton(text)
    made.setObjectName(_name_of(act))
    made.setProperty("look", look)
    made.setFont(font(BODY, SEMIBOLD if look in ("primary", "link") else MEDIUM))
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    return made
