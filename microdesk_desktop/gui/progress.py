"""The banner of work under way: it appears only if the work lasts, and can stop it."""

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QTimer

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Banner, Notices
from microdesk_desktop.views.messages.steps import step_text

DELAY_MS = 600
_NUMBERS = count()


class ProgressBanner:
    """Shows `text`, then the words of the current step; without a text it never appears."""

    def __init__(self, notices: Notices, text: str, cancel: Callable[[], object]) -> None:
        self._notices = notices
        self._key = f"progress-{next(_NUMBERS)}"
        self._text = text
        self._cancel = cancel
        self._step = ""
        self._reached = (0, 0)
        self._is_due = False
        self._timer = QTimer(notices)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        if text:
            self._timer.start(DELAY_MS)

    def update(self, done: int, total: int, step: str) -> None:
        """Show how far the step, a key of `step_text`, has come; total 0 means unknown."""
        self._reached, self._step = (done, total), step
        if self._is_due:
            self._notices.show(self._banner)

    def end(self) -> None:
        """The work has ended, whatever its outcome."""
        self._is_due = False
        self._timer.stop()
        self._timer.deleteLater()
        self._notices.dismiss(self._key)

    def _appear(self) -> None:
        self._is_due = True
        self._notices.show(self._banner)

    def _banner(self) -> Banner:
        return Banner(
            key=self._key,
            text=step_text(self._step) or self._text,  # in the language of now
            tone=Tone.NEUTRAL,
            action=(tr("Arrêter"), self._cancel),
            progress=self._reached,
        )
