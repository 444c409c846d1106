"""Messages above a page's content, in place of message boxes: same key, same place; nothing waits for an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.labels import set_tone

PROGRESS_DELAY_MS = 600
UNDO_LASTS_MS = 10_000
_ICONS = {
    Tone.POSITIVE: "circle-check",
    Tone.ATTENTION: "triangle-alert",
    Tone.DANGER: "circle-alert",
    Tone.PROPOSAL: "info",
    Tone.NEUTRAL: "info",
    Tone.PLAIN: "info",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One message; a new one with the same key takes its place. `lasts_ms` 0 means until closed.

    `refusal` is the other answer, where the message asks; the cross gives it too.
    """

    key: str
    text: str
    tone: Tone = Tone.PROPOSAL
    action: tuple[str, Callable[[], object]] | None = None
    refusal: tuple[str, Callable[[], object]] | None = None
    lasts_ms: int = 0


class Progress:
    """Long work seen from the page: it appears only if the work lasts, and ends with `end`."""

    def __init__(self, area: "BannerArea", key: str, text: str, cancel: Callable[[], object]) -> None:
        self._area = area
        self._key = key
        self._text = text
        self._cancel = cancel
        self._frame: _Frame | None = None
        self._reached = (0, 0)
        self._timer = QTimer(area)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self._timer.start(PROGRESS_DELAY_MS)

    def update(self, done: int, total: int, text: str) -> None:
        """Tell how far the work has come; total 0 means unknown."""
        self._reached, self._text = (done, total), text or self._text
        if self._frame is not None:
            self._frame.show_progress(self._text, done, total)

    def end(self) -> None:
        """The work is over, whatever its outcome."""
        self._timer.stop()
        if self._frame is not None:
            self._area.dismiss(self._key)

    def _appear(self) -> None:
        self._frame = self._area.show_banner(
            Banner(key=self._key, text=self._text, tone=Tone.NEUTRAL, action=(tr("Arrêter"), self._cancel))
        )
        self._frame.show_progress(self._text, *self._reached)


class BannerArea(QWidget):
    """Where banners stand, the newest first; empty, it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._frames: dict[str, _Frame] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SMALL)
        self.hide()

    def show_banner(self, banner: Banner) -> "_Frame":
        """Put a banner up, in place of the one with the same key, and say it aloud."""
        frame = self._frames.get(banner.key)
        if frame is None:
            frame = self._frames[banner.key] = _Frame(lambda: self.dismiss(banner.key))
        frame.fill(banner)
        self._layout.insertWidget(0, frame)
        frame.show()
        self.show()
        screen_reader.announce(self, banner.text)
        return frame

    def dismiss(self, key: str) -> None:
        """Take a banner down, if it is there."""
        if key in self._frames:
            self._frames[key].hide()
        self.setVisible(any(not frame.isHidden() for frame in self._frames.values()))

    def text_of(self, key: str) -> str | None:
        """What the banner of this key says, None when it is not up."""
        frame = self._frames.get(key)
        return None if frame is None or frame.isHidden() else frame.text.text()


class _Frame(QFrame):
    """A banner on screen; filled again rather than made again."""

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("look", "banner")
        self._close = close
        self._act: Callable[[], object] = close
        self._refuse: Callable[[], object] = close
        self._picture = Picture("info")
        self.text = labels.body("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._button = buttons.link("", self._on_action)
        self._refusal = buttons.link("", self._on_refusal)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(close)
        texts = QVBoxLayout()
        texts.setSpacing(SMALL)
        texts.addWidget(self.text)
        texts.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self._picture)
        layout.addLayout(texts, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._refusal)
        layout.addWidget(buttons.bare("x", tr("Fermer ce message"), self._on_refusal))

    def fill(self, banner: Banner) -> None:
        """Show this banner's message and action."""
        set_tone(self, banner.tone)
        self._picture.set_icon(_ICONS[banner.tone], banner.tone.value)
        self.text.setText(banner.text)
        self._bar.hide()
        words, self._act = banner.action or ("", self._close)
        self._button.setText(words)
        self._button.setVisible(bool(words))
        words, self._refuse = banner.refusal or ("", self._close)
        self._refusal.setText(words)
        self._refusal.setVisible(bool(words))
        self._timer.stop()
        if banner.lasts_ms:
            self._timer.start(banner.lasts_ms)

    def show_progress(self, text: str, done: int, total: int) -> None:
        """Show how far the work has come; an unknown total makes the bar wander."""
        self.text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.show()

    def _on_action(self) -> None:
        act = self._act
        self._close()
        act()

    def _on_refusal(self) -> None:
        refuse = self._refuse
        self._close()
        refuse()
