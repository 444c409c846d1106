"""What the user has left on a page: how far it is scrolled, and what was typed but not saved yet.

A page that is built anew in another language gets it back once it has read its data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget
from shiboken6 import isValid

from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.pages.shell.history import History

WAIT_MS, TURNS = 30, 100
"""How often it is looked whether the page has read its data, and how many times: three seconds, then it is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """The scroll positions and the typed texts of a page, by the order of its widgets; None for an untouched field."""

    scrolls: Sequence[int]
    texts: Sequence[str | None]

    @classmethod
    def of(cls, page: Page) -> "ViewState":
        """What the user has left on this page."""
        fields = _fields(page)
        search = page.search_field()
        texts = [each.text() if each.isModified() or each is search else None for each in fields]
        return cls(scrolls=[each.verticalScrollBar().value() for each in _areas(page)], texts=texts)

    def give_back(self, page: Page) -> None:
        """Type the texts and scroll as before, as far as the page still has the same fields and areas."""
        fields, areas = _fields(page), _areas(page)
        if len(fields) == len(self.texts):
            for field, text in zip(fields, self.texts, strict=True):
                if text is not None and text != field.text():
                    field.setText(text)
                    field.setModified(True)
                    field.textEdited.emit(text)
        if len(areas) == len(self.scrolls):
            for area, value in zip(areas, self.scrolls, strict=True):
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
