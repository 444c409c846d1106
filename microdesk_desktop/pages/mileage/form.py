"""The form of a trip, checked as one types."""

from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mileage.trips import EARLIEST, Journey, Trip
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import complete, text_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.pages.mileage.fields import distance_field
from microdesk_desktop.views.mileage.rows import FormChoices


class TripForm(Form):
    """Fields of one trip; `trip()` reads them once `check()` has passed."""

    def __init__(self, today: date, choices: FormChoices) -> None:
        super().__init__()
        self._today = today
        self.on = day_field(tr("Date"), today)
        self.origin = text_field(tr("Départ"), required=True, placeholder=tr("Bureau"))
        self.destination = text_field(tr("Arrivée"), required=True, placeholder=tr("Chez le client, à Lyon"))
        for field in (self.origin, self.destination):
            complete(field, choices.places)
        self.distance = distance_field(tr("Kilomètres, un seul sens"))
        self.is_return = CheckBox(tr("Aller et retour"))
        self.purpose = text_field(tr("Motif"), placeholder=tr("Réunion, livraison, chantier…"))
        self.client = choice_field(tr("Client"), [(None, tr("Aucun")), *choices.clients])
        self.vehicle = choice_field(tr("Véhicule"), [(None, tr("Non précisé")), *choices.vehicles])
        self.add(self.on, self.distance)
        self.add_widget(self.is_return)
        self.add(self.origin)
        self.add(self.destination)
        self.add(self.purpose)
        self.add(self.client, self.vehicle)
        if not choices.vehicles:
            self.add_widget(
                labels.caption(tr("Le barème dépend du véhicule : ajoutez le vôtre dans « ··· »."), wraps=True)
            )
        self.on.set_value(today)
        self.vehicle.set_value(choices.vehicle_id)

    def fill(self, journey: Journey) -> None:
        """Show a trip, or one to repeat, which leaves the day as it is."""
        if isinstance(journey, Trip):
            self.on.set_value(journey.on)
        self.origin.set_value(journey.origin)
        self.destination.set_value(journey.destination)
        self.distance.set_value(journey.tenths)
        self.is_return.set_checked(journey.is_return)
        self.purpose.set_value(journey.purpose)
        self.client.set_value(journey.client_id)
        self.vehicle.set_value(journey.vehicle_id)

    def check(self) -> bool:
        if not super().check():
            return False
        if not EARLIEST <= self.on.value() <= self._today:
            self.on.show_error(tr("Un trajet se note une fois fait, depuis 2000."))
            self.on.setFocus()
            return False
        return True

    def trip(self) -> Trip:
        """The trip in the fields; raises Invalid."""
        return Trip(
            on=self.on.value(),
            origin=self.origin.value(),
            destination=self.destination.value(),
            tenths=self.distance.value(),
            is_return=self.is_return.is_checked(),
            purpose=self.purpose.value(),
            client_id=self.client.value(),
            vehicle_id=self.vehicle.value(),
        )
