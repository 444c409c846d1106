"""A strip inside a page: a sentence in the colour of its tone, with the buttons that answer it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QProgressBar, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered
from microdesk_desktop.gui.widgets.labels import set_tone

Answer = tuple[str, Callable[[], object]]
"""The text of a button, and its effect."""


class Strip(QFrame):
    """A question, a result or a warning that belongs to the page, and stays until it is answered."""

    def __init__(self, text: str, tone: Tone, answers: Sequence[Answer] = (), *, detail: str = "") -> None:
        super().__init__()
        self.setProperty("look", "banner")
        self.setAccessibleName(text)
        set_tone(self, tone)
        self.buttons = [buttons.plain(buttons.literal(words), act) for words, act in answers]
        self.key = (text, tone, detail, tuple(words for words, _ in answers))
        """What two strips that look the same have in common."""
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(labels.body(text))
        if detail:
            texts.addWidget(labels.caption(detail, wraps=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.addWidget(Answered(texts, *self.buttons))


class WorkStrip(QFrame):
    """Work under way: what it does, how far it has come, and the button that stops it."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "banner")
        set_tone(self, Tone.NEUTRAL)
        self._text = labels.body("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        texts = QVBoxLayout()
        texts.setSpacing(SMALL)
        texts.addWidget(self._text)
        texts.addWidget(self._bar)
        self.stop_button = buttons.plain(tr("Arrêter"), stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.addWidget(Answered(texts, self.stop_button))

    def show_progress(self, text: str, done: int, total: int) -> None:
        """Show how far the work has come; without a bar while the total is unknown, which is 0."""
        if text != self._text.text():
            self._text.setText(text)
            self._bar.setAccessibleName(text)
            screen_reader.announce(self, text)
        self._bar.setVisible(total > 0)
        if total > 0:
            self._bar.setRange(0, total)
            self._bar.setValue(done)


def empty_layout(layout: QLayout) -> None:
    """Remove and delete every widget of a layout, and of the layouts in it."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        inside: QLayout | None = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inside is not None:
            empty_layout(inside)
