"""What must be done with open messages before the window closes or locks, or before their account is removed.

begin ──▶ what waits is sent, what was written is saved ──▶ go_on, whenever one of them ends
                                                              ├─ one failed: all stays
                                                              ├─ one has no draft: lost
                                                              └─ then
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.pages.composer.message import OpenMessage
from microdesk_desktop.pages.composer.outbox import Outbox
from microdesk_desktop.pages.composer.saving import DraftSaver

Concerned = Callable[[], Sequence[OpenMessage]]
Lost = Callable[[Sequence[OpenMessage]], object]
"""Is given the messages that no server has."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to follow; `former` are the errors that the messages had before."""

    concerned: Concerned
    then: Callable[[], object]
    lost: Lost
    former: Mapping[int, KnownError | None]


class Conclusion:
    """One conclusion at a time; another one takes its place."""

    def __init__(self, outbox: Outbox, saver: DraftSaver) -> None:
        self._outbox = outbox
        self._saver = saver
        self._wanted: _Wanted | None = None

    def begin(self, concerned: Concerned, then: Callable[[], object], lost: Lost) -> None:
        """Send and save the messages that are concerned, then call `then`, or `lost` where some have no draft."""
        former = {each.number: each.error for each in concerned()}
        self._wanted = _Wanted(concerned, then, lost, former)
        for message in concerned():
            self._outbox.send_now(message, waits=False)
            if message.can_be_written and message.is_touched:
                self._saver.save(message)
        self.go_on()

    def forget(self) -> None:
        """The user has come back: what is under way goes on, and nothing follows."""
        self._wanted = None

    def go_on(self) -> None:
        """Call what follows once nothing is under way; nothing after a failure, which the message itself shows."""
        if self._wanted is None:
            return
        messages = self._wanted.concerned()
        if any(each.is_on_its_way or each.is_saving for each in messages):
            return
        wanted, self._wanted = self._wanted, None
        unsaved = [each for each in messages if each.is_touched]
        if any(each.error is not None and each.error is not wanted.former.get(each.number) for each in messages):
            return
        if unsaved:
            wanted.lost(unsaved)
        else:
            wanted.then()
