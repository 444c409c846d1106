"""Idle timer: signals when the user has not touched the window for a given time."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimerEvent, Signal
from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.clock import Clock

TICK_MS = 5_000
_INPUT_EVENTS = {
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,  # all that comes of a key that is a shortcut
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.DragMove,
}


class IdleWatch(QObject):
    """Watches the input events of the whole application.

    Idle time is the longer of two measures: the date, which counts the computer's sleep but can be set back, and the
    running clock, which cannot be set but stops during sleep on some systems.
    `ticked` carries the minutes left; `expired` comes once, until the watch is started again.
    """

    ticked = Signal(int)
    expired = Signal()

    def __init__(self, application: QApplication, clock: Clock) -> None:
        super().__init__(application)
        self._application = application
        self._clock = clock
        self._delay = timedelta()
        self._touch()
        self._timer = 0

    def start(self, minutes: int) -> None:
        """Start, or restart, with so many minutes until it expires."""
        self.stop()
        self._delay = timedelta(minutes=minutes)
        self._touch()
        self._application.installEventFilter(self)
        self._timer = self.startTimer(TICK_MS)
        self.check()

    def stop(self) -> None:
        """Stop watching, when there is nothing to lock."""
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
            self._application.removeEventFilter(self)

    def check(self) -> None:
        """Compare with the clock now; called at each tick."""
        left = self._delay - self._idle_time()
        if left <= timedelta():
            self.stop()
            self.expired.emit()
        else:
            self.ticked.emit(-(-left // timedelta(minutes=1)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT_EVENTS:
            self._touch()
        return False

    def _touch(self) -> None:
        self._touched_at, self._touched_s = self._clock.now(), self._clock.running_s()

    def _idle_time(self) -> timedelta:
        return max(self._clock.now() - self._touched_at, timedelta(seconds=self._clock.running_s() - self._touched_s))

    def timerEvent(self, event: QTimerEvent) -> None:
        self.check()
