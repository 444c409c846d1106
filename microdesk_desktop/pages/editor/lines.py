"""The table of lines: rows of text, of which the one that the user works on is a form."""

from collections.abc import Hashable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.layout.scroll import bring_into_sight
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.tokens import SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.suggestions import Suggest
from microdesk_desktop.pages.editor.line_editor import LineEditor
from microdesk_desktop.pages.editor.line_row import LineRow, LinesHead
from microdesk_desktop.views.documents.editor.lines import LineTexts, texts_of, with_texts
from microdesk_desktop.views.documents.editor.pasted import read_pasted
from microdesk_desktop.views.documents.editor.state import EditorState

MOST_LINES = 1_000
"""Lines that a draft holds."""


class LinesTable(QWidget):
    """`edited` comes when the lines have changed, with a key that is the same for what is undone together.

    `left` comes when the user is done with the lines: Enter in a blank one. A blank line is no part of the document,
    and goes when it is left.
    """

    edited = Signal(object)
    left = Signal()

    def __init__(self, suggest: Suggest) -> None:
        super().__init__()
        self._lines: list[LineTexts] = []
        self._rows: list[LineRow] = []
        self._current = -1
        self._state: EditorState | None = None
        self._changes = 0
        self.editor = LineEditor(suggest)
        self.editor.hide()
        self._connect()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._add = buttons.link(tr("+ Ajouter une ligne"), self.add_line)
        self._from_catalogue = buttons.link(tr("+ Depuis le catalogue"), self.add_from_catalogue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(LinesHead())
        layout.addLayout(self._column)
        layout.addSpacing(SMALL)
        layout.addWidget(Wrapping(self._add, self._from_catalogue, spacing=WIDE))

    @property
    def lines(self) -> Sequence[LineTexts]:
        """The lines of the document, without the blank ones."""
        return [each for each in self._lines if not each.is_blank]

    @property
    def current(self) -> int:
        """The place of the line that is a form, from 0; -1 for none."""
        return self._current

    def set_lines(self, lines: Sequence[LineTexts]) -> None:
        """Show these lines; the one that is worked on stays open at its place."""
        self._lines = list(lines) or [LineTexts()]
        while len(self._rows) > len(self._lines):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(self._lines):
            self._insert_row(len(self._rows))
        if not lines:
            self._put_editor(0)
        elif self._current >= len(self._lines):
            self._put_editor(len(self._lines) - 1)
        self._show_all()

    def show_state(self, state: EditorState) -> None:
        """Show the amounts, which belong to the lines that are not blank, in their order."""
        self._state = state
        self._show_all()

    def focus_line(self, number: int | None, field: str) -> None:
        """Open the line with this number from 1, blank ones not counted, and focus a field; the last one for None."""
        places = [place for place, each in enumerate(self._lines) if not each.is_blank]
        if number is None or not places:
            self.open_line(places[-1] if places else 0, field)
        else:
            self.open_line(places[min(number, len(places)) - 1], field)

    def open_line(self, place: int, field: str = "label") -> None:
        """Make a form of the line at this place, from 0, and focus a field of it; a blank line that is left goes."""
        place = self._leave_blank(place)
        self._put_editor(place)
        self.editor.focus_field(field)
        row = self._rows[place]
        row.hide()
        for each in self._rows:
            if each is not row:
                each.show()
        call_later(self.editor, 0, lambda: bring_into_sight(self.editor))

    def close_line(self) -> None:
        """Show every line as text, as long as none is wanted."""
        self._current = -1
        self.editor.hide()
        for row in self._rows:
            row.show()

    def add_line(self) -> None:
        """Open a blank line at the end."""
        if not self._lines[-1].is_blank and len(self._lines) < MOST_LINES:
            self._insert(len(self._lines), LineTexts())
        self.open_line(len(self._lines) - 1)

    def add_from_catalogue(self) -> None:
        """Open a blank line, and list what can be taken from the catalogue and from earlier documents."""
        self.add_line()
        self.editor.label.show_list()

    def take(self, line: DraftLine) -> None:
        """Fill the open line with one of the catalogue or of an earlier document; its own quantity stays."""
        texts, quantity = texts_of(line), self._lines[self._current].quantity
        self._change(self._current, with_texts(texts, quantity=quantity), "taken")
        self.editor.focus_field("quantity")

    def _connect(self) -> None:
        editor = self.editor
        editor.edited.connect(self._on_edited)
        editor.taken.connect(self.take)
        editor.pasted.connect(self._paste)
        editor.finished.connect(self._on_finished)
        editor.moved.connect(self._move)
        editor.duplicated.connect(self._duplicate)
        editor.removed.connect(self._remove)

    def _on_edited(self, typed: Mapping[str, object]) -> None:
        texts = with_texts(self._lines[self._current], **typed)
        self._change(self._current, texts, (self._changes, self._current, *typed))

    def _on_finished(self) -> None:
        """Go to the next line, or begin another one; from a blank one the user is done."""
        if self._lines[self._current].is_blank:
            self.left.emit()
        elif self._current + 1 < len(self._lines):
            self.open_line(self._current + 1)
        else:
            self.add_line()

    def _move(self, by: int) -> None:
        place, field = self._current + by, self._focused_field()
        if 0 <= place < len(self._lines):
            self._lines[self._current], self._lines[place] = self._lines[place], self._lines[self._current]
            self._restructured(place, field)

    def _duplicate(self) -> None:
        if len(self._lines) < MOST_LINES and not self._lines[self._current].is_blank:
            self._insert(self._current + 1, self._lines[self._current])
            self._restructured(self._current + 1, "quantity")

    def _remove(self) -> None:
        place = self._current
        self._delete(place)
        if not self._lines:
            self._insert(0, LineTexts())
        self._restructured(min(place, len(self._lines) - 1), "label")

    def _paste(self, text: str) -> None:
        """Put the rows of a spreadsheet after the open line, or in its place where it is blank."""
        room = MOST_LINES - len(self._lines)
        found = read_pasted(text)[:room]
        if not found:
            return
        place = self._current + 1
        if self._lines[self._current].is_blank:
            place = self._current
            self._delete(place)
        for offset, texts in enumerate(found):
            self._insert(place + offset, texts)
        self._restructured(place + len(found) - 1, "label")
        screen_reader.announce(self, tr("{count} lignes collées").format(count=len(found)))

    def _restructured(self, place: int, field: str) -> None:
        """The lines have changed as a whole: open this one, and report it as a change of its own."""
        self._current = -1
        self.open_line(place, field)
        self._show_all()
        self._changes += 1
        self.edited.emit(self._changes)

    def _change(self, place: int, texts: LineTexts, key: Hashable) -> None:
        if texts != self._lines[place]:
            self._lines[place] = texts
            self.editor.show_line(place + 1, texts)
            self.edited.emit(key)

    def _focused_field(self) -> str:
        return next((name for name, entry in self.editor.entries.items() if entry.hasFocus()), "label")

    def _leave_blank(self, place: int) -> int:
        """Remove the open line if it is blank and another one is wanted; returns the place of that one."""
        current = self._current
        if current in (-1, place) or current >= len(self._lines) or not self._lines[current].is_blank:
            return place
        wanted = self._rows[place]
        self._put_editor(place)
        self._delete(current)
        return self._rows.index(wanted)

    def _insert(self, place: int, texts: LineTexts) -> None:
        self._lines.insert(place, texts)
        self._insert_row(place)
        if 0 <= place <= self._current:
            self._current += 1

    def _delete(self, place: int) -> None:
        self._lines.pop(place)
        row = self._rows.pop(place)
        self._column.removeWidget(row)
        if row.hasFocus():
            self.editor.label.setFocus()
        row.hide()
        row.deleteLater()
        if place < self._current:
            self._current -= 1
        elif place == self._current:
            self._current = -1

    def _insert_row(self, place: int) -> None:
        row = LineRow()
        row.wanted.connect(partial(self._on_wanted, row))
        following = self._rows[place] if place < len(self._rows) else None
        at = self._column.indexOf(following) if following is not None else self._column.count()
        if following is not None and place == self._current:
            at = self._column.indexOf(self.editor)
        self._rows.insert(place, row)
        self._column.insertWidget(at, row)

    def _on_wanted(self, row: LineRow, is_backwards: bool) -> None:
        self.open_line(self._rows.index(row))
        if is_backwards:
            self.editor.focus_last()

    def _put_editor(self, place: int) -> None:
        """Put the form at this place, with what is typed there."""
        self._current = place
        self._column.removeWidget(self.editor)
        self._column.insertWidget(self._column.indexOf(self._rows[place]), self.editor)
        self.editor.show_line(place + 1, self._lines[place])
        self.editor.show()
        self._show_amount()
        for number, row in enumerate(self._rows):
            if number == place and not row.hasFocus():
                row.hide()
            elif number != place:
                row.show()

    def _show_all(self) -> None:
        nets = iter(self._state.nets if self._state is not None else ())
        for place, (row, texts) in enumerate(zip(self._rows, self._lines, strict=True)):
            row.show_line(place + 1, texts, "" if texts.is_blank else next(nets, ""))
        if self._current >= 0:
            self.editor.show_line(self._current + 1, self._lines[self._current])
            self._show_amount()

    def _show_amount(self) -> None:
        if self._state is None:
            return
        place = sum(not each.is_blank for each in self._lines[: self._current])
        is_blank = self._lines[self._current].is_blank
        net = "" if is_blank else next(iter(self._state.nets[place : place + 1]), "")
        rate = next(iter(self._state.rates[place : place + 1]), "") or next(iter(self._state.rates), "")
        self.editor.show_net(net, rate, has_vat=self._state.has_vat)
