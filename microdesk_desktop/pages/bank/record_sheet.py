"""The sheet that creates the receipt or the expense of a transaction, filled in from its label."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.decide import TransactionChange, create_record
from microdesk_desktop.pages.records.record_form import RecordForm
from microdesk_desktop.views.bank.prefill import other_record_text, prefilled_expense, prefilled_receipt
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.records.expenses.form import ExpenseChoices, load_expense_choices


class RecordSheet:
    """Opens the sheet; `filled` gets the change to make once the form is submitted."""

    def __init__(
        self, host: QWidget, workspace: Workspace, row: TransactionRow, filled: Callable[[TransactionChange], object]
    ) -> None:
        self._host = host
        self._workspace = workspace
        self._row = row
        self._filled = filled
        workspace.load(load_expense_choices, owner=host, on_success=self._open)

    def _open(self, choices: ExpenseChoices) -> None:
        if not can_open_sheet(self._host):
            return
        spends = self._row.amount_cents < 0
        form = RecordForm(TargetKind.EXPENSE if spends else TargetKind.RECEIPT, self._workspace.clock.today(), choices)
        form.fill(prefilled_expense(self._row, choices.index) if spends else prefilled_receipt(self._row))

        def save() -> None:
            record = form.record()
            sheet.close_sheet()
            self._filled(lambda session, id_: create_record(session, id_, record))

        title = tr("Créer une dépense") if spends else tr("Créer une recette")
        sheet = Sheet(self._host, title, form, tr("Créer"), save)
        if other := other_record_text(self._row):
            sheet.add_above_foot(labels.by_others(labels.muted(other)))
