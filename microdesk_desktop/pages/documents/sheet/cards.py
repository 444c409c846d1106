"""The cards of a document's page: lines and totals, the thread, notes, attached files."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, sizes
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.beside import Note
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.apply import font, scaled
from microdesk_desktop.gui.theme.tokens import BODY, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.views.documents.detail import Detail, note_text
from microdesk_desktop.views.documents.thread import Thread, ThreadEntry, left_text

NOTE_ROWS = 2
NOTE_FRAME = 22
"""The padding and borders of a field of several lines, from the stylesheet."""


class LinesView(QWidget):
    """What was sold, line by line, and the totals below."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(0, 1)

    def show_detail(self, detail: Detail) -> None:
        """Show the lines and the totals of a document in place of the former ones."""
        empty_layout(self._grid)
        for line in detail.lines:
            sold = QWidget()
            column = QVBoxLayout(sold)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(labels.body(line.label))
            column.addWidget(labels.caption(line.detail, wraps=True))
            self._add(sold, labels.amount(line.net))
        self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, 2)
        for name, amount in detail.totals:
            self._add(labels.muted(name), labels.amount(amount))

    def _add(self, left: QWidget, right: QWidget) -> None:
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(left, row, 0, top)
        self._grid.addWidget(right, row, 1, top | Qt.AlignmentFlag.AlignRight)


class ThreadView(QWidget):
    """The documents of a chain in their order, each a link to its page; what remains below.

    `document_wanted` carries the id of a document, `draft_wanted` that of a draft.
    """

    document_wanted = Signal(int)
    draft_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MIDDLE)

    def show_thread(self, thread: Thread) -> None:
        """Show a chain in place of the former one."""
        empty_layout(self._column)
        for entry in thread.entries:
            self._column.addWidget(self._entry(entry))
        if thread.left is None:
            return
        self._column.addWidget(rule())
        self._column.addWidget(labels.body(left_text(thread.left)))
        for line in thread.left.lines:
            text = tr("{label} : {quantity} · {amount} HT")
            words = text.format(label=line.label, quantity=line.quantity_text, amount=line.amount)
            self._column.addWidget(labels.caption(words, wraps=True))

    def _entry(self, entry: ThreadEntry) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.addWidget(self._name(entry), alignment=Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        line.addWidget(labels.amount(entry.amount))
        column.addLayout(line)
        state = labels.caption(f"{entry.day} · {entry.state}", wraps=True)
        labels.set_tone(state, entry.tone)
        column.addWidget(state)
        return holder

    def _name(self, entry: ThreadEntry) -> QWidget:
        if entry.is_current:
            return labels.body(entry.title)
        signal = self.draft_wanted if entry.document_id is None else self.document_wanted
        wanted = entry.draft_id if entry.document_id is None else entry.document_id
        link = InlineLink(entry.title, partial(signal.emit, wanted))
        link.setObjectName("thread_entry")
        return link


class NotesView(QWidget):
    """The notes of a document and the field of a new one. `added` carries a text, `removed` the id of a note."""

    added = Signal(str)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(MIDDLE)
        self.field = QPlainTextEdit()
        self.field.setFont(font(BODY))
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(tr("Pour vous seul : jamais imprimé."))
        self.field.setFixedHeight(self.field.fontMetrics().lineSpacing() * NOTE_ROWS + scaled(NOTE_FRAME))
        screen_reader.name(self.field, tr("Nouvelle note"))
        self._add = buttons.plain(tr("Ajouter la note"), self.add_note)
        column.addLayout(self._notes)
        column.addWidget(self.field)
        column.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_notes(self, notes: Sequence[tuple[int, Note]]) -> None:
        """Show notes in place of the former ones; what is being typed stays."""
        empty_layout(self._notes)
        for note_id, note in notes:
            self._notes.addWidget(self._note(note_id, note))

    def add_note(self) -> None:
        """Add what is typed as a note; nothing while the field is empty."""
        text = self.field.toPlainText().strip()
        if text:
            self.field.clear()
            self.added.emit(text)

    def _note(self, note_id: int, note: Note) -> QWidget:
        foot = [(tr("Supprimer"), partial(self.removed.emit, note_id), "remove_note")]
        return _entry(labels.body(note.text), note_text(note), foot)


class AttachmentsView(QWidget):
    """The attached files. The signals carry the facts of the file that is to be saved or removed."""

    copy_wanted = Signal(object)
    removal_wanted = Signal(object)
    files_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        self._files = QVBoxLayout()
        self._files.setSpacing(MIDDLE)
        self._attach = buttons.plain(tr("Joindre un fichier…"), self.files_wanted.emit)
        self._attach.setObjectName("attach")
        column.addLayout(self._files)
        column.addWidget(self._attach, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_files(self, files: Sequence[VoucherFacts]) -> None:
        """Show files in place of the former ones."""
        empty_layout(self._files)
        for facts in files:
            detail = f"{sizes.size(facts.size)} · {dates.long_day(facts.added_at.astimezone().date())}"
            foot = [
                (tr("Enregistrer…"), partial(self.copy_wanted.emit, facts), "save_attachment"),
                (tr("Retirer"), partial(self.removal_wanted.emit, facts), "remove_attachment"),
            ]
            self._files.addWidget(_entry(labels.elided(facts.name), detail, foot, described=facts.name))


def _entry(
    title: QWidget, detail: str, links: Sequence[tuple[str, Callable[[], object], str]], *, described: str = ""
) -> QWidget:
    """A text, what is known of it, and what can be done with it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT)
    column.addWidget(title)
    column.addWidget(labels.caption(detail))
    line = Wrapping(spacing=MIDDLE)
    for words, act, name in links:
        link = InlineLink(words, act)
        link.setObjectName(name)
        link.setAccessibleDescription(described)
        line.add(link)
    column.addWidget(line)
    return holder
