"""All that was received: how each receipt was paid, and whether the bank has shown it; payments of documents too."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.records.record_columns import amount_column, day_column, party_column, state_column
from microdesk_desktop.pages.records.record_list import RecordListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.records import receipt_columns
from microdesk_desktop.views.records.rows import RecordRow, load_receipt_rows
from microdesk_desktop.views.records.words import (
    day_and_amount,
    method_words,
    receipts_count,
    received_by,
    received_text,
    record_detail,
    record_party,
)


class ReceiptsPage(RecordListPage):
    """Money received for the activity."""

    key = "receipts"
    icon = "coins"
    kind = TargetKind.RECEIPT
    flags = RecordListPage.flags | Changes.INVOICES | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.add_action(buttons.primary(self.new_words(), self.add))

    @staticmethod
    def title() -> str:
        return tr("Recettes")

    @staticmethod
    def new_words() -> str:
        return tr("Ajouter une recette")

    def edit_title(self) -> str:
        return tr("Recette")

    def reload(self) -> None:
        self.read_rows(load_receipt_rows)

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=cls.new_words(), do=cls.add, icon="plus"),
            PageAction(text=tr("Importer des recettes…"), do=cls.choose_files, icon="upload"),
        )

    def show_index(self, index: RowIndex[RecordRow]) -> None:
        super().show_index(index)
        self.set_subtitle(received_text(index.total) if index.rows else "")

    def totals(self, rows: Sequence[RecordRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return receipts_count(rows), received_text(sums)

    def edit(self) -> None:
        if not self._open_document():
            super().edit()

    def remove(self) -> None:
        if not self._open_document():
            super().remove()

    def _open_document(self) -> bool:
        """Open the document that the selected payment is of; False for a receipt."""
        row = self.table.current_row()
        if row is None or row.document_id is None:
            return False
        self.workspace.navigate("invoice", row.document_id)
        return True

    def import_kind(self) -> ImportKind:
        return ImportKind.RECEIPTS

    def export_columns(self) -> Sequence[ListColumn[RecordRow]]:
        return receipt_columns()

    def columns(self) -> Sequence[Column[RecordRow]]:
        return _columns(self.workspace.clock.today())

    @staticmethod
    def search_text(row: RecordRow) -> str:
        record = row.record
        typed = day_and_amount(record.on, record.amount_cents)
        return f"{record_party(record)} {record_detail(record)} {received_by(row)} {record.reference} {typed}"

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "coins",
            tr("Vos recettes s'afficheront ici"),
            tr("Importez un fichier, ajoutez une ligne, ou créez-la depuis une opération de la banque."),
        )


def _columns(today: date) -> Sequence[Column[RecordRow]]:
    return (
        day_column(today),
        party_column(tr("Client")),
        Column(
            header=tr("Encaissée par"),
            text=received_by,
            kind=CellKind.MUTED,
            sample=max((words for _, words in method_words()), key=len),
            sort_key=received_by,
            gives_way=2,
        ),
        Column(
            header=tr("Référence"),
            text=lambda row: row.record.reference,
            kind=CellKind.MUTED,
            sample="R-2026-0000",
            sort_key=lambda row: row.record.reference,
            gives_way=3,
        ),
        amount_column(),
        state_column(),
    )
