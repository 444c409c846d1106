"""What the fields of an editor propose, read once and again after a change: clients, lines, deposits to deduct."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.window.suggestions import Suggestion
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.editor.head_form import HeadForm
from microdesk_desktop.pages.editor.lines import LinesTable
from microdesk_desktop.pages.editor.options import Options
from microdesk_desktop.views.documents.editor.proposals import (
    LineProposals,
    client_called,
    load_line_proposals,
    price_text,
)
from microdesk_desktop.views.documents.editor.reading import ClientName, load_client_names, load_deposits

PROPOSED = Changes.CLIENTS | Changes.CATALOGUE | Changes.INVOICES


class Choices(QObject):
    """Gives the parts of the form what they propose; `clients_read` comes when the names of clients are known."""

    clients_read = Signal()

    def __init__(self, workspace: Workspace, head: HeadForm, lines: LinesTable, options: Options) -> None:
        super().__init__(head)
        self._head, self._lines, self._options = head, lines, options
        self._clients: Sequence[ClientName] = ()
        self._readings = Readings(workspace, self)
        self._read(PROPOSED)
        workspace.changed.connect(self._read)

    def client_name(self, draft: Draft) -> str:
        """The name of a draft's client; empty while it is not known."""
        if draft.client_id is not None:
            return next((each.name for each in self._clients if each.id == draft.client_id), "")
        return draft.buyer.name if draft.buyer else draft.client

    def id_of(self, name: str) -> int | None:
        """The id of the only client of this name."""
        known = client_called(name, self._clients)
        return known.id if known else None

    def read_deposits(self, client_id: int | None) -> None:
        """Offer the deposits of this client that no document deducts yet."""
        if client_id is None:
            self._options.set_deposits(())
        else:
            self._readings.load("deposits", lambda reader: load_deposits(reader, client_id), self._options.set_deposits)

    def _read(self, changes: Changes) -> None:
        """Read what this change concerns: a draft, which is kept all the time, concerns nothing of it."""
        if changes & Changes.CLIENTS:
            self._readings.load("clients", load_client_names, self._show_clients)
        if changes & PROPOSED:
            self._readings.load("proposals", load_line_proposals, self._show_proposals)

    def _show_clients(self, clients: Sequence[ClientName]) -> None:
        self._clients = clients
        self._head.set_clients(clients)
        self.clients_read.emit()

    def _show_proposals(self, proposals: LineProposals) -> None:
        def suggest(typed: str) -> Sequence[Suggestion]:
            return [Suggestion(text=line.label, detail=price_text(line), value=line) for line in proposals.find(typed)]

        self._lines.editor.set_suggest(suggest)
