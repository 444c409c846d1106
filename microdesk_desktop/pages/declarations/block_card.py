"""Figures of a declaration in a card: what each is called, why it is so, the value, and the button that copies it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import BODY, FIGURE, MIDDLE, SMALL, TIGHT, TITLE, WIDE
from microdesk_desktop.gui.widgets import buttons, figure, labels
from microdesk_desktop.views.books.declarations.blocks import Block, Figure, LinesQuery, Remark

Open = Callable[[LinesQuery], object]
Copy = Callable[[Figure], object]


class BlockCard(QFrame):
    """One block; a value that adds up lines of a book opens them, one that the form takes has its button."""

    def __init__(self, block: Block, open_lines: Open, copy: Copy) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._open_lines = open_lines
        self._copy = copy
        self._size = TITLE if block.is_large else FIGURE
        self._has_links = any(each.lines for each in block.figures)
        self._columns = 3 if any(each.copied for each in block.figures) else 2
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(MIDDLE)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addWidget(labels.heading(block.title))
        column.addLayout(self._grid)
        for each in block.figures:
            self._add(each)
        if block.note:
            column.addWidget(labels.caption(block.note, wraps=True))

    def _add(self, each: Figure) -> None:
        row = self._grid.rowCount()
        if each.is_total:
            self._grid.addWidget(rule(), row, 0, 1, self._columns)
            row += 1
        self._grid.addWidget(_texts(each), row, 0)
        level = Qt.AlignmentFlag.AlignVCenter if each.copied else Qt.AlignmentFlag.AlignTop
        at_end = Qt.AlignmentFlag.AlignRight | level
        self._grid.addWidget(self._value(each), row, 1, at_end)
        if each.copied:
            button = buttons.plain(tr("Copier"), partial(self._copy, each))
            button.setAccessibleName(tr("Copier {value}, {name}").format(value=each.value, name=each.name))
            self._grid.addWidget(button, row, 2, at_end)

    def _value(self, each: Figure) -> QWidget:
        """A link to the lines that it adds up, else the bare value."""
        size = self._size if each.copied else BODY
        if each.lines is None:
            bare = labels.amount(each.value, size=size)
            if self._has_links:
                bare.setContentsMargins(0, 0, SMALL, 0)  # as inside of the link
            return bare
        shown = figure.Figure(partial(self._open_lines, each.lines), size=size)
        shown.fill(each.value, f"{each.name} : {each.value}", tr("Voir les lignes du livre qui font ce montant"))
        return shown


def _texts(each: Figure) -> QWidget:
    """The name, and the reasons below it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT)
    column.addWidget(labels.body(each.name))
    if each.why:
        column.addWidget(labels.caption(each.why, wraps=True))
    return made


def remark_strip(remark: Remark, open_lines: Open) -> QFrame:
    """A sentence on a ground of its own, with what opens the lines that it is about."""
    frame = QFrame()
    frame.setProperty("look", "banner")
    labels.set_tone(frame, Tone.NEUTRAL if remark.tone is Tone.PLAIN else remark.tone)
    column = QVBoxLayout(frame)
    column.setContentsMargins(MIDDLE, SMALL, MIDDLE, SMALL)
    column.addWidget(labels.body(remark.text))
    if remark.lines is not None:
        shown = buttons.link(tr("Voir ces lignes du livre"), partial(open_lines, remark.lines))
        column.addWidget(shown, alignment=Qt.AlignmentFlag.AlignLeft)
    return frame
