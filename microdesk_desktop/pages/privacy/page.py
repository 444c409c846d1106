"""« Confidentialité »: all that the program keeps, what left this computer, and how to take it away or erase it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.aside import Aside
from microdesk_desktop.pages.privacy.chosen_card import ChosenCard
from microdesk_desktop.pages.privacy.columns import inventory_columns
from microdesk_desktop.pages.privacy.erase_sheet import open_erase_everything
from microdesk_desktop.pages.privacy.export_sheet import open_export
from microdesk_desktop.pages.privacy.register_output import RegisterOutput
from microdesk_desktop.pages.privacy.side_cards import EraseCard, JournalCard, LinksCard, StatementCard
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.inventory import inventory_columns as export_columns
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow, load_inventory_rows
from microdesk_desktop.views.privacy.overview import PrivacyOverview, load_privacy_overview, people_chips

ALL = "all"
SIDE_BY_SIDE = 900
"""The width of the page from which the cards stand beside the list: four columns keep their words."""
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class PrivacyPage(ListPage[InventoryRow]):
    """The list of what is kept, and its cards; `activate` is given a category."""

    key = "privacy"
    icon = "shield"
    is_in_foot = True
    flags = ~Changes.NOTHING  # whatever changes, a number of the list may have changed with it

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._counting: Task[RowIndex[InventoryRow]] | None = None
        self._overview: Task[PrivacyOverview] | None = None
        self.set_subtitle(
            tr("Tout ce que MicroDesk sait est sur cet ordinateur. Voici quoi, pourquoi, et comment l'effacer.")
        )
        self.add_action(buttons.primary(tr("Exporter toutes mes données…"), self.export_everything))
        self.set_more(self.bound(self.page_actions()[1:]))
        self.chosen = ChosenCard(self.open_place)
        self.journal = JournalCard(partial(workspace.navigate, "network_journal"))
        self.statement = StatementCard(partial(workspace.navigate, "statement"))
        self.duties = LinksCard(tr("Vos obligations"), [(each.text, partial(each.do, self)) for each in self._duties()])
        self.erase = EraseCard(self.erase_everything)
        self.table.selected.connect(lambda _: self.chosen.show_row(self.table.current_row()))
        self.table.activated.connect(lambda _: self.open_place())
        self._columns = QBoxLayout(_BESIDE)
        self._columns.setSpacing(MIDDLE)
        self._columns.addWidget(self.card, 1)
        self.aside = Aside((self.chosen, self.journal, self.statement, self.duties, self.erase))
        self._columns.addWidget(self.aside)
        self.body.addLayout(self._columns, 1)

    @staticmethod
    def title() -> str:
        return tr("Confidentialité")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Exporter toutes mes données…"), do=cls.export_everything, icon="download"),
            *cls._duties(),
            PageAction(text=tr("Effacer toutes mes données…"), do=cls.erase_everything, icon="trash-2"),
        )

    @classmethod
    def _duties(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Registre des traitements…"), do=cls.save_register, icon="file-text"),
            PageAction(text=tr("Demandes des personnes"), do=cls.open_page("person_requests"), icon="users"),
            PageAction(text=tr("Durées de conservation"), do=cls.open_page("retention"), icon="clock"),
            PageAction(text=tr("Sécurité du coffre"), do=cls.open_page("settings", "passphrase"), icon="lock"),
        )

    @staticmethod
    def open_page(key: str, wanted: object = None) -> Callable[["PrivacyPage"], object]:
        """What opens a page that belongs to this one."""
        return lambda page: page.workspace.navigate(key, wanted)

    def reload(self) -> None:
        today, index_of = self.workspace.clock.today(), self.index_of
        self._when_read.reading()
        if self._counting is not None:
            self._counting.forget()

        def count(session: Session, _: Job) -> RowIndex[InventoryRow]:
            beside = list_beside(session)
            return index_of(session.read(lambda reader: load_inventory_rows(reader, beside, today)))

        self._counting = self.workspace.examine(count, owner=self, on_success=self._show)
        self._overview = self.workspace.load(
            load_privacy_overview, owner=self, on_success=self._show_overview, instead_of=self._overview
        )

    def export_everything(self) -> None:
        """Open the sheet that exports all data."""
        open_export(self, self.workspace)

    def erase_everything(self) -> None:
        """Open the sheet that erases all data."""
        open_erase_everything(self, self.workspace)

    def save_register(self) -> None:
        """Ask for a file, and write the register of processing activities into it."""
        self.workspace.controller(RegisterOutput).save()

    def open_place(self) -> None:
        """Enter: where the selected category is read and changed."""
        row = self.table.current_row()
        if row is not None and row.place is not None:
            self.workspace.navigate(row.place.page, row.place.wanted)

    def _show(self, index: RowIndex[InventoryRow]) -> None:
        self.show_index(index)
        if not self.table.has_selection and self.rows:
            self.table.select(self.id_of(self.rows[0]))
        self.chosen.show_row(self.table.current_row())
        self._when_read.read()

    def _show_overview(self, overview: PrivacyOverview) -> None:
        self.journal.show_connections(overview.connections)
        self.statement.show_state(overview.statement)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(SIDE_BY_SIDE)
        self._columns.setDirection(_BESIDE if is_wide else _BELOW)
        self.aside.place(is_beside=is_wide)

    def columns(self) -> Sequence[Column[InventoryRow]]:
        return inventory_columns()

    def export_columns(self) -> Sequence[ListColumn[InventoryRow]]:
        return export_columns()

    @staticmethod
    def search_text(row: InventoryRow) -> str:
        return " ".join((row.name, row.people, row.purpose, row.basis, row.retention, row.recipients, row.where))

    def chips_name(self) -> str:
        return tr("Personnes concernées")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        people = (Chip(key=key, text=text, count=counts[key]) for key, text in people_chips())
        return (Chip(key=ALL, text=tr("Toutes"), count=counts[ALL]), *people)

    @staticmethod
    def chips_of(row: InventoryRow) -> Sequence[str]:
        return (ALL, *(each.value for each in row.category.people))

    def empty_state(self) -> EmptyState:
        return EmptyState("shield", tr("Rien"))

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucune donnée ne correspond"), tr("Essayez un autre mot, ou « Toutes »."))
