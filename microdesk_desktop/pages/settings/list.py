"""The list of the panes at the left of the settings, with the field that searches in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import MEDIUM, REGULAR, font
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.labels import restyle
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.pages.settings.search import Found, search

LINE_INDENT = 8
LEAST_FOLDED = 180
"""The width of the field and of the menu beside it."""
# The padding and the borders of an entry, from the stylesheet.
ENTRY_FRAME = 20
Groups = Sequence[tuple[str, Sequence[type[Pane]]]]


class PaneList(QWidget):
    """`chosen` carries the key of a pane, and that of one of its lines or an empty text.

    Folded, it is a line above the pane: the field, and a menu of the panes. What the search finds then takes the place
    of the pane; `search_changed` carries whether something is looked for.
    """

    chosen = Signal(str, str)
    search_changed = Signal(bool)

    def __init__(self, groups: Groups) -> None:
        super().__init__()
        self._is_folded = False
        self._switcher = Switcher(tr("Réglages"), is_framed=True)
        self._switcher.chosen.connect(lambda key: self.chosen.emit(key, ""))
        self._switcher.hide()
        self._groups = groups
        self._shown = ""
        self._entries: dict[str, QPushButton] = {}
        self._lines: list[QPushButton] = []
        self.field = _SearchField()
        self.field.textChanged.connect(lambda _: self._fill())
        self.field.returnPressed.connect(self._choose_first)
        self.field.left_downwards.connect(self._focus_first)
        frame, column = card(SMALL, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)
        column.addStretch()
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        layout.addWidget(Tiles(self.field, self._switcher, least=LEAST_FOLDED))
        self._scroll = Scroll(inside)
        layout.addWidget(self._scroll, 1)
        self.field.textChanged.connect(lambda _: self._show_found())
        self._fill()

    def check(self, key: str) -> None:
        """Mark the pane that is in sight."""
        self._shown = key
        for each, entry in self._entries.items():
            restyle(entry, "current", each == key)
        choices = [(pane.key, pane.title(), name) for name, panes in self._groups for pane in panes]
        self._switcher.set_choices(choices, key)
        call_later(self, 0, self._bring_shown_into_sight)  # once the entries have their places

    def _bring_shown_into_sight(self) -> None:
        entry = self._entries.get(self._shown)
        if entry is not None:
            self._scroll.ensureWidgetVisible(entry, 0, SMALL)

    def set_folded(self, folded: bool) -> None:
        """Show a menu of the panes, or all of their names."""
        self._is_folded = folded
        self._switcher.setVisible(folded)
        self._show_found()

    def _show_found(self) -> None:
        self._scroll.setVisible(bool(self.field.text()) or not self._is_folded)
        self.search_changed.emit(bool(self.field.text()))

    def entry(self, key: str) -> QPushButton | None:
        """What names a pane and leads to it; None while the search hides it."""
        return self._switcher if self._is_folded else self._entries.get(key)

    def clear_search(self) -> bool:
        """Show every entry again; returns whether some were hidden."""
        had_text = bool(self.field.text())
        self.field.clear()
        return had_text

    def _fill(self) -> None:
        empty_layout(self._column)
        self._entries.clear()
        self._lines.clear()
        for name, panes in self._groups:
            found = search(panes, self.field.text())
            if found:
                heading = labels.section(name)
                heading.setContentsMargins(SMALL, SMALL, 0, TIGHT)
                self._column.addWidget(heading)
            for each in found:
                self._add(each)
        if not self._entries:
            self._column.addWidget(labels.muted(tr("Aucun réglage ne correspond. Essayez un autre mot.")))

    def _add(self, found: Found) -> None:
        key = found.pane.key
        entry = _Entry(found.pane.title(), "entry", font(BODY, MEDIUM))
        entry.setObjectName(f"pane.{key}")
        entry.setProperty("current", key == self._shown)
        entry.clicked.connect(lambda: self.chosen.emit(key, ""))
        self._entries[key] = entry
        self._column.addWidget(entry)
        for line in found.lines:
            self._column.addLayout(self._line(key, line))

    def _line(self, key: str, line: Line) -> QHBoxLayout:
        made = _Entry(line.name, "link", font(CAPTION, REGULAR))
        made.setObjectName(f"line.{key}.{line.key}")
        made.clicked.connect(partial(self.chosen.emit, key, line.key))
        self._lines.append(made)
        indented = QHBoxLayout()
        indented.setContentsMargins(LINE_INDENT, 0, 0, 0)
        indented.addWidget(made)
        return indented

    def _choose_first(self) -> None:
        button = self._first()
        if button is not None and self.field.text():
            button.click()

    def _focus_first(self) -> None:
        button = self._first()
        if button is not None:
            button.setFocus()

    def _first(self) -> QPushButton | None:
        """The first line that was found, else the first pane."""
        return next(iter((*self._lines, *self._entries.values())), None)


class _SearchField(QLineEdit):
    """The field above the list; the down arrow leads into it."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(BODY))
        self.setPlaceholderText(tr("Chercher un réglage"))
        self.setAccessibleName(tr("Chercher un réglage"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class _Entry(QPushButton):
    """A name that is cut where the list is too narrow for it, with the whole as its tool tip."""

    def __init__(self, text: str, look: str, typeface: QFont) -> None:
        super().__init__(text)
        self._words = text
        self.setFont(typeface)
        self.setProperty("look", look)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - ENTRY_FRAME
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip("" if shown == self._words else self._words)
