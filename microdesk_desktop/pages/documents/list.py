"""A list of documents with a panel that shows the chosen one, its payments and what can be done with it."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.documents.edits import DocumentActions
from microdesk_desktop.pages.documents.panel import KEYS, DocumentPanel
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.views.exports.content import Chunks
from microdesk_desktop.views.exports.documents import document_chunks
from microdesk_desktop.views.records.document_actions import DocumentAction
from microdesk_desktop.views.records.payments import PaymentRow, load_payments
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import day_and_amount


class DocumentListPage(ImportListPage[InvoiceRow]):
    """Enter opens the page of the selected document, a key does one of its actions; a page gives its columns and words.

    `panel_words` are the name of the panel, and its text while no document is chosen.
    """

    has_period = True
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reading: Task[list[PaymentRow]] | None = None
        self.panel = DocumentPanel(*self.panel_words())
        self._edits = DocumentActions(workspace, self.table, self.table.current_row)
        self._split = SideBySide(self.card, self.panel)
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.activated.connect(lambda _: self._open_page())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self._connect_panel()
        self._import = self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.body.addWidget(self._split, 1)
        bind(self, {key: partial(self._do_if_offered, action) for action, keys in KEYS.items() for key in keys})

    def panel_words(self) -> tuple[str, str]:
        """The name of the panel, and its text while no document is chosen."""
        raise NotImplementedError

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def import_kind(self) -> ImportKind:
        return ImportKind.DOCUMENTS

    def export_chunks(self, rows: Sequence[InvoiceRow]) -> Chunks:
        return document_chunks(rows)

    @staticmethod
    def search_text(row: InvoiceRow) -> str:
        typed = day_and_amount(row.issued_on, row.total_cents)
        return f"{row.number} {row.client} {row.subject} {typed}"

    @staticmethod
    def day_of(row: InvoiceRow) -> date:
        return row.issued_on

    def filter_rows(self) -> None:
        super().filter_rows()
        self._split.set_has_panel(bool(self.rows))
        self._import.setVisible(bool(self.rows))  # an empty list offers it in its middle
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)
        self._show_selected()

    def _connect_panel(self) -> None:
        navigate = self.workspace.navigate
        self.panel.wanted.connect(self._edits.do)
        self.panel.page_wanted.connect(self._open_page)
        self.panel.client_wanted.connect(lambda id_: navigate("client", id_))
        self.panel.payments.transaction_wanted.connect(lambda id_: navigate("bank", id_))
        self.panel.payments.receipt_wanted.connect(lambda id_: navigate("receipts", id_))

    def _open_page(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.workspace.navigate("invoice", row.id)

    def _do_if_offered(self, action: DocumentAction) -> None:
        if action in self.panel.actions_offered:
            self._edits.do(action)

    def _show_selected(self) -> None:
        row = self.table.current_row()
        if self._reading is not None:
            self._reading.forget()
        self.panel.show_document(row)
        if row is not None:
            self._reading = self.workspace.load(
                lambda reader: load_payments(reader, row.id),
                owner=self,
                on_success=self.panel.show_payments,
            )
