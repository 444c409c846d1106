"""The search in the records, for the command palette; it lives from unlock to lock, as the texts that it holds may."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.views.search.hits import RecordHit, find_records, load_hits
from microdesk_desktop.views.search.index import RecordIndex

RECORDS = Changes.BANK | Changes.INVOICES | Changes.CLIENTS | Changes.LEDGER | Changes.CATALOGUE
# As many as the eye takes in at once above the other actions.
RECENT = 5
Take = Callable[[list[RecordHit]], None]


class RecordSearch(Controller):
    """Reads the index in the background, answers from it, and remembers what was chosen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._index: RecordIndex | None = None
        self._is_stale = True
        self._reading: Task[RecordIndex] | None = None
        self._finding: Task[list[RecordHit]] | None = None
        self._renewing: Task[list[RecordHit]] | None = None
        self._question: Callable[[], None] | None = None
        self._recent: list[RecordHit | str] = []
        workspace.changed.connect(self._on_changed)

    @property
    def recent(self) -> tuple[RecordHit | str, ...]:
        """The records, and the texts of the actions, that were chosen last; the latest first."""
        return tuple(self._recent)

    def remember(self, chosen: RecordHit | str) -> None:
        """Note that a record or an action was chosen."""
        self._recent = [chosen, *(each for each in self._recent if _key(each) != _key(chosen))][:RECENT]

    def prepare(self) -> None:
        """Read the texts of all records, unless they are known and none has changed since."""
        if self._is_stale and self._reading is None:
            self._is_stale = False
            self._reading = self.workspace.load(RecordIndex, owner=self, on_success=self._take_index)

    def find(self, typed: str, *, owner: QObject, on_success: Take) -> None:
        """Find the records that answer what is typed; the former question is dropped.

        `on_success` comes once the texts are known. While changed records are read again the former texts answer, and
        then the new ones.
        """
        self.forget()
        self.prepare()
        self._question = partial(self._ask, typed, owner, on_success)
        self._question()

    def forget(self) -> None:
        """Drop the question, if there is one."""
        self._question = None
        self._forget_answer()

    def _forget_answer(self) -> None:
        if self._finding is not None:
            self._finding.forget()
            self._finding = None

    def _ask(self, typed: str, owner: QObject, on_success: Take) -> None:
        """Ask with the texts that are known; an answer from former ones that is still awaited would come too late."""
        self._forget_answer()
        index = self._index
        if index is not None and isValid(owner):
            self._finding = self.workspace.load(
                lambda reader: find_records(reader, index, typed), owner=owner, on_success=on_success
            )

    def _take_index(self, index: RecordIndex) -> None:
        self._index, self._reading = index, None
        if self._question is not None:
            self._question()

    def _on_changed(self, changes: Changes) -> None:
        if not changes & RECORDS:
            return
        if changes & Changes.CONNECTION:
            # After a disconnect no label of the bank stays in memory.
            self._forget_answer()
            self._index = None
        if self._reading is not None:
            self._reading.forget()
            self._reading = None
        self._is_stale = True
        if self._question is not None:
            self.prepare()
        self._renew_recent()

    def _renew_recent(self) -> None:
        """Read the records again that were chosen last: one may have another name, or be gone."""
        keys = [each.key for each in self._recent if isinstance(each, RecordHit)]
        if keys:
            self._renewing = self.workspace.load(
                lambda reader: load_hits(reader, keys),
                owner=self,
                on_success=self._take_recent,
                instead_of=self._renewing,
            )

    def _take_recent(self, hits: list[RecordHit]) -> None:
        now = {hit.key: hit for hit in hits}
        self._recent = [
            now[each.key] if isinstance(each, RecordHit) else each
            for each in self._recent
            if isinstance(each, str) or each.key in now
        ]


def _key(chosen: RecordHit | str) -> object:
    return chosen.key if isinstance(chosen, RecordHit) else chosen
