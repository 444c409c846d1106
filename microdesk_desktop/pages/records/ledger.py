"""Receipts and expenses, one chip each; add, correct, remove, import."""

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.command_palette import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.pages.records.ledger_form import RecordForm
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.list_page import ImportListPage
from microdesk_desktop.views.records.payments import load_categories
from microdesk_desktop.views.records.rows import RecordRow, load_record_rows
from microdesk_desktop.views.records.words import (
    category_or_method,
    record_detail,
    record_party,
    record_state,
    record_tone,
    records_total_text,
    removed_text,
    saved_text,
)

Loaded = tuple[list[RecordRow], list[str]]
CATEGORY_COLUMN = 2
FILES = {TargetKind.RECEIPT: ImportKind.RECEIPTS, TargetKind.EXPENSE: ImportKind.EXPENSES}


class LedgerPage(EditableListPage[RecordRow], ImportListPage[RecordRow]):
    """Receipts and expenses of the activity."""

    key = "ledger"
    icon = "wallet"
    flags = Changes.LEDGER | Changes.MATCHES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._categories: Sequence[str] = ()
        self.add_action(buttons.plain(tr("Importer…"), self.choose_files))
        self._add_button = self.add_action(buttons.primary(_new_words(self.kind), self.add))

    @staticmethod
    def title() -> str:
        return tr("Recettes et dépenses")

    @staticmethod
    def section() -> str:
        return tr("Activité")

    @property
    def kind(self) -> TargetKind:
        """Whether receipts or expenses are in sight."""
        return TargetKind(self.chip)

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self.read(lambda reader: (load_record_rows(reader, today), load_categories(reader)), self._show)

    def commands(self) -> Sequence[Command]:
        return (
            Command(text=tr("Ajouter une recette"), act=partial(self.add_kind, TargetKind.RECEIPT), icon="plus"),
            Command(text=tr("Ajouter une dépense"), act=partial(self.add_kind, TargetKind.EXPENSE), icon="plus"),
        )

    def add_kind(self, kind: TargetKind) -> None:
        """Show the list of this kind, and open an empty form."""
        assert self.chips is not None, "the page has chips"
        self.chips.choose(kind)
        self.add()

    def editing(self, row: RecordRow | None) -> Editing:
        kind = row.kind if row else self.kind
        is_expense = kind is TargetKind.EXPENSE
        form = RecordForm(kind, self.workspace.clock.today(), self._categories)
        if row is not None:
            form.fill(row.record)

        def save() -> None:
            record = form.record()
            self.workspace.perform(
                lambda session: put_record(session, record, row.id if row else None),
                message=lambda: saved_text(record),
            )

        title = (tr("Dépense") if is_expense else tr("Recette")) if row else _new_words(kind)
        return Editing(title=title, form=form, save=save)

    def removal(self, row: RecordRow) -> Removal:
        return Removal(act=lambda session: remove_record(session, row.id), message=lambda: removed_text(row.record))

    def _show(self, loaded: Loaded) -> None:
        rows, self._categories = loaded
        self.show_rows(rows)

    def filter_rows(self) -> None:
        self._add_button.setText(_new_words(self.kind))
        self.table.model.set_header(CATEGORY_COLUMN, _category_header(self.kind))
        super().filter_rows()
        self.set_subtitle(records_total_text(self.kept))

    def import_kind(self) -> ImportKind:
        return FILES[self.kind]

    def columns(self) -> Sequence[Column[RecordRow]]:
        return _columns(self.workspace.clock.today())

    def id_of(self, row: RecordRow) -> Hashable:
        return row.id

    def search_text(self, row: RecordRow) -> str:
        record = row.record
        return f"{record_party(record)} {record_detail(record)} {category_or_method(record)} {record.reference}"

    def chips_name(self) -> str:
        return tr("Lignes à montrer")

    def chips_for(self, rows: Sequence[RecordRow]) -> Sequence[Chip]:
        receipts = sum(row.kind is TargetKind.RECEIPT for row in rows)
        return (
            Chip(key=TargetKind.RECEIPT, text=tr("Recettes"), tone=Tone.POSITIVE, count=receipts),
            Chip(key=TargetKind.EXPENSE, text=tr("Dépenses"), tone=Tone.NEUTRAL, count=len(rows) - receipts),
        )

    def keeps(self, row: RecordRow, chip: str) -> bool:
        return row.kind == chip

    def empty_state(self) -> EmptyState:
        text = tr("Vos dépenses s'afficheront ici")
        if self.kind is TargetKind.RECEIPT:
            text = tr("Vos recettes s'afficheront ici")
        return EmptyState(
            "wallet",
            text,
            tr("Importez un fichier, ajoutez une ligne, ou créez-la depuis une opération de la banque."),
            (tr("Importer…"), self.choose_files),
        )

    def no_match_state(self) -> EmptyState:
        if not any(row.kind is self.kind for row in self.rows):
            return self.empty_state()
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un nom, un objet ou une référence."))


def _new_words(kind: TargetKind) -> str:
    return tr("Ajouter une dépense") if kind is TargetKind.EXPENSE else tr("Ajouter une recette")


def _category_header(kind: TargetKind) -> str:
    return tr("Catégorie") if kind is TargetKind.EXPENSE else tr("Encaissée par")


def _columns(today: date) -> Sequence[Column[RecordRow]]:
    return (
        Column(
            header=tr("Date"),
            text=lambda row: dates.short_day(row.record.on),
            detail=lambda row: dates.year_unless(row.record.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.record.on),
        ),
        Column(
            header=tr("Client ou fournisseur"),
            text=lambda row: record_party(row.record),
            detail=lambda row: record_detail(row.record),
            share=3,
        ),
        Column(
            header=_category_header(TargetKind.RECEIPT),
            text=lambda row: category_or_method(row.record),
            kind=CellKind.MUTED,
            share=2,
        ),
        Column(
            header=tr("Référence"), text=lambda row: row.record.reference, kind=CellKind.MUTED, sample="D-2026-00000"
        ),
        Column(
            header=tr("Montant"),
            text=lambda row: money.amount(_signed(row), EUR, signed=True),
            kind=CellKind.AMOUNT,
            tone=lambda row: Tone.POSITIVE if _signed(row) > 0 else Tone.PLAIN,
        ),
        Column(
            header=tr("Banque"),
            text=record_state,
            kind=CellKind.CHIP,
            tone=record_tone,
            sample=max(tr("Vue en partie"), tr("Pas encore vue"), key=len),
        ),
    )


def _signed(row: RecordRow) -> int:
    return row.record.signed_cents
