"""What the user has left on a page: its filters and their order, how far it is scrolled, what was typed but not saved.

A page that is built anew in another language gets the filters back at once, and the rest once it has read its data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget
from shiboken6 import isValid

from microdesk_desktop.domain.calendar.periods import Period
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.table.filter_bar import Chips
from microdesk_desktop.gui.table.period import PeriodSwitcher
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.pages.shell.history import History

W = TypeVar("W")
V = TypeVar("V")
WAIT_MS, TURNS = 30, 100
"""How often it is looked whether the page has read its data, and how many times: three seconds, then it is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """The state of the widgets of a page, of each kind in their order; None for an untouched field."""

    chips: Sequence[str]
    periods: Sequence[Period]
    orders: Sequence[tuple[int, bool] | None]
    scrolls: Sequence[int]
    texts: Sequence[str | None]

    @classmethod
    def of(cls, page: Page) -> "ViewState":
        """What the user has left on this page."""
        fields = _fields(page)
        search = page.search_field()
        texts = [each.text() if each.isModified() or each is search else None for each in fields]
        return cls(
            chips=[each.current for each in page.findChildren(Chips)],
            periods=[each.period for each in page.findChildren(PeriodSwitcher)],
            orders=[each.model.sorted_by for each in page.findChildren(Table)],
            scrolls=[each.verticalScrollBar().value() for each in _areas(page)],
            texts=texts,
        )

    def filter_again(self, page: Page) -> None:
        """Choose the filters and the order as before, before the page has read its data."""
        for chips, key in _pairs(page.findChildren(Chips), self.chips):
            chips.choose(key)
        for switcher, period in _pairs(page.findChildren(PeriodSwitcher), self.periods):
            switcher.choose(period)
        for table, order in _pairs(page.findChildren(Table), self.orders):
            table.sort(order)

    def give_back(self, page: Page) -> None:
        """Type the texts and scroll as before; what the user has typed since stays."""
        for field, text in _pairs(_fields(page), self.texts):
            if text is not None and text != field.text() and not field.isModified():
                field.setText(text)
                field.setModified(True)
                field.textEdited.emit(text)
        for area, value in _pairs(_areas(page), self.scrolls):
            area.verticalScrollBar().setValue(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What a shell hands to the one that takes its place: where the user is, has been, and has left something."""

    place: Place
    history: History
    pages: Mapping[str, ViewState]


def give_back_when_read(state: ViewState, page: Page) -> None:
    """Give the state back once everything that the page reads has arrived."""
    timer = QTimer(page)
    turns = iter(range(TURNS))

    def look() -> None:
        if not isValid(page.workspace) or next(turns, None) is None:
            timer.stop()
        elif page.workspace.is_at_rest:
            timer.stop()
            state.give_back(page)

    timer.timeout.connect(look)
    timer.start(WAIT_MS)


def _fields(page: QWidget) -> list[QLineEdit]:
    """The fields in which text is typed in clear; a passphrase is not carried over."""
    fields = page.findChildren(QLineEdit)
    return [each for each in fields if each.echoMode() is QLineEdit.EchoMode.Normal and not each.isReadOnly()]


def _areas(page: QWidget) -> list[QAbstractScrollArea]:
    return page.findChildren(QAbstractScrollArea)


def _pairs(widgets: Sequence[W], values: Sequence[V]) -> Iterator[tuple[W, V]]:
    """Each widget with its former state; none where the page has not the same widgets any more."""
    return zip(widgets, values, strict=True) if len(widgets) == len(values) else iter(())
