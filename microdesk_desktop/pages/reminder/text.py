"""The subject and the text of a reminder, which the user may change; a change of tone can be undone with Ctrl+Z."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.growing_text import GrowingText
from microdesk_desktop.gui.forms.text_fields import entry_of, text_field
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.documents.reminders.letter import Letter

LEAST_LINES = 18
"""Of the field: a courteous reminder of one invoice."""


class LetterText(QFrame):
    """A card with both; `letter()` is what stands there now, `edited` that it became another."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shown = Letter(subject="", body="")
        self._subject = text_field(tr("Objet du message"))
        self.body = GrowingText(tr("Texte"), LEAST_LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(TIGHT)  # between the text and its name, as in a field
        column.addWidget(self._subject)
        column.addSpacing(SMALL)
        column.addWidget(labels.caption(tr("Texte")))
        column.addWidget(self.body, 1)
        self.setFocusProxy(self.body)
        self.subject.textChanged.connect(lambda _: self.edited.emit())
        self.body.textChanged.connect(self.edited.emit)

    @property
    def subject(self) -> QLineEdit:
        """The line of the subject."""
        return entry_of(self._subject)

    @property
    def is_changed(self) -> bool:
        """Whether the user changed what was shown."""
        return self.letter() != self._shown

    def letter(self) -> Letter:
        """The subject and the text as they stand."""
        return Letter(subject=self.subject.text(), body=self.body.toPlainText())

    def show_letter(self, letter: Letter) -> None:
        """Replace both; the former text comes back with Ctrl+Z."""
        self._shown = letter
        self.subject.setText(letter.subject)
        self.subject.home(False)  # a long one shows its beginning
        cursor = self.body.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(letter.body)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.body.setTextCursor(cursor)
        self._shown = self.letter()
