"""The contract of a pane of the settings; a new one is one file and one line in `panes.py`.

A pane is built when it is first shown. Its lines are data, so that the search finds them before that: `lines()` lists
them, and `add_line` shows each with its control. What the user changes takes effect at once; what can be taken back is
announced with the button that undoes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.gui.layout.cards import card, rule
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.paragraph import Paragraph
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.workspace import Workspace

PAGE = "settings"
# Where a control would leave less to the text beside it, it stands below: the text would have a few words on a line.
TEXT_WIDTH = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One setting: its name, and other words by which a user may look for it."""

    key: str
    name: str
    synonyms: str = ""


class Pane(QWidget):
    """One pane of the settings."""

    key: ClassVar[str]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.readings = Readings(workspace, self)
        self._controls: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(MIDDLE)

    @staticmethod
    def title() -> str:
        """The name of the pane in the list, and at its head."""
        raise NotImplementedError

    @staticmethod
    def lines() -> Sequence[Line]:
        """The settings of the pane, for the search and for `add_line`."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again what the pane shows."""

    def place(self) -> Place:
        """The pane as a place, to which undoing a change leads."""
        return Place(page=PAGE, wanted=self.key)

    def add_card(self, title: str = "") -> "Card":
        """Add a card below the others."""
        made = Card(title or self.title())
        self.column.addWidget(made.frame)
        return made

    def add_line(self, on: "Card", key: str, explanation: str | QLabel, control: QWidget | None = None) -> None:
        """Show the line with this key, from `lines()`, with its control."""
        name = next(each.name for each in self.lines() if each.key == key)
        on.add_line(name, explanation, control)
        if control is not None:
            self.register(key, control)

    def register(self, key: str, control: QWidget) -> None:
        """Name the control of a line that the pane shows in its own way, such as a field."""
        self._controls[key] = control

    def control_of(self, key: str) -> QWidget | None:
        """The control of a line, to which the search leads."""
        return self._controls.get(key)


class Card:
    """A card with a heading and lines."""

    def __init__(self, title: str) -> None:
        self.frame, self._column = card(WIDE, MIDDLE)
        self._column.addWidget(labels.heading(title))

    def add_line(self, name: str, explanation: str | QLabel, control: QWidget | None = None) -> None:
        """Add a setting: name and explanation, with the control at the right, or below where there is no room."""
        if self._column.count() > 1:
            self._column.addWidget(rule())
        self._column.addWidget(_LineView(name, explanation, control))

    def add(self, widget: QWidget) -> None:
        """Add a widget over the whole width."""
        self._column.addWidget(widget)

    def add_actions(self, *actions: QPushButton) -> None:
        """Add buttons in a row, that goes on in the next line where the width does not suffice."""
        self._column.addWidget(Wrapping(*actions))


def _settled(text: str) -> Paragraph:
    """A text that stays as it is, at the height of its lines: several lines of text below one another would be cut."""
    made = Paragraph(labels.caption("", wraps=True))
    made.set_text(text)
    return made


class _LineView(QWidget):
    """The texts of a line and its control, side by side or one below the other."""

    def __init__(self, name: str, explanation: str | QLabel, control: QWidget | None) -> None:
        super().__init__()
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(labels.body(name))
        texts.addWidget(_settled(explanation) if isinstance(explanation, str) else explanation)
        self._control = control
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(WIDE)
        self._line.addLayout(texts, 1)
        if control is not None:
            self._line.addWidget(control, alignment=Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Not at once: the layout that is being set would keep the heights of the former width or direction.
        call_later(self, 0, self._turn)

    def _turn(self) -> None:
        taken = self._control.sizeHint().width() if self._control is not None else 0
        is_wide = self.width() - taken >= scaled(TEXT_WIDTH)
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(WIDE if is_wide else SMALL)
        self._line.invalidate()
