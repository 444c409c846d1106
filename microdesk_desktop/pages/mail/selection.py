"""The selected conversation: read beside the list once the selection rests, or in its place once it is opened."""

from PySide6.QtCore import QObject, QTimer

from microdesk_desktop.domain.mail.types import Row
from microdesk_desktop.pages.mail.bar import ConversationBar
from microdesk_desktop.pages.mail.decide import Decisions
from microdesk_desktop.pages.mail.list import ConversationList
from microdesk_desktop.pages.mail.panes import Panes
from microdesk_desktop.pages.mail.reading.pane import ReadingPane

_REST_MS = 150
"""How long the selection rests before its letters are asked for: arrows go through many rows."""


class Selection(QObject):
    """Has the selected row of the list shown in the reading pane, and what can be done with it in the bar."""

    def __init__(
        self,
        conversations: ConversationList,
        decisions: Decisions,
        bar: ConversationBar,
        reading: ReadingPane,
        panes: Panes,
    ) -> None:
        super().__init__(panes)
        self._list = conversations
        self._decisions = decisions
        self._bar = bar
        self._reading = reading
        self._panes = panes
        self._read_row: Row | None = None
        """What the reading pane shows."""
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self._read)
        conversations.shown.connect(self._take)
        conversations.table.activated.connect(lambda _: self.open())
        conversations.table.view.clicked.connect(lambda _: panes.open_reading())
        bar.back_wanted.connect(panes.close_reading)
        panes.arranged.connect(self._arrange)

    def open(self) -> None:
        """Go to the selected conversation to read it."""
        self._list.select_current()
        if self._list.current_row() is not None:
            self._panes.open_reading()
            self._read()
            self._reading.setFocus()

    def _take(self, row: Row | None) -> None:
        self._decisions.show()
        if row is None:
            self._resting.stop()
            self._read_row = None
            self._reading.show_nothing()
        elif self._panes.count > 1 or self._panes.is_reading_alone:
            self._resting.start()

    def _read(self) -> None:
        """Have the selected conversation read; nothing where only its marks have changed."""
        row, former = self._list.current_row(), self._read_row
        if row is None:
            return
        self._read_row = row
        if former is None or (former.key, former.letters, former.count) != (row.key, row.letters, row.count):
            self._reading.show_conversation(self._decisions.account_id, row)

    def _arrange(self) -> None:
        self._list.folder.setVisible(self._panes.count < 3)
        self._bar.back.setVisible(self._panes.count == 1)
        self._take(self._list.current_row())
