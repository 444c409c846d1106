"""Files dropped on the page of the expenses: on a row they are its vouchers, beside the rows the user is asked."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.undo import Place, UndoableChange
from microdesk_desktop.gui.window.dialogs import can_open_sheet
from microdesk_desktop.operations.documents.received.dropped import DroppedFiles, examine_files, receive_dropped
from microdesk_desktop.operations.documents.received.receive import ReceivedBatch
from microdesk_desktop.pages.records.expenses.drop_sheet import DropAnswers, DropSheet
from microdesk_desktop.views.documents.received.words import received_text
from microdesk_desktop.views.records.expenses.voucher_candidates import VoucherCandidate, load_voucher_candidates

CANDIDATES = 8
RECEIVED = "received"


class DroppedBeside:
    """`attach` gives files to an expense, `add` opens the form of a new one with them."""

    def __init__(
        self, page: Page, attach: Callable[[int, Sequence[Path]], object], add: Callable[[Sequence[Path]], object]
    ) -> None:
        self._page = page
        self._attach = attach
        self._add = add

    def ask(self, paths: Sequence[Path]) -> None:
        """Look at the files, then ask what they are; the first that is refused is named, and nothing is kept."""
        self._page.workspace.examine(
            lambda session, job: examine_files(session, paths, job),
            owner=self._page,
            on_success=partial(self._find, paths),
            on_error=self._page.workspace.report,
        )

    def _find(self, paths: Sequence[Path], files: DroppedFiles) -> None:
        def load(reader: Any) -> list[VoucherCandidate]:
            return load_voucher_candidates(reader, files.amounts, files.days, CANDIDATES)

        self._page.workspace.load(load, owner=self._page, on_success=partial(self._open, paths, files))

    def _open(self, paths: Sequence[Path], files: DroppedFiles, candidates: Sequence[VoucherCandidate]) -> None:
        if not can_open_sheet(self._page):
            return
        answers = DropAnswers(
            one_each=partial(self._receive, files) if files.is_readable else partial(self._add, paths),
            one_of_all=partial(self._add, paths),
            attach=lambda expense_id: self._attach(expense_id, paths),
        )
        DropSheet(self._page, [each.name for each in files.vouchers], candidates, answers)

    def _receive(self, files: DroppedFiles) -> None:
        self._page.workspace.work(
            lambda session, job: receive_dropped(session, files.vouchers, job),
            lane=Lane.WRITE,
            progress=tr("Lecture des factures reçues…"),
            on_success=self._go_on,
        )

    def _go_on(self, batch: ReceivedBatch) -> None:
        for file in batch.refused:
            if file.refusal is not None:
                self._page.workspace.report(file.refusal)
        if batch.undo is None:
            return
        names = [each.content.invoice.supplier.name if each.content.invoice else "" for each in batch.received]
        change = UndoableChange(
            text=lambda: received_text(names), revert=batch.undo, place=Place(page=RECEIVED, wanted=batch.id)
        )
        self._page.workspace.undo.push(change)
        self._page.workspace.navigate(RECEIVED, batch.id)
