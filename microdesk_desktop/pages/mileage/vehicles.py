"""The vehicles: a sheet that lists them, and the form of one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mileage.vehicles import MOST_POWER, Vehicle, VehicleKind
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit, text_field
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mileage.vehicles import put_vehicle, remove_vehicle
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.mileage.words import kind_words, vehicle_text

PLACE = Place(page="mileage", wanted=None)


class VehicleForm(Form):
    """Fields of one vehicle; `vehicle()` reads them once `check()` has passed."""

    def __init__(self, vehicle: Vehicle | None = None) -> None:
        super().__init__()
        self.name = text_field(tr("Nom"), required=True, placeholder=tr("Clio, scooter…"))
        self.kind = choice_field(tr("Type"), list(kind_words().items()))
        self.power = _power_field(self.kind)
        self.is_electric = CheckBox(tr("Électrique"), hint=tr("Le barème est majoré de 20 %."))
        self.registration = text_field(tr("Immatriculation"), hint=tr("Facultative."))
        self.kind.edited.connect(self._show_power)
        self.add(self.name)
        self.add(self.kind, self.power)
        self.add_widget(self.is_electric)
        self.add(self.registration)
        if vehicle is not None:
            self._fill(vehicle)
        self._show_power()

    def vehicle(self) -> Vehicle:
        """The vehicle in the fields; raises Invalid."""
        return Vehicle(
            name=self.name.value(),
            kind=self.kind.value(),
            power=self.power.value(),
            is_electric=self.is_electric.is_checked(),
            registration=self.registration.value(),
        )

    def _fill(self, vehicle: Vehicle) -> None:
        self.name.set_value(vehicle.name)
        self.kind.set_value(vehicle.kind)
        self.power.set_value(vehicle.power)
        self.is_electric.set_checked(vehicle.is_electric)
        self.registration.set_value(vehicle.registration)

    def _show_power(self) -> None:
        self.power.setVisible(self.kind.value().has_power)


def open_vehicles(host: QWidget, workspace: Workspace, vehicles: Sequence[tuple[int, Vehicle]]) -> None:
    """Show the vehicles, each with a way to correct it."""
    if not vehicles:
        open_vehicle(host, workspace)
        return
    if not can_open_sheet(host):
        return
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(MIDDLE)
    sheet = SideSheet(host, tr("Vos véhicules"), inside)

    def go_on(then: Callable[[], object]) -> None:
        sheet.close_sheet()
        then()

    for id_, vehicle in vehicles:
        column.addWidget(_line(vehicle, partial(go_on, partial(open_vehicle, host, workspace, vehicle, id_))))
    column.addStretch()
    add = buttons.primary(tr("Ajouter un véhicule"), partial(go_on, partial(open_vehicle, host, workspace)))
    inside.setFocusProxy(sheet.add_button(add))
    add.setFocus()


def open_vehicle(
    host: QWidget, workspace: Workspace, vehicle: Vehicle | None = None, vehicle_id: int | None = None
) -> None:
    """Open the form of a vehicle, or of a new one."""
    if not can_open_sheet(host):
        return
    form = VehicleForm(vehicle)

    def save() -> None:
        wanted = form.vehicle()
        sheet.hold()
        workspace.perform(
            lambda session: put_vehicle(session, wanted, vehicle_id),
            owner=sheet,
            message=lambda: tr("« {name} » est enregistré.").format(name=wanted.name),
            place=PLACE,
            on_success=lambda _: sheet.close_sheet(),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    title = visible(vehicle.name) if vehicle else tr("Nouveau véhicule")
    sheet = Sheet(host, title, form, tr("Enregistrer"), save)
    if vehicle is not None and vehicle_id is not None:
        sheet.add_removal(tr("Supprimer"), partial(_remove, workspace, vehicle, vehicle_id))


def _remove(workspace: Workspace, vehicle: Vehicle, vehicle_id: int) -> None:
    workspace.perform(
        lambda session: remove_vehicle(session, vehicle_id),
        message=lambda: tr("« {name} » est supprimé.").format(name=vehicle.name),
        place=PLACE,
    )


def _line(vehicle: Vehicle, edit: Callable[[], object]) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SMALL)
    words = QVBoxLayout()
    words.addWidget(labels.heading(visible(vehicle.name)))
    words.addWidget(labels.caption(vehicle_text(vehicle), wraps=True))
    line.addLayout(words, 1)
    button = buttons.plain(tr("Corriger…"), edit)
    button.setAccessibleName(tr("Corriger « {name} »").format(name=visible(vehicle.name)))
    line.addWidget(button)
    return made


def _power_field(kind: Field[VehicleKind]) -> Field[int]:
    """The fiscal power, which a moped has not."""
    entry = new_line_edit("5")

    def read() -> int:
        text = entry.text().strip()
        if not kind.value().has_power:
            return 0
        if not text:
            raise Invalid(tr("À remplir."))
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= MOST_POWER):
            raise Invalid(tr("Un nombre de chevaux fiscaux, comme 5."))
        return int(text)

    hint = tr("Rubrique P.6 de la carte grise.")
    field = Field(
        tr("Puissance fiscale (CV)"),
        entry,
        read=read,
        write=lambda power: entry.setText(str(power) if power else ""),
        hint=hint,
        required=True,
    )
    entry.editingFinished.connect(lambda: field.check() if entry.text() else None)
    return connect_edited(field, entry)
