"""The expenses: the category of each, its vouchers, and whether the bank has shown it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.file_drop import FileDrop
from microdesk_desktop.gui.widgets.strip import Answer, Strip, empty_layout
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.vouchers import add_vouchers, remove_voucher
from microdesk_desktop.pages.records.expenses.category_filter import CategoryFilter, keys_with
from microdesk_desktop.pages.records.expenses.category_sheet import CategorySheet
from microdesk_desktop.pages.records.expenses.classifying import Classifying
from microdesk_desktop.pages.records.expenses.columns import expense_columns
from microdesk_desktop.pages.records.expenses.drops import DroppedBeside
from microdesk_desktop.pages.records.expenses.erase_supplier import ask_erase_supplier
from microdesk_desktop.pages.records.expenses.panel import ExpensePanel
from microdesk_desktop.pages.records.expenses.series import SeriesActions
from microdesk_desktop.pages.records.record_list import RecordListPage
from microdesk_desktop.pages.records.voucher_files import SUFFIXES, choose_vouchers, save_copy
from microdesk_desktop.pages.records.voucher_picker import VoucherPicker
from microdesk_desktop.pages.records.voucher_sheet import VoucherSheet
from microdesk_desktop.pages.shared.editable_list import Editing
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.expenses.categories import WITHOUT_CATEGORY, Proposal
from microdesk_desktop.views.expenses.expected import (
    ExpenseSeries,
    expected_wanted,
    load_expected_expenses,
    missed,
    missed_text,
)
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.records import expense_columns as exported_columns
from microdesk_desktop.views.exports.words import chip_words
from microdesk_desktop.views.records.expenses.category_totals import category_totals, category_words, proposals_of
from microdesk_desktop.views.records.expenses.form import ExpenseChoices, load_expense_choices
from microdesk_desktop.views.records.expenses.received import TO_CONFIRM
from microdesk_desktop.views.records.expenses.vouchers import WITHOUT_VOUCHER, attached_text, detached_text
from microdesk_desktop.views.records.rows import RecordRow, load_expense_rows
from microdesk_desktop.views.records.words import category, day_and_amount, expenses_count, record_party, spent_text

ALL = "all"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows, read together."""

    index: RowIndex[RecordRow]
    choices: ExpenseChoices
    proposals: Mapping[int, Proposal]
    series: Sequence[ExpenseSeries]


