"""The model of the messages on screen; it outlives the shell, so a shell built anew shows them again."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from microdesk_desktop.base.format.tone import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One message; a new one with the same key takes its place. `lasts_ms` 0 means until closed.

    `action` is a button's text and its effect, `refusal` a second one that the cross triggers too. Both may be called
    after the page that made them is gone: reach a page through `Workspace.navigate`, open a sheet on `Workspace.front`.
    `progress` is (done, total) of work under way; total 0 means unknown.
    """

    key: str
    text: str
    tone: Tone = Tone.PROPOSAL
    action: tuple[str, Callable[[], object]] | None = None
    refusal: tuple[str, Callable[[], object]] | None = None
    lasts_ms: int = 0
    progress: tuple[int, int] | None = None


class Notices(QObject):
    """At most one banner per key; `shown` carries the banner, `dismissed` its key."""

    shown = Signal(object)
    dismissed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], Banner]] = {}
        self._timers: dict[str, QTimer] = {}

    def show(self, make: Callable[[], Banner]) -> None:
        """Show a banner, in place of the one with the same key; `make` is called again for each new shell."""
        banner = make()
        self._stop_timer(banner.key)
        self._makers.pop(banner.key, None)
        self._makers[banner.key] = make
        if banner.lasts_ms:
            timer = self._timers[banner.key] = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self.dismiss(banner.key))
            timer.start(banner.lasts_ms)
        self.shown.emit(banner)

    def dismiss(self, key: str) -> None:
        """Hide a banner, if it is shown."""
        self._stop_timer(key)
        if self._makers.pop(key, None) is not None:
            self.dismissed.emit(key)

    def clear(self) -> None:
        """Hide every banner."""
        for key in tuple(self._makers):
            self.dismiss(key)

    @property
    def banners(self) -> tuple[Banner, ...]:
        """The banners shown, the oldest first, in the current language."""
        return tuple(make() for make in self._makers.values())

    def _stop_timer(self, key: str) -> None:
        timer = self._timers.pop(key, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
