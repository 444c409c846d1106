"""The receipts: how each was paid, and whether the bank has shown it."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.records.record_columns import amount_column, day_column, reference_column, state_column
from microdesk_desktop.pages.records.record_list import RecordListPage
from microdesk_desktop.views.records.rows import RecordRow, load_record_rows
from microdesk_desktop.views.records.words import method_name, method_words, received_text, record_detail, record_party


class ReceiptsPage(RecordListPage):
    """Money received for the activity."""

    key = "receipts"
    icon = "coins"
    kind = TargetKind.RECEIPT

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
        today = self.workspace.clock.today()
        self.read(lambda reader: load_record_rows(reader, Receipt, today), self.show_rows)

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=cls.new_words(), do=cls.add, icon="plus"),
            PageAction(text=tr("Importer des recettes…"), do=cls.choose_files, icon="upload"),
        )

    def filter_rows(self) -> None:
        super().filter_rows()
        self.set_subtitle(received_text(self.kept))

    def import_kind(self) -> ImportKind:
        return ImportKind.RECEIPTS

    def columns(self) -> Sequence[Column[RecordRow]]:
        return _columns(self.workspace.clock.today())

    def search_text(self, row: RecordRow) -> str:
        record = row.record
        return f"{record_party(record)} {record_detail(record)} {method_name(record)} {record.reference}"

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "coins",
            tr("Vos recettes s'afficheront ici"),
            tr("Importez un fichier, ajoutez une ligne, ou créez-la depuis une opération de la banque."),
        )


def _columns(today: date) -> Sequence[Column[RecordRow]]:
    return (
        day_column(today),
        Column(
            header=tr("Client"),
            text=lambda row: record_party(row.record),
            detail=lambda row: record_detail(row.record),
            share=3,
        ),
        Column(
            header=tr("Encaissée par"),
            text=lambda row: method_name(row.record),
            kind=CellKind.MUTED,
            sample=max((words for _, words in method_words()), key=len),
        ),
        reference_column(),
        amount_column(),
        state_column(),
    )
