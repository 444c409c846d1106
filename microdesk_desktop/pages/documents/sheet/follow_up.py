"""What happened to a document after its issue: how it was sent, its reminders with their texts, what was given up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.marks import Reminder
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.dialogs import SideSheet, can_open_sheet
from microdesk_desktop.views.documents.reminders.words import reminder_line
from microdesk_desktop.views.records.document_words import sending_text, written_off_line
from microdesk_desktop.views.records.documents import DocumentPage

LETTER_LINES = 20


class FollowUpCard(QFrame):
    """Hidden while nothing happened; each reminder opens the text that was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        outer.setSpacing(MIDDLE)
        outer.addWidget(labels.heading(tr("Suivi")))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)
        outer.addWidget(inside)

    def show_document(self, found: DocumentPage) -> None:
        """Show what happened to the document, in the order of the days."""
        empty_layout(self._column)
        follow_up = found.row.follow_up
        if follow_up.sending is not None:
            text = sending_text(follow_up.sending)
            self._column.addWidget(labels.body(text[:1].upper() + text[1:]))
        for reminder in found.reminders:
            self._column.addWidget(self._reminder(reminder), alignment=Qt.AlignmentFlag.AlignLeft)
        if follow_up.write_off is not None:
            self._column.addWidget(labels.body(written_off_line(follow_up.write_off, found.row.currency)))
        self.setVisible(bool(self._column.count()))

    def _reminder(self, reminder: Reminder) -> QWidget:
        line = tr("Relance, {reminder}").format(reminder=reminder_line(reminder))
        link = InlineLink(line, lambda: self._show_text(line, reminder))
        link.setObjectName("see_reminder")
        return link

    def _show_text(self, title: str, reminder: Reminder) -> None:
        if can_open_sheet(self):
            SideSheet(self, title, long_text(reminder.body, tr("Texte de la relance"), lines=LETTER_LINES))
