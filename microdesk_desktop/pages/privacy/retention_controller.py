"""Announces each day what is to go, and erases what was announced for long enough, while the vault stays open."""

from PySide6.QtCore import QTimer

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.due_erasures import apply_retention
from microdesk_desktop.operations.vault.erased_modules import RETENTION
from microdesk_desktop.views.privacy.retention_words import opening_text

LOOK_MS = 3_600_000
"""A new day is noticed within the hour; a look on the same day costs two short queries."""
_EVERYTHING = ~Changes.NOTHING


class RetentionController(Controller):
    """Shows what the opening erased, then looks again each hour."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MS)
        self._tell()

    def look(self) -> None:
        """Announce, and erase what is ripe."""
        self.workspace.perform(_applied, on_success=lambda done: self._tell() if done.changes == _EVERYTHING else None)

    def _tell(self) -> None:
        erasure = self.workspace.session.erasures.get(RETENTION)
        if erasure is None:
            return
        tone = Tone.ATTENTION if erasure.left else Tone.POSITIVE
        see = (tr("Voir"), lambda: self.workspace.navigate("retention"))
        self.workspace.notices.show(lambda: Banner(key=RETENTION, text=opening_text(erasure), tone=tone, action=see))


def _applied(session: Session) -> ChangeResult:
    return ChangeResult(changes=_EVERYTHING if apply_retention(session) else Changes.RETENTION)
