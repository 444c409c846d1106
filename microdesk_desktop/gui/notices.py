"""The model of the messages on screen; it outlives the shell, so a shell built anew shows them again.

A **toast** names what was just done; there is one at a time, and it goes by itself. A **banner** shows a state that
stands until something changes it, on the page that it concerns.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from microdesk_desktop.base.format.tone import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One message; a new one with the same key takes its place.

    `action` is a button's text and its effect, `refusal` a second one that the cross triggers too. Both may be called
    after the page that made them is gone: reach a page through `Workspace.navigate`, open a sheet on `Workspace.front`.
    `progress` is (done, total) of work under way; total 0 means unknown.
    `page` is the key of the page on which the banner stands; empty for one that concerns the whole window.
    """

    key: str
    text: str
    tone: Tone = Tone.PROPOSAL
    action: tuple[str, Callable[[], object]] | None = None
    refusal: tuple[str, Callable[[], object]] | None = None
    progress: tuple[int, int] | None = None
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What was just done, with its object: « Monoprix −42,60 € : ignorée ». `action` is a button's text and effect."""

    text: str
    tone: Tone = Tone.POSITIVE
    action: tuple[str, Callable[[], object]] | None = None


TOAST_MS = 6_000


class Notices(QObject):
    """At most one banner per key, and one toast; `shown` carries the banner, `dismissed` its key.

    `toasted` carries the toast, None when it has gone.
    """

    shown = Signal(object)
    dismissed = Signal(str)
    toasted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], Banner]] = {}
        self._make_toast: Callable[[], Toast] | None = None
        self._toast_timer = QTimer(self)
        self._toast_timer.setSingleShot(True)
        self._toast_timer.timeout.connect(self.dismiss_toast)

    def toast(self, make: Callable[[], Toast]) -> None:
        """Show a toast for six seconds, in place of the former one; `make` is called again for each new shell."""
        self._make_toast = make
        self._toast_timer.start(TOAST_MS)
        self.toasted.emit(make())

    def dismiss_toast(self) -> None:
        """Hide the toast, if there is one."""
        self._toast_timer.stop()
        if self._make_toast is not None:
            self._make_toast = None
            self.toasted.emit(None)

    @property
    def current_toast(self) -> Toast | None:
        """The toast shown, in the current language."""
        return self._make_toast() if self._make_toast is not None else None

    def show(self, make: Callable[[], Banner]) -> None:
        """Show a banner, in place of the one with the same key; `make` is called again for each new shell."""
        banner = make()
        self._makers.pop(banner.key, None)
        self._makers[banner.key] = make
        self.shown.emit(banner)

    def dismiss(self, key: str) -> None:
        """Hide a banner, if it is shown."""
        if self._makers.pop(key, None) is not None:
            self.dismissed.emit(key)

    def clear(self) -> None:
        """Hide every message."""
        self.dismiss_toast()
        for key in tuple(self._makers):
            self.dismiss(key)

    @property
    def banners(self) -> tuple[Banner, ...]:
        """The banners shown, the oldest first, in the current language."""
        return tuple(make() for make in self._makers.values())
