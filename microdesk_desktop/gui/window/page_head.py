"""The head of a page, of one height everywhere: the way back, the title, one line of state, and the buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.apply import BOLD, font, scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT, TITLE, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.menu_button import MoreButton

SUBTITLE_HEIGHT = 22
"""The height of the line below the title: that of a switcher, which may lead it."""


class Head(QWidget):
    """`back` is called by the arrow, which is hidden until `set_way_back` names where it leads."""

    def __init__(self, title: str, back: Callable[[], object]) -> None:
        super().__init__()
        self._title = labels.title(title)
        self._arrow = buttons.bare("arrow-left", tr("Retour"), back)
        self._arrow.setObjectName("back")
        self._arrow.hide()
        self.subtitle = labels.muted_line("")
        self._below = QHBoxLayout()
        self._below.setSpacing(SMALL)
        self._below.addWidget(self.subtitle, 1)
        self._more = MoreButton(tr("Plus d'actions"))
        self._more.set_commands(())
        self._actions = QHBoxLayout()
        self._actions.setSpacing(MIDDLE)
        self._actions.addWidget(self._more)
        self._lay_out()
        self.setFixedHeight(QFontMetrics(font(TITLE, BOLD)).height() + TIGHT + scaled(SUBTITLE_HEIGHT))

    def set_title(self, text: str) -> None:
        """Name what the page shows, such as the client, in place of the name of the page."""
        self._title.setText(text)

    def set_way_back(self, text: str) -> None:
        """Show the arrow with this name, or hide it when it is empty."""
        self._arrow.setVisible(bool(text))
        self._arrow.setAccessibleName(text)
        self._arrow.setToolTip(text)

    def lead_subtitle(self, widget: QWidget) -> None:
        """Put a control before the line under the title."""
        self._below.insertWidget(self._below.count() - 1, widget)

    def add_action(self, button: QPushButton) -> None:
        """Put a button at the right, before « ··· »."""
        self._actions.insertWidget(self._actions.count() - 1, button)

    def set_more(self, commands: Sequence[Command]) -> None:
        """Set what « ··· » offers; it is hidden while there is nothing."""
        self._more.set_commands(commands)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(self._title)
        texts.addLayout(self._below)
        texts.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(WIDE)
        layout.addWidget(self._arrow, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        layout.addLayout(self._actions)
