"""The catalogue: add, correct, remove, import."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.catalogue import put_item, remove_item
from microdesk_desktop.pages.catalogue.form import CatalogueForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.catalogue import catalogue_columns
from microdesk_desktop.views.imports.values import activity_name
from microdesk_desktop.views.records.catalogue import has_items
from microdesk_desktop.views.records.catalogue_rows import (
    CatalogueRow,
    items_count,
    load_catalogue_rows,
    price_text,
    unit_text,
    vat_text,
)

ALL, LIBERAL, SERVICES, SALES = "all", "liberal", "services", "sales"
_CHIPS = {
    Activity.BNC: LIBERAL,
    Activity.BNC_CIPAV: LIBERAL,
    Activity.BIC_SERVICES: SERVICES,
    Activity.SALES: SALES,
}


class CataloguePage(EditableListPage[CatalogueRow], ImportListPage[CatalogueRow]):
    """What the user sells, with its price; the entry is there while there is something in it."""

    key = "catalogue"
    icon = "tag"
    flags = Changes.CATALOGUE | Changes.COMPANY
    in_use = staticmethod(has_items)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.add_action(buttons.primary(tr("Ajouter un article"), self.add))

    @staticmethod
    def title() -> str:
        return tr("Catalogue")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def reload(self) -> None:
        self.read_rows(load_catalogue_rows)

    def show_index(self, index: RowIndex[CatalogueRow]) -> None:
        super().show_index(index)
        self.set_subtitle(items_count(len(index.rows)) if index.rows else "")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Ajouter un article"), do=cls.add, icon="plus"),
            PageAction(text=tr("Importer un catalogue…"), do=cls.choose_files, icon="upload"),
        )

    def editing(self, row: CatalogueRow | None) -> Editing:
        taken = [each.item.reference for each in self.rows if row is None or each.id != row.id]
        form = CatalogueForm(taken, row.item if row else None)

        def save(sheet: Sheet) -> None:
            item = form.item()
            self.save_and_close(
                sheet,
                lambda session: put_item(session, item, row.id if row else None),
                lambda: tr("« {label} » est enregistré.").format(label=item.label),
                row,
            )

        return Editing(title=row.item.label if row else tr("Nouvel article"), form=form, save=save)

    def removal(self, row: CatalogueRow) -> Removal:
        return Removal(
            act=lambda session: remove_item(session, row.id),
            message=lambda: tr("« {label} » retiré du catalogue ; vos documents ne changent pas.").format(
                label=row.item.label
            ),
        )

    def import_kind(self) -> ImportKind:
        return ImportKind.CATALOGUE

    def export_columns(self) -> Sequence[ListColumn[CatalogueRow]]:
        return catalogue_columns()

    def columns(self) -> Sequence[Column[CatalogueRow]]:
        return _columns()

    @staticmethod
    def search_text(row: CatalogueRow) -> str:
        item = row.item
        return f"{item.reference} {item.label} {item.unit} {price_text(item)}"

    def chips_name(self) -> str:
        return tr("Activités à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        words = ((ALL, tr("Tout")), (LIBERAL, tr("Libéral")), (SERVICES, tr("Services")), (SALES, tr("Ventes")))
        return tuple(
            Chip(key=key, text=text, tone=Tone.POSITIVE, count=counts[key], is_shown=key == ALL or bool(counts[key]))
            for key, text in words
        )

    @staticmethod
    def chips_of(row: CatalogueRow) -> Sequence[str]:
        return (ALL, _CHIPS[row.activity])

    def totals(self, rows: Sequence[CatalogueRow], _: Mapping[str, int]) -> tuple[str, str]:
        return items_count(len(rows)), ""

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "tag",
            tr("Ce que vous vendez, prêt à être facturé"),
            tr(
                "Importez votre catalogue depuis un fichier, ou ajoutez un premier article : "
                "il se proposera de lui-même dans vos devis et factures."
            ),
        )

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucun article ne correspond"), tr("Essayez un autre mot ou une référence."))


def _columns() -> Sequence[Column[CatalogueRow]]:
    return (
        Column(
            header=tr("Libellé"),
            text=lambda row: row.item.label,
            kind=CellKind.WHO,
            detail=lambda row: row.item.reference,
            share=3,
            sort_key=lambda row: fold(row.item.label),
        ),
        Column(
            header=tr("Activité"),
            text=lambda row: activity_name(row.activity),
            kind=CellKind.MUTED,
            share=2,
            sort_key=lambda row: row.activity,
            gives_way=3,
        ),
        Column(
            header=tr("Unité"),
            text=lambda row: unit_text(row.item),
            kind=CellKind.MUTED,
            sample=tr("kilomètre"),
            sort_key=lambda row: fold(row.item.unit),
            gives_way=2,
        ),
        Column(
            header=tr("TVA"),
            text=lambda row: vat_text(row.item.vat_rate_bp),
            kind=CellKind.NUMBER,
            sample="8,5 %",
            sort_key=lambda row: row.item.vat_rate_bp,
            gives_way=1,
        ),
        Column(
            header=tr("Prix HT"),
            text=lambda row: price_text(row.item),
            kind=CellKind.AMOUNT,
            sort_key=lambda row: row.item.unit_price,
        ),
    )
