"""Closes the days, months and years that are over, when the vault opens and while it stays open."""

from PySide6.QtCore import QTimer

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.documents.seal.closing import close_periods
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session

EVERY_MS = 60 * 60 * 1_000
"""A new day is noticed within the hour; a look costs two short queries."""
FIRST_AFTER_MS = 30_000
"""Recurring documents that fell due while the program was closed are issued first, under the days that they have."""


class ClosingController(Controller):
    """Catches up what was not closed while the program was; nothing is shown unless it fails."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        timer = QTimer(self)
        timer.timeout.connect(self.close_periods)
        timer.start(EVERY_MS)
        first = QTimer(self)
        first.setSingleShot(True)
        first.timeout.connect(self.close_periods)
        first.start(FIRST_AFTER_MS)

    def close_periods(self) -> None:
        """Close what is over; each period once, however often this is called."""
        self.workspace.perform(_closed)


def _closed(session: Session) -> ChangeResult:
    return ChangeResult(changes=Changes.DOCUMENTS if close_periods(session) else Changes.NOTHING)
