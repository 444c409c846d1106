"""The cards of « Confidentialité »: beside the list they scroll by themselves, below it only the page scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE

WIDTH = 300
"""Beside the list: a host and a purpose stand on two lines."""
_ANY_WIDTH = 16_777_215
"""QWIDGETSIZE_MAX, which PySide6 does not export."""
_FITTING = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class Aside(Scroll):
    """Cards below one another."""

    def __init__(self, cards: Sequence[QWidget]) -> None:
        inside = self._inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self._is_beside = True
        super().__init__(inside)

    def place(self, *, is_beside: bool) -> None:
        """Stand beside the list with a width of its own, or below it with the height of the cards."""
        self._is_beside = is_beside
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_beside else policy.ScrollBarAlwaysOff)
        self.setMinimumWidth(scaled(WIDTH) if is_beside else 0)
        self.setMaximumWidth(scaled(WIDTH) if is_beside else _ANY_WIDTH)
        self._take_height()

    def viewportEvent(self, event: QEvent) -> bool:
        is_done = super().viewportEvent(event)
        if event.type() in _FITTING:
            call_later(self, 0, self._take_height)  # once the texts that wrap have their new width
        return is_done

    def _take_height(self) -> None:
        height = 0 if self._is_beside else self._inside.heightForWidth(self.viewport().width())
        self.setMinimumHeight(max(0, height))
