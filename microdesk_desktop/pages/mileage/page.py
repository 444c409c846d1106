"""« Kilomètres »: the trips of a year, what they come to, and what is invoiced again of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.trips import Journey
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mileage.templates import keep_template, remove_template
from microdesk_desktop.operations.mileage.trips import put_trip, release_trips, remove_trips
from microdesk_desktop.pages.mileage.columns import TONES, trip_columns
from microdesk_desktop.pages.mileage.form import TripForm
from microdesk_desktop.pages.mileage.invoice import open_invoice
from microdesk_desktop.pages.mileage.keeping import ask_keeping
from microdesk_desktop.pages.mileage.panel import INVOICE_KEY, KEEP_KEY, REPEAT_KEY, TripPanel
from microdesk_desktop.pages.mileage.report import ask_report
from microdesk_desktop.pages.mileage.vehicles import open_vehicles
from microdesk_desktop.pages.mileage.year_card import YearCard
from microdesk_desktop.pages.shared.editable_list import EditableListPage, Editing, Removal
from microdesk_desktop.pages.shared.new_draft import EDITOR
from microdesk_desktop.pages.shared.row_index import Amount, RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.mileage import trip_columns as export_columns
from microdesk_desktop.views.mileage.page import MileagePageFacts, load_mileage_page
from microdesk_desktop.views.mileage.rows import TemplateRow, TripRow, TripState, has_mileage, load_trip_row
from microdesk_desktop.views.mileage.words import (
    km_text,
    removed_text,
    saved_text,
    shortened,
    spoken_way,
    state_words,
    trips_count,
    way_text,
)

ALL = "all"
Loaded = tuple[RowIndex[TripRow], MileagePageFacts]


class MileagePage(EditableListPage[TripRow]):
    """The entry is there while there is a trip, a template or a vehicle, or once the user asks for it."""

    key = "mileage"
    icon = "car"
    flags = Changes.MILEAGE | Changes.CLIENTS | Changes.DOCUMENTS | Changes.INVOICES
    in_use = staticmethod(has_mileage)
    is_checkable = True

    def __init__(self, workspace: Workspace) -> None:
        self.panel = TripPanel()
        self._year = workspace.clock.today().year
        self._facts: MileagePageFacts | None = None
        self._template: TemplateRow | None = None
        super().__init__(workspace)
        self.year_card = YearCard()
        self.year_card.year_chosen.connect(self._choose_year)
        self.templates = Wrapping()
        self.templates.setAccessibleName(tr("Trajets à répéter"))
        self.body.insertWidget(1, self.year_card)
        self.body.insertWidget(2, self.templates)
        self.year_card.hide()
        self.templates.hide()
        self.add_action(buttons.primary(tr("Ajouter un trajet"), self.add))
        self.set_more(self._more())
        self._connect()

    @staticmethod
    def title() -> str:
        return tr("Kilomètres")

    @staticmethod
    def section() -> str:
        return tr("Encaisser, dépenser")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Ajouter un trajet"), do=cls.add_when_read, icon="plus"),
            PageAction(text=tr("Rapport de l'année en PDF…"), do=cls.save_report, icon="download"),
            PageAction(text=tr("Vos véhicules…"), do=cls.show_vehicles_when_read, icon="car"),
        )

    def content(self) -> QWidget:
        self._split = SideBySide(self.card, self.panel)
        return self._split

    def reload(self) -> None:
        index_of, year, today = self.index_of, self._year, self.workspace.clock.today()

        def load(reader: Any) -> Loaded:
            facts = load_mileage_page(reader, year, today)
            return index_of(facts.rows), facts

        self.read(load, self._show)

    def add_when_read(self) -> None:
        """Open an empty form once the page knows what to propose."""
        self._when_read.run(self.add)

    def show_vehicles_when_read(self) -> None:
        """Show the vehicles once they are read."""
        self._when_read.run(self.show_vehicles)

    def show_vehicles(self) -> None:
        """Show the vehicles."""
        open_vehicles(self, self.workspace, self._facts.vehicles if self._facts else ())

    def editing(self, row: TripRow | None) -> Editing:
        assert self._facts is not None, "the page is read before a form opens"
        form = TripForm(self.workspace.clock.today(), self._facts.choices)
        if row is not None:
            form.fill(row.trip)

        def save(sheet: Sheet) -> None:
            trip = form.trip()
            self._year = trip.on.year
            self.save_and_close(
                sheet,
                lambda session: put_trip(session, trip, row.id if row else None),
                lambda: saved_text(trip),
                row,
            )

        return Editing(title=tr("Trajet") if row else tr("Nouveau trajet"), form=form, save=save)

    def add(self) -> None:
        """Open an empty form."""
        if self._facts is not None:
            super().add()

    def removal(self, row: TripRow) -> Removal:
        return Removal(act=lambda session: remove_trips(session, [row.id]), message=lambda: removed_text(1))

    def remove(self) -> None:
        """Remove the trips that are checked, else the selected one."""
        ids = self._checked_ids()
        if not ids:
            super().remove()
            return
        self.table.checks.clear()
        self.workspace.perform(
            lambda session: remove_trips(session, ids),
            message=lambda: removed_text(len(ids)),
            place=Place(page=self.key, wanted=ids[0]),
        )

    def repeat(self) -> None:
        """Open the form of a new trip, filled with the selected one, for today."""
        row = self.table.current_row()
        if row is not None:
            self._open_filled(row.trip, None)

    def keep(self) -> None:
        """Keep the selected trip as one to repeat."""
        row = self.table.current_row()
        if row is not None:
            self.workspace.perform(
                lambda session: keep_template(session, row.trip),
                message=lambda: tr("« {way} » est prêt à être refait.").format(way=way_text(row.trip)),
                place=Place(page=self.key, wanted=row.id),
            )

    def invoice(self) -> None:
        """Invoice the trips that are checked again, else the selected one."""
        ids = set(self._checked_ids())
        current = self.table.current_row()
        rows = [row for row in self.rows if row.id in ids] or ([current] if current is not None else [])
        if self._facts is not None:
            open_invoice(self, self.workspace, rows, self._facts.choices)

    def release(self) -> None:
        """Let the selected trip be invoiced again."""
        row = self.table.current_row()
        if row is not None:
            self.workspace.perform(
                lambda session: release_trips(session, [row.id]),
                message=lambda: tr("Ce trajet peut de nouveau être refacturé."),
                place=Place(page=self.key, wanted=row.id),
            )

    def show_document(self) -> None:
        """Show the draft or the document that invoices the selected trip again."""
        row = self.table.current_row()
        if row is None:
            return
        if row.state is TripState.DRAFTED:
            self.workspace.navigate(EDITOR, row.trip.draft_id)
        else:
            self.workspace.navigate("invoice", row.trip.document_id)

    def save_report(self) -> None:
        """Ask what the report is about, and write it into a file."""
        self._when_read.run(self._ask_report)

    def _ask_report(self) -> None:
        if self._facts is not None:
            ask_report(self, self.workspace, self._year, self._facts.choices)

    def activate(self, wanted: object = None) -> None:
        """Show the trip that is wanted, in whichever year it was made."""
        super().activate(wanted)
        if isinstance(wanted, int) and all(row.id != wanted for row in self.rows):
            self.workspace.load(
                lambda reader: load_trip_row(reader, wanted), owner=self, on_success=self._go_to_year_of
            )

    def on_escape(self) -> bool:
        return self.table.checks.clear() or self._split.close_panel()

    def export_columns(self) -> Sequence[ListColumn[TripRow]]:
        return export_columns()

    def columns(self) -> Sequence[Column[TripRow]]:
        return trip_columns()

    @staticmethod
    def search_text(row: TripRow) -> str:
        trip = row.trip
        return f"{trip.origin} {trip.destination} {trip.purpose} {row.client} {row.vehicle} {row.number}"

    @staticmethod
    def day_of(row: TripRow) -> date:
        return row.trip.on

    @staticmethod
    def amount_of(row: TripRow) -> Amount:
        return "km", row.trip.driven

    def chips_name(self) -> str:
        return tr("Trajets à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        states = (
            Chip(
                key=state.value,
                text=words,
                tone=TONES[state],
                count=counts[state.value],
                is_shown=bool(counts[state.value]),
            )
            for state, words in state_words().items()
        )
        return (Chip(key=ALL, text=tr("Tous"), count=counts[ALL]), *states)

    @staticmethod
    def chips_of(row: TripRow) -> Sequence[str]:
        return (ALL, row.state.value)

    def totals(self, rows: Sequence[TripRow], sums: Mapping[str, int]) -> tuple[str, str]:
        return trips_count(len(rows)), km_text(sums.get("km", 0))

    def filter_words(self) -> Sequence[str]:
        return (str(self._year), *super().filter_words())

    def filter_rows(self) -> None:
        super().filter_rows()
        self._split.set_has_panel(bool(self.rows))
        self.table.checks.keep_only(row.id for row in self.rows)
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)
        self._show_selected()

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "car",
            tr("Vos trajets professionnels, en vos mots"),
            tr(
                "Notez d'où vous partez, où vous allez et combien de kilomètres : MicroDesk applique le barème de "
                "l'année et prépare la refacturation. Aucune carte, aucune localisation : rien ne sort d'ici."
            ),
        )

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucun trajet ne correspond"), tr("Essayez un lieu, un motif ou un client."))

    def _show(self, loaded: Loaded) -> None:
        index, facts = loaded
        self._facts = facts
        has_any = bool(facts.year.trips) or len(facts.year.years) > 1
        self.year_card.setVisible(has_any)
        self.year_card.show_year(facts.year)
        self.set_subtitle(f"{facts.year.year} · {km_text(facts.year.tenths)}" if has_any else "")
        self._show_templates(facts.templates)
        self.show_index(index)

    def _show_templates(self, templates: Sequence[TemplateRow]) -> None:
        for widget in self.templates.findChildren(QWidget):
            if widget.parent() is self.templates:
                self.templates.remove(widget)
                widget.deleteLater()
        if templates:
            self.templates.add(labels.caption(tr("Refaire :")))
        for row in templates:
            self.templates.add(self._template_button(row))
        self.templates.setVisible(bool(templates))

    def _template_button(self, row: TemplateRow) -> QPushButton:
        button = buttons.plain(shortened(way_text(row.journey)), partial(self._open_filled, row.journey, row))
        button.setAccessibleName(tr("Refaire le trajet {way}").format(way=spoken_way(row.journey)))
        detail = (way_text(row.journey), km_text(row.journey.driven), visible(row.journey.purpose), visible(row.client))
        button.setToolTip(labels.plain_tip(" · ".join(filter(None, detail))))
        return button

    def _open_filled(self, journey: Journey, template: TemplateRow | None) -> None:
        """Open the form of a new trip of today, filled with another one or with a template, which it may remove."""
        if self._facts is None or not can_open_sheet(self):
            return
        editing = self.editing(None)
        assert isinstance(editing.form, TripForm), "made by `editing`"
        editing.form.fill(journey)
        editing.form.on.set_value(self.workspace.clock.today())
        sheet = Sheet(self, editing.title, editing.form, tr("Enregistrer"), lambda: editing.save(sheet))
        if template is not None:
            sheet.add_removal(tr("Retirer ce modèle"), partial(self._remove_template, template))

    def _remove_template(self, template: TemplateRow) -> None:
        self.workspace.perform(
            lambda session: remove_template(session, template.id),
            message=lambda: tr("Modèle retiré ; les trajets restent."),
            place=Place(page=self.key, wanted=None),
        )

    def _go_to_year_of(self, row: TripRow | None) -> None:
        if row is not None and row.trip.on.year != self._year:
            self._choose_year(row.trip.on.year)
            self._wanted = row.id

    def _choose_year(self, year: object) -> None:
        if isinstance(year, int) and year != self._year:
            self._year = year
            self.table.checks.clear()
            self.reload()

    def _checked_ids(self) -> Sequence[int]:
        return [each for each in self.table.checks.ids if isinstance(each, int)]

    def _show_selected(self) -> None:
        self.panel.show_trip(self.table.current_row() if self.table.has_selection else None)

    def _show_bar(self) -> None:
        number = len(self.table.checks)
        actions = ((tr("Refacturer…"), self.invoice), (tr("Supprimer"), self.remove))
        self.card.bar.show_selection(trips_count(number) if number else "", actions)

    def _more(self) -> Sequence[Command]:
        return (
            Command(text=tr("Rapport de l'année en PDF…"), act=self.save_report, icon="download"),
            Command(text=tr("Vos véhicules…"), act=self.show_vehicles, icon="car"),
            Command(
                text=tr("Effacement automatique…"),
                act=lambda: ask_keeping(self, self.workspace, Place(page=self.key)),
                icon="clock",
            ),
        )

    def _connect(self) -> None:
        self.table.selected.connect(lambda _: self._show_selected())
        self.table.view.clicked.connect(lambda _: self._split.open_panel())
        self.table.checks.changed.connect(self._show_bar)
        self.card.bar.close_wanted.connect(self.table.checks.clear)
        wanted = (
            (self.panel.edit_wanted, self.edit),
            (self.panel.repeat_wanted, self.repeat),
            (self.panel.keep_wanted, self.keep),
            (self.panel.invoice_wanted, self.invoice),
            (self.panel.document_wanted, self.show_document),
            (self.panel.release_wanted, self.release),
            (self.panel.removal_wanted, self.remove),
        )
        for signal, act in wanted:
            signal.connect(act)
        bind(self, {REPEAT_KEY: self.repeat, KEEP_KEY: self.keep, INVOICE_KEY: self.invoice})
