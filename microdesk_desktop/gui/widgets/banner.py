"""The area of the shell that shows the notices as banners, in place of modal message boxes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.notices import Banner, Notices
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered
from microdesk_desktop.gui.widgets.labels import set_tone

_ICONS = {
    Tone.POSITIVE: "circle-check",
    Tone.ATTENTION: "triangle-alert",
    Tone.DANGER: "circle-alert",
    Tone.PROPOSAL: "info",
    Tone.NEUTRAL: "info",
    Tone.PLAIN: "info",
}


class BannerArea(QWidget):
    """Shows the notices of the page in sight and of the whole window, the newest first; empty, it takes no room."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._notices = notices
        self._frames: dict[str, _Frame] = {}
        self._page = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SMALL)
        for banner in notices.banners:
            self._fill(banner)
        self._arrange()
        notices.shown.connect(self._show_banner)
        notices.dismissed.connect(self._dismiss)

    def set_page(self, key: str) -> None:
        """Show the banners that concern this page."""
        self._page = key
        self._arrange()

    def text_of(self, key: str) -> str | None:
        """The text on screen under this key, None when there is none."""
        frame = self._frames.get(key)
        return None if frame is None or frame.isHidden() else frame.text.text()

    def _arrange(self) -> None:
        in_sight = [frame for frame in self._frames.values() if frame.page in ("", self._page)]
        for frame in self._frames.values():
            frame.setVisible(frame in in_sight)
        self.setVisible(bool(in_sight))

    def _show_banner(self, banner: Banner) -> None:
        is_update = banner.progress is not None and banner.key in self._frames
        self._fill(banner)
        self._arrange()
        if not is_update and banner.page in ("", self._page):
            screen_reader.announce(self, banner.text)

    def _fill(self, banner: Banner) -> None:
        frame = self._frames.get(banner.key)
        if frame is None:
            frame = self._frames[banner.key] = _Frame(partial(self._notices.dismiss, banner.key))
            self._layout.insertWidget(0, frame)
        elif banner.progress is None:
            self._layout.insertWidget(0, frame)
        frame.fill(banner)

    def _dismiss(self, key: str) -> None:
        frame = self._frames.pop(key, None)
        if frame is not None:
            self._layout.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._arrange()


class _Frame(QFrame):
    """A banner on screen; a new message with the same key fills it again."""

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("look", "banner")
        self.page = ""
        self._close = close
        self._act: Callable[[], object] = close
        self._refuse: Callable[[], object] = close
        self._picture = Picture("info")
        self.text = labels.body("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._button = buttons.link("", self._on_action)
        self._refusal = buttons.link("", self._on_refusal)
        self._cross = buttons.bare("x", tr("Fermer ce message"), self._on_refusal)
        texts = QVBoxLayout()
        texts.setSpacing(SMALL)
        texts.addWidget(self.text)
        texts.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.setSpacing(MIDDLE)
        layout.addWidget(self._picture)
        layout.addWidget(Answered(texts, self._button, self._refusal), 1)
        layout.addWidget(self._cross)

    def fill(self, banner: Banner) -> None:
        """Show this banner's message and action."""
        self.page = banner.page
        set_tone(self, banner.tone)
        self._picture.set_icon(_ICONS[banner.tone], banner.tone.value)
        self.text.setText(banner.text)
        words, self._act = banner.action or ("", self._close)
        self._button.setText(words)
        self._button.setObjectName(f"{banner.key}.action")
        self._button.setVisible(bool(words))
        words, self._refuse = banner.refusal or ("", self._close)
        self._refusal.setText(words)
        self._refusal.setObjectName(f"{banner.key}.refusal")
        self._refusal.setVisible(bool(words))
        self._cross.setObjectName(f"{banner.key}.close")
        self._show_progress(banner)

    def _show_progress(self, banner: Banner) -> None:
        """Show the progress bar while the total is known: the bar of an unknown one would move without end."""
        done, total = banner.progress or (0, 0)
        self._bar.setVisible(total > 0)
        if total > 0:
            self._bar.setAccessibleName(banner.text)
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _on_action(self) -> None:
        act = self._act
        self._close()
        act()

    def _on_refusal(self) -> None:
        refuse = self._refuse
        self._close()
        refuse()
