"""The first steps of a new vault: as a page of its own at first, then as a slim card beside the figures."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered
from microdesk_desktop.gui.widgets.buttons import Act
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.pages.start.example_link import ExampleLink
from microdesk_desktop.views.dashboard.first_steps import Checklist, StepWords, progress_words, step_words

# The page that a step leads to, and what it is opened on.
PLACES: Mapping[FirstStep, tuple[str, object]] = {
    FirstStep.RECORDS: ("imports", None),
    FirstStep.STATEMENT: ("imports", ImportKind.STATEMENT),
    FirstStep.COMPANY: ("settings", "company"),
    FirstStep.RECOVERY_KEY: ("settings", "passphrase"),
    FirstStep.MAIL: ("settings", "mail"),
}
_ICONS: Mapping[FirstStep, str] = {
    FirstStep.RECORDS: "users",
    FirstStep.STATEMENT: "landmark",
    FirstStep.COMPANY: "file-text",
    FirstStep.RECOVERY_KEY: "key-round",
    FirstStep.MAIL: "mail",
}
MARK = 20


class FirstSteps(QFrame):
    """The list of steps; `wanted` carries the step to do, `dismissed` the one to show no more.

    The slim form lists only what is left to do, without reasons.
    """

    wanted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, *, is_slim: bool) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._is_slim = is_slim
        self._title = labels.heading(tr("Pour bien commencer")) if is_slim else labels.lead(tr("Pour bien commencer"))
        self._progress = labels.caption("")
        padding = WIDE if is_slim else ROOMY
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(padding, MIDDLE if is_slim else ROOMY, padding, MIDDLE if is_slim else ROOMY)
        self._column.setSpacing(SMALL if is_slim else MIDDLE)
        self._column.addWidget(self._title)
        self._column.addWidget(self._progress)
        self._list = QVBoxLayout()
        self._list.setSpacing(self._column.spacing())
        self._column.addLayout(self._list)
        if is_slim:
            self._column.addStretch()

    def show_steps(self, checklist: Checklist) -> None:
        """Show these steps."""
        while (item := self._list.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.hide()
                former.deleteLater()
        self._progress.setText(progress_words(checklist))
        first = True
        for step, is_done in checklist.steps:
            if is_done and self._is_slim:
                continue
            self._list.addWidget(rule())
            self._list.addWidget(self._row(step, step_words(step), is_done=is_done, is_next=first and not is_done))
            first = first and is_done

    def _row(self, step: FirstStep, words: StepWords, *, is_done: bool, is_next: bool) -> QWidget:
        begin, dismiss = partial(self.wanted.emit, step), partial(self.dismissed.emit, step)
        if self._is_slim:
            return _slim_row(step, words, begin, dismiss)
        if is_done:
            return _done_row(words)
        return _row(step, words, begin, dismiss, is_next=is_next)


class StartScreen(QWidget):
    """The first steps while the vault is empty, and the way to the sample company."""

    def __init__(self, open_example: Act) -> None:
        super().__init__()
        self.steps = FirstSteps(is_slim=False)
        self.example = ExampleLink(open_example)
        inside = QVBoxLayout()
        inside.setSpacing(MIDDLE)
        inside.addWidget(self.steps)
        inside.addWidget(
            Wrapping(self.example, labels.caption(tr("Dans une autre fenêtre, sans toucher à votre coffre.")))
        )
        inside.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addLayout(inside, 6)
        line.addStretch(1)


def _row(step: FirstStep, words: StepWords, begin: Act, dismiss: Act, *, is_next: bool) -> QWidget:
    """A step to do: its name and its reason, the button that leads to it, and the one that hides it."""
    button = buttons.primary(words.button, begin) if is_next else buttons.plain(words.button, begin)
    button.setObjectName(step.value)
    button.setAccessibleDescription(words.title)
    texts = Answered(_texts(words.title, words.reason), button)
    return _line(Picture(_ICONS[step], size=MARK), texts, _cross(step, words, dismiss))


def _done_row(words: StepWords) -> QWidget:
    """A step that is done."""
    return _line(Picture("circle-check", "positive", size=MARK), Answered(_texts(words.title, tr("Fait"))))


def _slim_row(step: FirstStep, words: StepWords, begin: Act, dismiss: Act) -> QWidget:
    """A step to do, as one link."""
    link = InlineLink(words.title, begin)
    link.setObjectName(step.value)
    link.setToolTip(words.reason)
    return _line(link, None, _cross(step, words, dismiss))


def _cross(step: FirstStep, words: StepWords, dismiss: Act) -> QPushButton:
    made = buttons.bare("x", tr("Ne plus proposer : {step}").format(step=words.title), dismiss)
    made.setObjectName(f"{step}.dismiss")
    return made


def _texts(title: str, reason: str) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(0)
    made.addStretch()
    made.addWidget(labels.heading(title))
    made.addWidget(labels.caption(reason, wraps=True))
    made.addStretch()
    return made


def _line(first: QWidget, texts: QWidget | None, *last: QWidget) -> QWidget:
    """Widgets in a line; what is first stays at the left, and the texts take the room that is left."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(MIDDLE)
    line.addWidget(first)
    if texts is not None:
        line.addWidget(texts, 1)
    else:
        line.addStretch()
    for widget in last:
        line.addWidget(widget)
    return made