class ExpensesPage(RecordListPage):
    """Money spent for the activity."""

    key = "expenses"
    icon = "receipt"
    kind = TargetKind.EXPENSE

    def __init__(self, workspace: Workspace) -> None:
        self.panel = ExpensePanel(workspace)
        self.categories = CategoryFilter()
        self.classifying = Classifying(self)
        self.recurring = SeriesActions(self)
        self._strips = QVBoxLayout()
        self._given: Sequence[Path] = ()
        super().__init__(workspace)
        self.categories.on_chosen(self.filter_rows)
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self.add_action(buttons.primary(self.new_words(), self.add))
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self._connect_panel()
        self.drops = DroppedBeside(self, self._attach, self._add_with)
        FileDrop(self, SUFFIXES, lambda _: True, lambda paths, _: self.drops.ask(paths))
        FileDrop(self.table.view.viewport(), SUFFIXES, lambda _: True, self._drop_on_list)
        FileDrop(self.panel, SUFFIXES, lambda _: True, lambda paths, _: self._drop_on_panel(paths))
        bind(self, {"J": self.attach, "P": self.accept_category})

    @staticmethod
    def title() -> str:
        return tr("Dépenses")

    @staticmethod
    def new_words() -> str:
        return tr("Ajouter une dépense")

    def edit_title(self) -> str:
        return tr("Dépense")

    def reload(self) -> None:
        index_of = self.index_of

        today = self.workspace.clock.today()

        def load(reader: Any) -> Loaded:
            rows, choices = load_expense_rows(reader), load_expense_choices(reader)
            proposals = proposals_of(choices.index, rows)
            return Loaded(index_of(rows), choices, proposals, load_expected_expenses(reader, today))

        self.read(load, self._show)

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=cls.new_words(), do=cls.add, icon="plus"),
            PageAction(text=tr("Importer des dépenses…"), do=cls.choose_files, icon="upload"),
            PageAction(text=tr("Dépenses par catégorie…"), do=cls.show_categories, icon="tag"),
            PageAction(text=tr("Dépenses attendues…"), do=cls.show_expected, icon="refresh-cw"),
            PageAction(text=tr("Accepter les catégories proposées"), do=cls.accept_categories, icon="circle-check"),
            PageAction(text=tr("Effacer le fournisseur choisi…"), do=cls.erase_supplier, icon="trash-2"),
        )

    def content(self) -> QWidget:
        self._split = SideBySide(self.card, self.panel)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(self._strips)
        column.addWidget(self._split, 1)
        return content

    def editing(self, row: RecordRow | None) -> Editing:
        editing = super().editing(row)
        picker = VoucherPicker(self.workspace)
        picker.take_drops_on(editing.form)
        editing.form.add_widget(picker)
        given, self._given = self._given, ()
        if given:
            picker.add(given)
        return replace(
            editing,
            save=lambda sheet: picker.when_read(lambda vouchers: self.save(sheet, editing.form, row, vouchers)),
        )

    def edit(self) -> None:
        """Correct the selected expense; one that came as a file is checked beside what the file states."""
        row = self.table.current_row()
        if row is not None and row.is_to_confirm:
            self._open_received()
        else:
            super().edit()

    def attach(self) -> None:
        """Ask for the vouchers of the selected expense."""
        row = self.table.current_row()
        if row is not None and self.table.has_selection:
            choose_vouchers(self, partial(self._attach, row.id), self.workspace.last_folder)

    def accept_category(self) -> None:
        """Give the selected expense the category that is proposed for it."""
        row = self.table.current_row()
        if row is not None and self.table.has_selection:
            self.classifying.accept(row.id)

    def accept_categories(self) -> None:
        """Give every expense the category that is proposed for it."""
        self.classifying.accept_all()

    def show_categories(self) -> None:
        """Show what the expenses in the list come to by category."""
        CategorySheet(self, category_totals(self.kept), self._show_only, self.classifying.rename)

    def show_expected(self) -> None:
        """Show the expenses that come again."""
        self.recurring.open()

    def make_recurring(self) -> None:
        """Ask how often the selected expense comes again."""
        row = self.table.current_row()
        if row is not None and self.table.has_selection:
            self.recurring.ask_rhythm(row)

    def erase_supplier(self) -> None:
        """Ask before everything that no law keeps of the supplier of the selected expense is erased."""
        row = self.table.current_row()
        if row is not None and self.table.has_selection and record_party(row.record):
            ask_erase_supplier(self, self.workspace, record_party(row.record))

    def activate(self, wanted: object = None) -> None:
        """With the key of a filter, show what it keeps only: the expenses without a voucher, or those to check."""
        if wanted in (WITHOUT_VOUCHER, WITHOUT_CATEGORY, TO_CONFIRM) and self.chips is not None:
            self._show_all()
            self.chips.choose(wanted)
            wanted = None
        is_expected, expense_id = expected_wanted(wanted)
        if is_expected:
            self.recurring.open_once_read(expense_id)
            wanted = expense_id
        super().activate(wanted)

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def chips_name(self) -> str:
        return tr("Dépenses à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        texts = (
            (ALL, tr("Toutes"), Tone.POSITIVE),
            (TO_CONFIRM, tr("À vérifier"), Tone.ATTENTION),
            (WITHOUT_CATEGORY, tr("À classer"), Tone.ATTENTION),
            (WITHOUT_VOUCHER, tr("Justificatif manquant"), Tone.ATTENTION),
        )
        within = self.categories.key
        return [Chip(key=key, text=text, tone=tone, count=counts[within(key)]) for key, text, tone in texts]

    def own_filters(self) -> Sequence[QWidget]:
        return (self.categories,)

    @property
    def chip(self) -> str:
        return self.categories.key(super().chip)

    def filter_words(self) -> Sequence[str]:
        period, _, search = super().filter_words()
        chosen = self.chips.current if self.chips is not None else ALL
        chip = chip_words(self.chips.text_of(chosen)) if self.chips is not None and chosen != ALL else ""
        category = self.categories.category
        return (period, chip, "" if category is None else category_words(category), search)

    @staticmethod
    def chips_of(row: RecordRow) -> Sequence[str]:
        own = category(row.record)
        kept = {TO_CONFIRM: row.is_to_confirm, WITHOUT_CATEGORY: not own, WITHOUT_VOUCHER: not row.has_voucher}
        return keys_with((ALL, *(key for key, is_so in kept.items() if is_so)), own)

    def filter_rows(self) -> None:
        super().filter_rows()
        self._split.set_has_panel(bool(self.rows))
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)
        self._show_selected()

    def import_kind(self) -> ImportKind:
        return ImportKind.EXPENSES

    def export_columns(self) -> Sequence[ListColumn[RecordRow]]:
        return exported_columns()

    def columns(self) -> Sequence[Column[RecordRow]]:
        return expense_columns(self.workspace.clock.today(), lambda row: self.classifying.proposals.get(row.id))

    @staticmethod
    def search_text(row: RecordRow) -> str:
        record = row.record
        typed = day_and_amount(record.on, record.amount_cents)
        return f"{record_party(record)} {record.label} {category(record)} {record.reference} {typed}"

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "receipt",
            tr("Vos dépenses s'afficheront ici"),
            tr("Importez un fichier, ajoutez une ligne, ou créez-la depuis une opération de la banque."),
        )

    def no_match_state(self) -> EmptyState:
        if not self.is_narrowed and self.chip == WITHOUT_VOUCHER:
            return EmptyState("circle-check", tr("Chaque dépense a son justificatif."))
        if not self.is_narrowed and self.chip == WITHOUT_CATEGORY:
            return EmptyState("circle-check", tr("Chaque dépense a sa catégorie."))
        return super().no_match_state()

    def totals(self, rows: Sequence[RecordRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return expenses_count(rows), spent_text(sums)

    def _show(self, loaded: Loaded) -> None:
        index, self.choices, self.classifying.proposals = loaded.index, loaded.choices, loaded.proposals
        self.categories.offer([category(row.record) for row in index.rows])
        self.recurring.show(loaded.series)
        self.show_index(index)
        self._show_missed()
        self.recurring.open_wanted()
        self.set_subtitle(spent_text(index.total) if index.rows else "")
        self.set_more(self.bound(self.page_actions()[2:]) if index.rows else ())

    def _show_missed(self) -> None:
        empty_layout(self._strips)
        found = missed(self.recurring.series)
        if found:
            see: Answer = (tr("Voir"), lambda: self.recurring.open(found[0].last.id))
            self._strips.addWidget(Strip(missed_text(found), Tone.ATTENTION, [see]))

    def _show_all(self) -> None:
        self.categories.choose(None)
        super()._show_all()

    def _show_only(self, chosen: str) -> None:
        self.categories.choose(chosen)
        self.filter_rows()
        self.table.setFocus()

    def _show_selected(self) -> None:
        row = self.table.current_row() if self.table.has_selection else None
        if row is None:
            self.panel.show_expense(None)
            return
        self.panel.show_expense(row, self.classifying.proposals.get(row.id), self.recurring.of(row.id))

    def _connect_panel(self) -> None:
        self.panel.attach_wanted.connect(self.attach)
        self.panel.category_wanted.connect(self.accept_category)
        self.panel.rhythm_wanted.connect(self.make_recurring)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.received_wanted.connect(self._open_received)
        self.panel.removal_wanted.connect(self.remove)
        self.panel.vouchers.view_wanted.connect(lambda voucher: VoucherSheet(self, self.workspace, voucher))
        self.panel.vouchers.copy_wanted.connect(partial(save_copy, self, self.workspace))
        self.panel.vouchers.removal_wanted.connect(self._detach)

    def _open_received(self) -> None:
        self.workspace.navigate("received", self.table.current_id())

    def _drop_on_list(self, paths: Sequence[Path], place: QPoint) -> None:
        """On a row they are its vouchers; a band between two months, and the place below the rows, are none."""
        number = self.table.view.rowAt(place.y())
        if number < 0:
            self.drops.ask(paths)
            return
        self.table.view.select_row(number)
        self._drop_on_panel(paths)

    def _drop_on_panel(self, paths: Sequence[Path]) -> None:
        row = self.table.current_row() if self.table.has_selection else None
        if row is not None:
            self._attach(row.id, paths)
        else:
            self.drops.ask(paths)

    def _add_with(self, paths: Sequence[Path]) -> None:
        """Open the form of a new expense with these files."""
        self._given = paths
        self.add()

    def _attach(self, expense_id: int, paths: Sequence[Path]) -> None:
        names = [path.name for path in paths]
        self.workspace.perform(
            lambda session: add_vouchers(session, expense_id, paths),
            message=lambda: attached_text(names),
            place=Place(page=self.key, wanted=expense_id),
        )

    def _detach(self, voucher: VoucherFacts) -> None:
        self.workspace.perform(
            lambda session: remove_voucher(session, voucher.id),
            message=lambda: detached_text(voucher.name),
            place=Place(page=self.key, wanted=self.table.current_id()),
        )
