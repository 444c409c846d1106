"""Segmented control: a choice among two to four values, as joined buttons of which one is pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from microdesk_desktop.gui.theme.apply import MEDIUM, font
from microdesk_desktop.gui.theme.tokens import BODY, TIGHT


class Choice(QWidget):
    """`chosen` carries the value; arrows move between the buttons."""

    chosen = Signal(object)

    def __init__(self, name: str, values: Sequence[tuple[object, str]], current: object) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[object, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        for value, words in values:
            button = QPushButton(words)
            button.setProperty("look", "choice")
            button.setFont(font(BODY, MEDIUM))
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a screen reader presents the group as radio buttons
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name} : {words}")
            button.setChecked(value == current)
            button.clicked.connect(lambda _, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            layout.addWidget(button)

    def choose(self, value: object) -> None:
        """Press the button of this value; `chosen` is not emitted."""
        self._buttons[value].setChecked(True)
