"""The expenses: the category of each, and whether the bank has shown it."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.records.record_columns import amount_column, day_column, reference_column, state_column
from microdesk_desktop.pages.records.record_list import RecordListPage
from microdesk_desktop.views.records.payments import load_categories
from microdesk_desktop.views.records.rows import RecordRow, load_record_rows
from microdesk_desktop.views.records.words import category, record_detail, record_party, spent_text

Loaded = tuple[list[RecordRow], list[str]]


class ExpensesPage(RecordListPage):
    """Money spent for the activity."""

    key = "expenses"
    icon = "receipt"
    kind = TargetKind.EXPENSE

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.add_action(buttons.primary(self.new_words(), self.add))

    @staticmethod
    def title() -> str:
        return tr("Dépenses")

    @staticmethod
    def new_words() -> str:
        return tr("Ajouter une dépense")

    def edit_title(self) -> str:
        return tr("Dépense")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.read(lambda reader: (load_record_rows(reader, Expense, today), load_categories(reader)), self._show)

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=cls.new_words(), do=cls.add, icon="plus"),
            PageAction(text=tr("Importer des dépenses…"), do=cls.choose_files, icon="upload"),
        )

    def filter_rows(self) -> None:
        super().filter_rows()
        self.set_subtitle(spent_text(self.kept))

    def import_kind(self) -> ImportKind:
        return ImportKind.EXPENSES

    def columns(self) -> Sequence[Column[RecordRow]]:
        return _columns(self.workspace.clock.today())

    def search_text(self, row: RecordRow) -> str:
        record = row.record
        return f"{record_party(record)} {record.label} {category(record)} {record.reference}"

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "receipt",
            tr("Vos dépenses s'afficheront ici"),
            tr("Importez un fichier, ajoutez une ligne, ou créez-la depuis une opération de la banque."),
        )

    def _show(self, loaded: Loaded) -> None:
        rows, self.categories = loaded
        self.show_rows(rows)


def _columns(today: date) -> Sequence[Column[RecordRow]]:
    return (
        day_column(today),
        Column(
            header=tr("Fournisseur"),
            text=lambda row: record_party(row.record),
            detail=lambda row: record_detail(row.record),
            share=3,
        ),
        Column(header=tr("Catégorie"), text=lambda row: category(row.record), kind=CellKind.MUTED, share=2),
        reference_column(),
        amount_column(),
        state_column(),
    )
