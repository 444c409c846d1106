"""Hostile mails in the real reading pane: what is asked for, and how long the window stands still for each."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from microdesk_desktop.pages.mail.reading.letter_text import LetterText
from microdesk_desktop.pages.mail.reading.pane import ReadingPane
from tests.support.mail.hostile_mails import HIDDEN, SEEN, HostileMail
from tests.support.mail.letters import ACCOUNT_ID, listed
from tests.support.measures.pace import slowness

MOST_TURN_S = 0.1
"""From a tenth of a second on, a stop is felt; the slowest letter takes a quarter of it in a process of its own, and
twice as much after hundreds of other tests."""
_TIMES = 3
_WIDTHS = (560, 480)


@dataclass
class Turns:
    """The processor time of the longest turn of the event loop, in seconds."""

    longest_s: float = 0.0


@contextmanager
def timed_turns(owner: QObject) -> Iterator[Turns]:
    """Time each turn of the event loop of this thread: nothing is painted and no key is taken meanwhile."""
    turns, before = Turns(), [time.thread_time()]

    def turn() -> None:
        now = time.thread_time()
        turns.longest_s = max(turns.longest_s, now - before[0])
        before[0] = now

    timer = QTimer(owner)
    timer.timeout.connect(turn)
    gc.freeze()  # what hundreds of tests left behind is not the window's: looking through it takes as long as a turn
    timer.start(0)
    try:
        yield turns
    finally:
        timer.stop()
        timer.deleteLater()
        gc.unfreeze()


@contextmanager
def noted_names(names: list[str]) -> Iterator[None]:
    """Note every name that the browser of a letter is asked for."""
    load: Callable[..., object] = LetterText.loadResource

    def noting(self: LetterText, kind: int, name: object) -> object:
        names.append(name if isinstance(name, str) else name.toString())  # type: ignore[attr-defined]
        return load(self, kind, name)

    LetterText.loadResource = noting  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        LetterText.loadResource = load  # type: ignore[method-assign, assignment]


def pane_faults(
    pane: ReadingPane, mail: HostileMail, key: str, wait: Callable[[Callable[[], bool]], object]
) -> Iterator[str]:
    """What is wrong with the letter of a conversation in the pane; a turn that took too long is timed again."""
    for _ in range(_TIMES):
        with timed_turns(pane) as turns:
            pane.show_conversation(ACCOUNT_ID, listed(key))
            wait(lambda: _is_shown(pane))
            QApplication.processEvents()
            pane.resize(_WIDTHS[pane.width() == _WIDTHS[0]], pane.height())
            QApplication.processEvents()
        text = pane.cards[0].text
        shown = text.toPlainText() if text is not None else ""
        pane.show_nothing()
        if turns.longest_s <= MOST_TURN_S * slowness():
            break
    else:
        yield f"{mail.kind}: the window stood still for {turns.longest_s:.3f} s"
    if mail.has_hidden and HIDDEN in shown:
        yield f"{mail.kind}: hidden text is shown"
    if mail.has_seen and SEEN not in shown:
        yield f"{mail.kind}: visible text is missing"


def _is_shown(pane: ReadingPane) -> bool:
    """Whether the text of the one letter is in sight, or is found to be empty."""
    card = pane.cards[0] if pane.cards else None
    if card is None or card.content is None:
        return False
    return card.text is None or bool(card.text.toPlainText() or not card.content.view.reading.text.strip())
