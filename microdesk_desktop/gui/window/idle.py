"""Knows since when nobody touched the window, and says when that has lasted long enough to lock."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimerEvent, Signal
from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.clock import Clock

TICK_MS = 5_000
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.DragMove,
}


class IdleWatch(QObject):
    """Watches the whole application; wall-clock time, so that a night asleep counts.

    `ticked` carries the minutes left; `expired` comes once, until the watch is started again.
    """

    ticked = Signal(int)
    expired = Signal()

    def __init__(self, application: QApplication, clock: Clock) -> None:
        super().__init__(application)
        self._application = application
        self._clock = clock
        self._delay = timedelta()
        self._touched: datetime = clock.now()
        self._timer = 0

    def start(self, minutes: int) -> None:
        """Expire after so many minutes of nothing."""
        self.stop()
        self._delay = timedelta(minutes=minutes)
        self._touched = self._clock.now()
        self._application.installEventFilter(self)
        self._timer = self.startTimer(TICK_MS)
        self.check()

    def stop(self) -> None:
        """Watch no longer: there is nothing left to lock."""
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
            self._application.removeEventFilter(self)

    def check(self) -> None:
        """Look at the clock now."""
        left = self._touched + self._delay - self._clock.now()
        if left <= timedelta():
            self.stop()
            self.expired.emit()
        else:
            self.ticked.emit(-(-left // timedelta(minutes=1)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._touched = self._clock.now()
        return False

    def timerEvent(self, event: QTimerEvent) -> None:
        self.check()
