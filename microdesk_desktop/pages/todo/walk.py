"""The way through the queue: each item at its place in its page, then the next one, wherever that is.

À traiter ──Enter──▶ the item's page, with a banner ──F8 or « Suivant »──▶ the next item's page … ──▶ À traiter
                           └── once settled there, the next one comes by itself
"""

from collections.abc import Callable, Sequence
from functools import partial

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.window.dialogs import is_covered
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.views.waiting.items import WaitingItem
from microdesk_desktop.views.waiting.queue import Queue, following, load_queue
from microdesk_desktop.views.waiting.registry import FLAGS
from microdesk_desktop.views.waiting.words import step_text

KEY = "walk"
NEXT = "F8"
"""The key that opens the next item, wherever the user is."""
QUEUE_PAGE = "todo"


class Walk(Controller):
    """Handles one item at a time; a banner on its page names it and leads on.

    Items that were opened and left as they are do not come again in the same walk: after the last one the user is
    back at the queue.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._current: WaitingItem | None = None
        self._kind = ""
        self._listed: Sequence[str] = ()
        self._opened: set[str] = set()
        self._reading: Task[Queue] | None = None
        self._is_next_wanted = False
        workspace.changed.connect(self._on_changed)

    @property
    def current(self) -> WaitingItem | None:
        """The item that is being handled; None outside of a walk."""
        return self._current

    def start(self, item: WaitingItem, queue: Queue, kind: str = "") -> None:
        """Open an item of the queue, which holds one kind only where it is given."""
        self._drop_reading()
        self._kind = kind
        self._opened.clear()
        self._open(item, queue)

    def go_on(self) -> None:
        """Open the next item, or the first one outside of a walk; after the last one, the queue."""
        self._is_next_wanted = True
        self._read(self._open_next)

    def stop(self) -> None:
        """End the walk, wherever it is."""
        self._drop_reading()
        self._current = None
        self._kind, self._listed = "", ()
        self._opened.clear()
        self.workspace.notices.dismiss(KEY)

    def _read(self, take: Callable[[Queue], None]) -> None:
        today, kind = self.workspace.clock.today(), self._kind
        self._reading = self.workspace.load(
            lambda reader: load_queue(reader, today, kind), owner=self, on_success=take, instead_of=self._reading
        )

    def _drop_reading(self) -> None:
        """Stop the reading under way, and with it a request for the next item."""
        self._is_next_wanted = False
        if self._reading is not None:
            self._reading.forget()
            self._reading = None

    @property
    def _is_going_on(self) -> bool:
        """Whether the user has asked for the next item, and the queue is still being read for that."""
        return self._is_next_wanted and self._reading is not None and self._reading.error is None

    def _open_next(self, queue: Queue) -> None:
        self._is_next_wanted = False
        after = self._current.key if self._current is not None else ""
        item = following(queue.items, self._listed, self._opened, after)
        if item is None:
            self.stop()
            self.workspace.navigate(QUEUE_PAGE)
        else:
            self._open(item, queue)

    def _open(self, item: WaitingItem, queue: Queue) -> None:
        self._current = item
        self._listed = [each.key for each in queue.items]
        self._opened.add(item.key)
        left = sum(each.others or 1 for each in queue.items if each.key not in self._opened)
        self.workspace.navigate(item.page, item.wanted)
        self.workspace.notices.show(partial(self._banner, item, left))

    def _banner(self, item: WaitingItem, left: int) -> Banner:
        return Banner(
            key=KEY,
            text=step_text(item, left),
            action=(tr("Suivant ({key})").format(key=NEXT), self.go_on),
            refusal=(tr("Terminer"), self.stop),
            page=item.page,
        )

    def _on_changed(self, changes: Changes) -> None:
        """Read the queue again: the former reading is dropped, but a request for the next item still stands."""
        if self._current is not None and changes & FLAGS:
            self._read(self._open_next if self._is_going_on else self._go_on_if_settled)

    def _go_on_if_settled(self, queue: Queue) -> None:
        """Go on once the item has left the queue, unless the user is elsewhere or in the middle of something."""
        current, front = self._current, self.workspace.front
        if current is None or front is None or current.key in {item.key for item in queue.items}:
            return
        if front.page_in_sight() == current.page and not is_covered(front):
            self._open_next(queue)
