"""The head of a page, of one height everywhere: the way back, the title, one line of state, and the buttons."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import CONTROL_HEIGHT, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.menu_button import MoreButton

SUBTITLE_HEIGHT = 22
"""The height of the line below the title: that of a switcher, which may lead it."""
LEAST_TITLE = 200
"""The width that a title keeps beside the buttons, where it needs as much; with less they go below it."""


class Head(Fitted, QWidget):
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
        self._buttons = QWidget()
        self._actions = QHBoxLayout(self._buttons)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(MIDDLE)
        self._actions.addWidget(self._more)
        self._grid = QGridLayout(self)
        self._place: _Place | None = None
        self._lay_out()
        self.fit()

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

    @property
    def more(self) -> QWidget:
        """The button « ··· »."""
        return self._more

    def set_more(self, commands: Sequence[Command]) -> None:
        """Set what « ··· » offers; it is hidden while there is nothing."""
        self._more.set_commands(commands)

    def _lay_out(self) -> None:
        grid = self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._arrow, 0, 0)
        grid.addWidget(self._title, 0, 1)

    def fit(self) -> None:
        """Find the place of the buttons, and the height that follows from it."""
        first = max(QFontMetrics(self._title.font()).height(), CONTROL_HEIGHT, self._more.sizeHint().height())
        height = first + TIGHT + scaled(SUBTITLE_HEIGHT)
        place = self._wanted_place()
        if place is not self._place:
            self._move(place)
        if self._grid.rowMinimumHeight(0) != first:  # Qt lays out anew for the same height too, without end
            self._grid.setRowMinimumHeight(0, first)
        self.setFixedHeight(height + SMALL + self._buttons.sizeHint().height() if place is _Place.BELOW else height)

    def _wanted_place(self) -> "_Place":
        buttons = self._buttons.sizeHint().width()
        left = self.width() - (buttons + WIDE if buttons else 0)
        if not self._arrow.isHidden():
            left -= self._arrow.sizeHint().width() + WIDE
        title, line = self._title.sizeHint().width(), self._below.sizeHint().width() + self.subtitle.sizeHint().width()
        if min(title, scaled(LEAST_TITLE)) > left:
            return _Place.BELOW
        return _Place.BESIDE_TITLE if line > left else _Place.BESIDE_BOTH

    def _move(self, place: "_Place") -> None:
        self._place = place
        self._grid.removeItem(self._below)
        self._grid.removeWidget(self._buttons)
        self._grid.addLayout(self._below, 1, 1, 1, 1 if place is _Place.BESIDE_BOTH else 2)
        match place:
            case _Place.BESIDE_BOTH:
                self._grid.addWidget(self._buttons, 0, 2, 2, 1)
            case _Place.BESIDE_TITLE:
                self._grid.addWidget(self._buttons, 0, 2)
            case _Place.BELOW:
                self._grid.addWidget(self._buttons, 2, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)


class _Place(Enum):
    """Where the buttons are: the line under the title ends before them, or passes below them, or they are last."""

    BESIDE_BOTH = auto()
    BESIDE_TITLE = auto()
    BELOW = auto()
