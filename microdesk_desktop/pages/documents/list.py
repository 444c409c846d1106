"""A list of documents with a panel that shows the chosen one, its payments and what can be done with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.chain.duplicate import duplicate_document, duplicate_draft
from microdesk_desktop.operations.documents.drafts import remove_draft
from microdesk_desktop.pages.documents.edits import DocumentActions
from microdesk_desktop.pages.documents.panel import KEYS, STEP_KEYS, DocumentPanel
from microdesk_desktop.pages.documents.steps import DocumentSteps
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.pages.shared.new_draft import EDITOR, NewDraft
from microdesk_desktop.views.documents.steps import Step, offered_steps
from microdesk_desktop.views.exports.content import Chunks
from microdesk_desktop.views.exports.lists.documents import document_chunks
from microdesk_desktop.views.records.document_actions import DocumentAction, removed_document_text
from microdesk_desktop.views.records.payments import PaymentRow, load_payments
from microdesk_desktop.views.records.rows import InvoiceRow
from microdesk_desktop.views.records.words import day_and_amount

DRAFTS = "drafts"
"""The key of the chip that shows the drafts."""


class DocumentListPage(ImportListPage[InvoiceRow]):
    """Enter opens the page of the selected document, a key does one of its actions; a page gives its columns and words.

    `panel_words` are the name of the panel, and its text while no document is chosen.
    """

    has_period = True
    new_type: ClassVar[DocumentType]
    """The type of document that N begins."""
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS | Changes.DOCUMENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reading: Task[list[PaymentRow]] | None = None
        self.panel = DocumentPanel(*self.panel_words())
        self._edits = DocumentActions(workspace, self.table, self.table.current_row)
        self._steps = DocumentSteps(workspace, self.table, self.table.current_row, page=self.key)
        self._split = SideBySide(self.card, self.panel)
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.activated.connect(lambda _: self._open_page())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self._connect_panel()
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.add_action(buttons.primary(self.new_words(), self.new_document)).setToolTip("N")
        self.body.addWidget(self._split, 1)
        bind(self, {key: partial(self._do_if_offered, action) for action, keys in KEYS.items() for key in keys})
        bind(self, {key: partial(self._take_if_offered, step) for step, keys in STEP_KEYS.items() for key in keys})
        bind(self, {"N": self.new_document, "D": self.duplicate})

    def panel_words(self) -> tuple[str, str]:
        """The name of the panel, and its text while no document is chosen."""
        raise NotImplementedError

    def new_document(self) -> None:
        """Begin a draft of what the page lists first."""
        self.workspace.navigate(EDITOR, NewDraft(type=self.new_type))

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    @staticmethod
    def new_words() -> str:
        """The words of the button that begins a draft."""
        raise NotImplementedError

    @staticmethod
    def import_words() -> str:
        """The words of the action that asks for files to import."""
        raise NotImplementedError

    @staticmethod
    def none_words() -> str:
        """What the list shows in the place of its rows where no document is in the chosen state."""
        raise NotImplementedError

    @staticmethod
    def load_rows(reader: Any, today: date) -> Sequence[InvoiceRow]:
        """The drafts and the documents of the list; on a worker thread."""
        raise NotImplementedError

    @staticmethod
    def chip_of_state(state: DocumentState) -> str:
        """The chip that shows the documents in a state."""
        raise NotImplementedError

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=cls.new_words(), do=cls.new_document, icon="plus", shortcut="N"),
            PageAction(text=cls.import_words(), do=cls.choose_files, icon="upload"),
        )

    def activate(self, wanted: object = None) -> None:
        """With a state, show the documents in that state only."""
        if isinstance(wanted, DocumentState):
            self._show_all()
            if self.chips is not None:
                self.chips.choose(self.chip_of_state(wanted))
            wanted = None
        super().activate(wanted)

    def reload(self) -> None:
        today, load_rows = self.workspace.clock.today(), self.load_rows
        self.read_rows(lambda reader: load_rows(reader, today))

    def no_match_state(self) -> EmptyState:
        if self.is_narrowed:
            return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un numéro ou un nom de client."))
        return EmptyState("circle-check", self.none_words())

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
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)
        self._show_selected()

    def _connect_panel(self) -> None:
        navigate = self.workspace.navigate
        self.panel.wanted.connect(self._go_on)
        self.panel.page_wanted.connect(self._open_page)
        self.panel.client_wanted.connect(lambda id_: navigate("client", id_))
        self.panel.payments.transaction_wanted.connect(lambda id_: navigate("bank", id_))
        self.panel.payments.receipt_wanted.connect(lambda id_: navigate("receipts", id_))

    def _open_page(self) -> None:
        row = self.table.current_row()
        if row is not None and row.draft_id is not None:
            self.workspace.navigate(EDITOR, row.draft_id)
        elif row is not None:
            self.workspace.navigate("invoice", row.id)

    def _go_on(self, wanted: DocumentAction | Step) -> None:
        if isinstance(wanted, Step):
            self._steps.do(wanted)
        else:
            self._edits.do(wanted)

    def _take_if_offered(self, step: Step) -> None:
        row = self.table.current_row()
        if row is not None and step in offered_steps(row):
            self._steps.do(step)

    def _do_if_offered(self, action: DocumentAction) -> None:
        row = self.table.current_row()
        if row is not None and row.draft_id is not None:
            if action is DocumentAction.REMOVE:
                self._remove_draft(row, row.draft_id)
        elif action in self.panel.actions_offered:
            self._edits.do(action)

    def _remove_draft(self, row: InvoiceRow, draft_id: int) -> None:
        self.workspace.perform(
            lambda session: remove_draft(session, draft_id),
            owner=self,
            message=lambda: removed_document_text(row),
            place=Place(page=self.key, wanted=row.id),
        )

    def duplicate(self) -> None:
        """Begin a draft like the document or the draft that is selected, and open it."""
        row = self.table.current_row()
        if row is None or not (row.is_sealed or row.draft_id is not None):
            return
        number, draft_id = row.number, row.draft_id
        self.workspace.perform(
            lambda session: (
                duplicate_document(session, number) if draft_id is None else duplicate_draft(session, draft_id)
            ),
            owner=self,
            on_success=lambda result: self.workspace.navigate(EDITOR, result.id),
        )

    def _show_selected(self) -> None:
        row = self.table.current_row()
        if self._reading is not None:
            self._reading.forget()
        self.panel.show_document(row)
        if row is not None and row.draft_id is None:
            self._reading = self.workspace.load(
                lambda reader: load_payments(reader, row.id),
                owner=self,
                on_success=self.panel.show_payments,
            )


def drafts_chip(counts: Mapping[str, int]) -> Chip:
    """The chip that shows the drafts; hidden while there are none."""
    count = counts[DRAFTS]
    return Chip(key=DRAFTS, text=tr("Brouillons"), tone=Tone.NEUTRAL, count=count, is_shown=count > 0)
