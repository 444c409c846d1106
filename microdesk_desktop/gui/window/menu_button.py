"""Buttons that open a menu: « ··· » for the actions that a page seldom needs, and a choice among named things."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QStylePainter

from microdesk_desktop.gui.theme.apply import SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import BODY, MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets.buttons import literal
from microdesk_desktop.gui.window.commands import Command

CHEVRON = 14


class MoreButton(QPushButton):
    """« ··· », or another icon: opens a menu of commands with their shortcuts; hidden while there is none."""

    def __init__(self, name: str, icon_name: str = "ellipsis") -> None:
        super().__init__()
        self.setObjectName("more")
        self.setProperty("look", "more")
        self.setIcon(icon(icon_name))
        self.setIconSize(icon_size())
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAutoDefault(False)
        self._menu = _menu(self, name)
        self.setMenu(self._menu)

    def set_commands(self, commands: Sequence[Command]) -> None:
        """Replace what the menu offers."""
        self.fill(commands)
        self.setVisible(bool(commands))

    def fill(self, commands: Sequence[Command]) -> None:
        """As `set_commands`, for a button that is not in its window yet: it would be shown as a window of its own."""
        self._menu.clear()
        for command in commands:
            text = "\t".join(map(literal, filter(None, (command.text, command.shortcut))))
            action = self._menu.addAction(icon(command.icon), text)
            action.triggered.connect(lambda _=False, act=command.act: act())


class Switcher(QPushButton):
    """The name of what is in sight; its menu holds the others. `chosen` carries the value of the one chosen.

    `is_framed`: it stands among fields, and looks like one.
    """

    chosen = Signal(object)

    def __init__(self, name: str, *, is_framed: bool = False) -> None:
        super().__init__()
        self._name = name
        self._is_framed = is_framed
        self._edge = SMALL if is_framed else TIGHT
        self.setObjectName("switcher")
        self.setProperty("framed", is_framed)
        self.setProperty("look", "switcher")
        self.setFont(font(BODY, SEMIBOLD))
        self.setAutoDefault(False)
        self._chevron = icon("chevron-down")
        self._menu = _menu(self, name)
        self.setMenu(self._menu)
        self._group: QActionGroup | None = None
        self.setAccessibleName(name)

    def set_choices(self, choices: Sequence[tuple[Hashable, str, str]], current: Hashable) -> None:
        """Offer these values, each with its name and a detail at its right, and show which one is in sight."""
        self._menu.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self._menu)
        for value, text, detail in choices:
            action = QAction("\t".join(map(literal, filter(None, (text, detail)))), self._menu)
            action.setCheckable(True)
            action.setChecked(value == current)
            action.triggered.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addAction(action)
            self._menu.addAction(action)
        self.show_text(next((text for value, text, _ in choices if value == current), ""))

    def show_text(self, text: str) -> None:
        """Name what is in sight."""
        self.setText(literal(text))
        self.setAccessibleName(f"{self._name} : {text}")

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self._is_framed:
            return hint
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return QSize(max(hint.width(), MIDDLE + text - _beside_chevron() + 1), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self._is_framed:
            option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        if self._is_framed:  # Qt draws the text of a button with a menu at its very edge, whatever its padding
            place = self.rect().adjusted(MIDDLE, 0, _beside_chevron(), 0)
            sides = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
            painter.setPen(QColor(roles().text))
            shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, sides, shown)
        side = scaled(CHEVRON)
        self._chevron.paint(painter, self.width() - side - self._edge, (self.height() - side) // 2, side, side)
        painter.end()


def _beside_chevron() -> int:
    """Where the text of a framed switcher ends, from its right edge."""
    return -2 * SMALL - scaled(CHEVRON)


def _menu(owner: QPushButton, name: str) -> QMenu:
    made = QMenu(owner)
    made.setAccessibleName(name)
    made.setFont(font(BODY))
    return made
