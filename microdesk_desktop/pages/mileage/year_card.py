"""The head of the page: a year, its kilometres, and what the scale gives for each vehicle."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.inputs import ChoiceBox
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.tokens import LEAD, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.views.mileage.words import (
    amount_text,
    awaited_text,
    explanation,
    km_text,
    no_deduction_text,
    source_text,
    trips_count,
    vehicle_name,
    vehicle_text,
    whole_year_text,
    year_text,
)
from microdesk_desktop.views.mileage.years import MileageYear, VehicleYear

LEAST_TILE = 200


class YearCard(QFrame):
    """`year_chosen` carries the year that the user wants to see."""

    year_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shown: MileageYear | None = None
        self.years = ChoiceBox()
        self.years.setAccessibleName(tr("Année"))
        self.years.chosen.connect(self.year_chosen)
        self.total = labels.heading("")
        self._tiles = QVBoxLayout()
        self._note = labels.caption("", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addWidget(Wrapping(self.years, self.total, spacing=MIDDLE))
        column.addLayout(self._tiles)
        column.addWidget(self._note)

    def show_year(self, year: MileageYear) -> None:
        """Show what the vehicles drove in a year."""
        if year == self._shown:
            return
        self._shown = year
        self.years.set_choices([(each, str(each)) for each in year.years], year.year)
        self.total.setText(year_text(year))
        empty_layout(self._tiles)
        if year.vehicles:
            self._tiles.addWidget(Tiles(*map(_VehicleTile, year.vehicles), least=LEAST_TILE, at_top=True, gap=WIDE))
        is_awaited = any(each.vehicle is not None and each.amount is None for each in year.vehicles)
        notes = (awaited_text() if is_awaited else "", no_deduction_text())
        self._note.setText(" ".join(filter(None, notes)))
        self._note.setVisible(bool(year.vehicles))


class _VehicleTile(QWidget):
    """What one vehicle drove, and its amount, which opens how it is computed."""

    def __init__(self, each: VehicleYear) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(labels.caption(vehicle_name(each), wraps=True))
        if each.amount is not None:
            figure = Figure(partial(_explain, self, each), size=LEAD, at_start=True)
            name = tr("{vehicle} : {amount}").format(vehicle=vehicle_name(each), amount=amount_text(each))
            figure.fill(amount_text(each), name, explanation(each))
            column.addWidget(figure)
        else:
            column.addWidget(labels.body(amount_text(each)))
        column.addWidget(labels.caption(_detail(each), wraps=True))


def _detail(each: VehicleYear) -> str:
    kind = vehicle_text(each.vehicle) if each.vehicle is not None else ""
    return " · ".join(filter(None, (km_text(each.tenths), trips_count(each.trips), kind)))


def _explain(host: QWidget, each: VehicleYear) -> None:
    """Show how the amount of a vehicle is computed, and where the figures were read."""
    assert each.amount is not None, "shown only with an amount"
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(MIDDLE)
    column.addWidget(labels.heading(_detail(each)))
    column.addWidget(labels.body(explanation(each)))
    column.addWidget(labels.body(whole_year_text()))
    column.addWidget(labels.body(no_deduction_text()))
    column.addWidget(labels.caption(source_text(each.amount), wraps=True))
    column.addStretch()
    title = tr("{vehicle}, {year} : {amount}")
    sheet = SideSheet(host, title.format(vehicle=vehicle_name(each), year=each.year, amount=amount_text(each)), inside)
    close = sheet.add_button(buttons.primary(tr("Fermer"), sheet.close_sheet))
    inside.setFocusProxy(close)
    close.setFocus()
