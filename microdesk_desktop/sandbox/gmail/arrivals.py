"""Letters that come to the sample mailbox while one looks: new ones, and answers to what was sent."""

import threading
import time
from types import TracebackType
from typing import Self

from microdesk_desktop.sandbox.gmail.letters import SampleMailbox
from microdesk_desktop.sandbox.gmail.service import SandboxGmail

_TURN_S = 0.5


class Arrivals:
    """Has letters come, from a thread of its own, until it is left."""

    def __init__(self, gmail: SandboxGmail, mailbox: SampleMailbox) -> None:
        self._gmail, self._mailbox = gmail, mailbox
        self._waiting = dict(mailbox.later)
        self._sent_at: dict[str, float] = {}
        self._answered: set[str] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="arrivals", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def turn(self, passed_s: float) -> None:
        """Have come what is due `passed_s` seconds after the start."""
        state, now = self._gmail.state, self._gmail.clock.now()
        for id_ in [id_ for id_, after_s in self._waiting.items() if after_s <= passed_s]:
            del self._waiting[id_]
            self._mailbox.come(state, id_, now)
        for sent in list(self._gmail.api.sent):
            at = self._sent_at.setdefault(sent.id, passed_s)
            if sent.id not in self._answered and passed_s - at >= self._mailbox.answer_s:
                self._answered.add(sent.id)
                self._mailbox.answer(state, sent, now)

    def _run(self) -> None:
        started = time.monotonic()
        while not self._stop.wait(_TURN_S):
            self.turn(time.monotonic() - started)
