"""Files from suppliers that were dropped or came by mail: received one after the other, from unlock to lock."""

from collections.abc import Callable, Sequence
from functools import partial

from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.undo import Place, UndoableChange
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.operations.documents.received.receive import ReceivedBatch, receive_all
from microdesk_desktop.operations.mail.reading.fetch_attachment import fetch_attachment
from microdesk_desktop.views.documents.received.words import received_text

PAGE = "received"
Refuse = Callable[[Sequence[Member]], object]


class ReceivedController(Controller):
    """Makes expenses to confirm of files, and brings the first one into sight."""

    def receive(self, files: Sequence[Member], refuse: Refuse, *, plain_too: bool = False, again: bool = False) -> None:
        """Receive these files; those that are refused are given to `refuse`.

        `plain_too`: PDFs and pictures without an electronic invoice as well; `again`: known ones as well.
        """
        self.workspace.work(
            lambda session, job: receive_all(session, files, job, plain_too=plain_too, again=again),
            lane=Lane.WRITE,
            progress=tr("Lecture des factures reçues…"),
            on_success=partial(self._take, refuse),
        )

    def receive_mailed(self, account_id: str, letter: str, part: str, name: str) -> None:
        """Receive the file of a letter, by the keys of both, under this name; a refusal is shown in a banner."""
        self.workspace.work(
            lambda session, job: fetch_attachment(session, account_id, letter, part, name, job),
            lane=Lane.NET,
            progress=tr("Téléchargement de « {name} »…").format(name=visible(name)),
            on_success=lambda file: self.receive([file], self._report_refused, plain_too=True),
        )

    def _report_refused(self, files: Sequence[Member]) -> None:
        for file in files:
            if file.refusal is not None:
                self.workspace.report(file.refusal)

    def _take(self, refuse: Refuse, batch: ReceivedBatch) -> None:
        if batch.refused:
            refuse(batch.refused)
        if batch.undo is None:
            return
        names = [each.content.invoice.supplier.name if each.content.invoice else "" for each in batch.received]
        change = UndoableChange(
            text=lambda: received_text(names), revert=batch.undo, place=Place(page=PAGE, wanted=batch.id)
        )
        self.workspace.undo.push(change)
        if not batch.refused:
            self.workspace.navigate(PAGE, batch.id)
