"""The user's changes to the selected document: correct it, mark it as paid, remove it; each can be undone."""

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.document import correct_document, mark_paid, remove_document
from microdesk_desktop.pages.records.document_form import DocumentForm, PaymentForm
from microdesk_desktop.views.records.document_actions import (
    DocumentAction,
    corrected_text,
    paid_text,
    removed_document_text,
)
from microdesk_desktop.views.records.documents import EditableDocument, load_editable
from microdesk_desktop.views.records.rows import InvoiceRow


class DocumentActions:
    """Acts on the document that the list has selected; the focus goes back to the list."""

    def __init__(self, workspace: Workspace, table: Table[InvoiceRow]) -> None:
        self._workspace = workspace
        self._table = table

    def do(self, action: DocumentAction) -> None:
        """Carry out one action on the selected document; nothing without one."""
        row = self._table.current_row()
        if row is None:
            return
        match action:
            case DocumentAction.MARK_PAID:
                self._ask_payment(row)
            case DocumentAction.CORRECT:
                self._workspace.load(
                    lambda reader: load_editable(reader, row.id), owner=self._table, on_success=self._open
                )
            case DocumentAction.REMOVE:
                self._workspace.perform(
                    lambda session: remove_document(session, row.id), message=lambda: removed_document_text(row)
                )

    def _ask_payment(self, row: InvoiceRow) -> None:
        remaining = money.amount(abs(row.remaining_cents), row.currency)
        form = PaymentForm(self._workspace.clock.today(), remaining)

        def save() -> None:
            on, method = form.on.value(), form.method.value()
            sheet.close_sheet()
            self._workspace.perform(
                lambda session: mark_paid(session, row.id, on, method), message=lambda: paid_text(row, on)
            )

        title = tr("Paiement de {number}").format(number=row.number)
        sheet = Sheet(self._table, title, form, tr("Enregistrer"), save)

    def _open(self, found: EditableDocument | None) -> None:
        if found is None:
            return
        form = DocumentForm(found.document, self._workspace.clock.today(), found.clients)

        def save() -> None:
            document = form.document()
            self._workspace.perform(
                lambda session: correct_document(session, found.id, document),
                owner=sheet,
                message=lambda: corrected_text(document),
                on_success=lambda _: sheet.close_sheet(),
                on_error=form.refuse,
            )

        title = tr("Corriger {number}").format(number=found.document.number)
        sheet = Sheet(self._table, title, form, tr("Enregistrer"), save)
