"""Facts about one thing: names at the left, values at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from microdesk_desktop.gui.theme.tokens import SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.strip import empty_layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value with its name; `open` makes a link of it, `is_amount` aligns it in tabular figures."""

    name: str
    value: str
    open: Callable[[], object] | None = None
    is_amount: bool = False


class Facts(QWidget):
    """The facts in two columns; those without a value are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts in place of the former ones."""
        empty_layout(self._grid)
        for number, fact in enumerate(each for each in facts if each.value):
            name = labels.muted(fact.name, wraps=False)
            self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            side = Qt.AlignmentFlag.AlignLeft if fact.open else Qt.AlignmentFlag(0)
            self._grid.addWidget(_value(fact), number, 1, side | Qt.AlignmentFlag.AlignTop)


def _value(fact: Fact) -> QWidget:
    if fact.open is not None:
        return InlineLink(fact.value, fact.open, name=fact.name)
    made: QLabel = labels.amount(fact.value) if fact.is_amount else labels.body(fact.value)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
