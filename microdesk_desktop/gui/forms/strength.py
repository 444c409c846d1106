"""Passphrase strength meter: four bars and a word, updated after each key stroke."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.runner import Lane, Runner, Task
from microdesk_desktop.gui.theme.apply import roles
from microdesk_desktop.gui.theme.tokens import TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.labels import set_tone

BARS, BAR_HEIGHT, GAP = 4, 4, 4
_TONES = (Tone.DANGER, Tone.DANGER, Tone.ATTENTION, Tone.POSITIVE, Tone.POSITIVE)


class StrengthMeter(QWidget):
    """Shows a rating of 0 (guessed at once) to 4 (very strong), which is worked out in the background."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._task: Task[int] | None = None
        self._bars = _Bars()
        self._word = labels.caption("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(self._bars)
        self._line = QHBoxLayout()
        self._line.addWidget(self._word, 1)
        layout.addLayout(self._line)

    def add_beside(self, widget: QWidget) -> None:
        """Put a control at the right of the word."""
        self._line.addWidget(widget)

    def rate(self, rate: Callable[[], int]) -> None:
        """Show what `rate` returns, in place of a rating still under way."""
        if self._task is not None:
            self._task.forget()
        self._task = self._runner.run(lambda _: rate(), lane=Lane.READ, on_success=self._show, owner=self)

    def _show(self, score: int) -> None:
        words = (
            tr("Trop facile à deviner"),
            tr("Facile à deviner"),
            tr("Encore un peu courte"),
            tr("Solide"),
            tr("Très solide"),
        )
        self._word.setText(words[score])
        set_tone(self._word, _TONES[score])
        self._bars.set_score(score)


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._score = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, score: int) -> None:
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = roles()
        painter = QPainter(self)
        width = (self.width() - (BARS - 1) * GAP) / BARS
        for number in range(BARS):
            colour = colours.ink(_TONES[self._score]) if number < self._score else colours.line
            painter.fillRect(round(number * (width + GAP)), 0, round(width), BAR_HEIGHT, QColor(colour))
        painter.end()
