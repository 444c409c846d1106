"""Announces each day what is to go, and erases what was announced for long enough, while the vault stays open."""

from PySide6.QtCore import QTimer

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.due_erasures import apply_retention
from microdesk_desktop.operations.vault.erased_modules import RETENTION
from microdesk_desktop.operations.vault.erasure import is_being_erased
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
        if is_being_erased(workspace.session, RETENTION):
            call_later(self, 0, self.look)
            return
        self._tell()

    def look(self) -> None:
        """Announce, and erase what is ripe; what the opening left goes at once, and may be stopped meanwhile."""
        self.workspace.work(
            _applied,
            progress=tr("Effacement de ce qui arrive à son terme…"),
            on_success=lambda done: self._tell() if done.changes == _EVERYTHING else None,
        )

    def _tell(self) -> None:
        erasure = self.workspace.session.erasures.get(RETENTION)
        if erasure is None:
            return
        tone = Tone.ATTENTION if erasure.left else Tone.POSITIVE
        see = (tr("Voir"), lambda: self.workspace.navigate("retention"))
        self.workspace.notices.show(lambda: Banner(key=RETENTION, text=opening_text(erasure), tone=tone, action=see))


def _applied(session: Session, job: Job) -> ChangeResult:
    return ChangeResult(changes=_EVERYTHING if apply_retention(session, job) else Changes.RETENTION)
