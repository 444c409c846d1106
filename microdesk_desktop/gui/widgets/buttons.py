"""Buttons by emphasis: one primary per page, the rest plain."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.gui.theme.apply import MEDIUM, SEMIBOLD, font
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import BODY

Act = Callable[[], object]
ICON = QSize(16, 16)


def primary(text: str, act: Act) -> QPushButton:
    """The next action of the page; at most one in sight."""
    return _button(text, act, "primary")


def plain(text: str, act: Act) -> QPushButton:
    """Any other action."""
    return _button(text, act, "plain")


def danger(text: str, act: Act) -> QPushButton:
    """An action that destroys data, after a confirmation."""
    return _button(text, act, "danger")


def link(text: str, act: Act) -> QPushButton:
    """An inline action inside a text or a card, styled as a link."""
    made = _button(text, act, "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def bare(icon_name: str, text: str, act: Act) -> QPushButton:
    """An icon alone; `text` is its name and its tool tip."""
    made = _button("", act, "bare")
    made.setIcon(icon(icon_name))
    made.setIconSize(ICON)
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made


def _name_of(act: Act) -> str:
    """The name of the method that the button calls, by which a test finds it whatever its words; empty for a lambda."""
    name = getattr(act, "__name__", "")
    return name if name.isidentifier() else ""


def _button(text: str, act: Act, look: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(_name_of(act))
    made.setProperty("look", look)
    made.setFont(font(BODY, SEMIBOLD if look in ("primary", "link") else MEDIUM))
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    return made
