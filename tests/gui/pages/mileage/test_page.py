"""« Kilomètres » in the window: off until it is used, by keyboard alone, invoiced once, undone."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from microdesk_desktop.base.format import dates
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.gui.sidebar.navigation import Sidebar
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.mileage.vehicles import put_vehicle
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.mileage.form import TripForm
from microdesk_desktop.pages.mileage.invoice import InvoiceForm
from microdesk_desktop.pages.mileage.keeping import KeepingForm, ask_keeping
from microdesk_desktop.pages.mileage.vehicles import VehicleForm
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.mileage.templates import load_templates
from microdesk_desktop.store.mileage.trips import load_trips
from microdesk_desktop.store.mileage.vehicles import load_vehicles
from tests.support.clock import TODAY
from tests.support.gui import type_in, unnamed

SPARE = 2
"""Pixels that a cell has more than its text needs."""
CONTROL = Qt.KeyboardModifier.ControlModifier
TRIP = Trip(on=TODAY, origin="Bureau", destination="Lyon", tenths=1_205)


@pytest.fixture
def page(empty_desk):
    return empty_desk.go_to("mileage")


def add(desk, **facts):
    saved = put_trip(desk.session, replace(TRIP, **facts)).id
    desk.shell.workspace.announce(Changes.MILEAGE)
    desk.rest()
    return saved


def trips(desk):
    return [trip for _, trip in desk.read(load_trips)]


def test_the_entry_comes_with_the_first_trip_and_can_be_asked_for_before(empty_desk):
    assert "mileage" not in offered(empty_desk)
    add(empty_desk)
    assert "mileage" in offered(empty_desk)


def test_every_day_of_a_year_fits_in_its_column_beside_the_check_box(empty_desk, page):
    add(empty_desk)
    view, (column, *_) = page.table.view, page.table.model.columns
    days = (dates.short_day(date(2026, 1, 1) + timedelta(days=number)) for number in range(365))
    needed = max(view.itemDelegate().width_of(column.kind, day) for day in days)
    assert view.columnWidth(0) >= needed + view.itemDelegate().box_width(column) - SPARE


def offered(desk):
    return desk.shell.findChild(Sidebar).keys


def test_a_trip_is_typed_corrected_removed_and_brought_back_without_a_mouse(empty_desk, page):
    page.add()
    form = empty_desk.sheet().findChild(TripForm)
    for field, text in ((form.origin, "Bureau"), (form.destination, "Nova, Lyon"), (form.distance, "12,5")):
        type_in(empty_desk.qtbot, field, text)
    form.is_return.set_checked(True)
    empty_desk.press(entry_of(form.purpose), Qt.Key.Key_Return)
    assert [(trip.destination, trip.driven, trip.on) for trip in trips(empty_desk)] == [("Nova, Lyon", 250, TODAY)]
    page.table.view.select_row(0)
    empty_desk.press(page.table.view, Qt.Key.Key_M)
    assert [each.destination for each in empty_desk.read(load_templates).values()] == ["Nova, Lyon"]
    empty_desk.press(page.table.view, Qt.Key.Key_Delete)
    assert trips(empty_desk) == []
    empty_desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert len(trips(empty_desk)) == 1


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ({"distance": "0"}, "positive"),
        ({"distance": "12,55"}, "décimale"),
        ({"distance": "1.234"}, "lectures"),
        ({"distance": "99999"}, "Europe"),
        ({"distance": "beaucoup"}, "illisible"),
        ({"origin": " "}, "remplir"),
        ({"on": "22/11/2026"}, "une fois fait"),
        ({"on": "01/01/1999"}, "2000"),
    ],
)
def test_what_no_trip_has_is_said_at_its_field(empty_desk, page, typed, remark):
    page.add()
    form = empty_desk.sheet().findChild(TripForm)
    for name, text in {"origin": "Bureau", "destination": "Lyon", "distance": "12", **typed}.items():
        entry_of(getattr(form, name)).setText(text)
    assert not form.check()
    (name,) = typed
    assert remark in entry_of(getattr(form, name)).accessibleDescription()


def test_a_template_is_a_button_that_fills_a_trip_of_today(empty_desk, page):
    add(empty_desk, on=TODAY.replace(day=1), purpose="Recette")
    page.table.view.select_row(0)
    page.keep()
    empty_desk.rest()
    (button,) = page.templates.findChildren(QPushButton)
    assert button.accessibleName() == "Refaire le trajet de Bureau à Lyon"
    button.click()
    form = empty_desk.sheet().findChild(TripForm)
    assert (form.purpose.value(), form.distance.value(), form.on.value()) == ("Recette", 1_205, TODAY)
    empty_desk.press(entry_of(form.purpose), Qt.Key.Key_Return)
    assert len(trips(empty_desk)) == 2


def test_the_amount_of_a_year_opens_how_it_is_computed_and_an_unknown_year_is_said(empty_desk, page):
    car = put_vehicle(empty_desk.session, Vehicle(name="Clio", power=5)).id
    add(empty_desk, on=TODAY.replace(year=2025), tenths=40_000, vehicle_id=car, is_return=True)
    add(empty_desk, on=TODAY.replace(year=2025), tenths=40_000, vehicle_id=car)
    add(empty_desk, vehicle_id=car)
    assert page.year_card.findChild(Figure) is None
    assert "barème 2026 pas encore publié" in texts(page.year_card)
    page.year_card.years.chosen.emit(2025)
    empty_desk.rest()
    figure = page.year_card.findChild(Figure)
    assert figure.text().split() == ["5", "679", "€"]
    figure.click()
    shown = " ".join(texts(empty_desk.sheet()).split())
    assert "12 000 km × 0,357 € + 1 395 € = 5 679,00 €" in shown
    assert "ne se déduisent pas" in shown


def test_a_trip_of_another_year_is_shown_in_its_year_and_its_removal_is_undone_there(empty_desk, page):
    add(empty_desk)
    old = add(empty_desk, on=TODAY.replace(year=2024), destination="Brest")
    empty_desk.go_to("bank")
    empty_desk.shell.navigate("mileage", old)
    empty_desk.rest()
    assert [row.trip.destination for row in page.rows] == ["Brest"]
    assert page.table.current_id() == old
    page.remove()
    empty_desk.rest()
    page.year_card.years.chosen.emit(TODAY.year)
    empty_desk.rest()
    empty_desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert [row.trip.destination for row in page.rows] == ["Brest"]


def texts(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_checked_trips_go_into_one_draft_which_opens_and_the_undo_takes_them_out(empty_desk, page):
    client_id = put_client(empty_desk.session, Client(name="Nova SARL")).id
    ids = [add(empty_desk, client_id=client_id), add(empty_desk, on=TODAY.replace(day=2))]
    page.table.checks.set(ids, is_checked=True)
    page.card.bar.buttons()[0].click()
    empty_desk.rest()
    form = empty_desk.sheet().findChild(InvoiceForm)
    assert form.client.value() == client_id
    type_in(empty_desk.qtbot, form.price, "0,60")
    form.has_disbursement.set_checked(True)
    type_in(empty_desk.qtbot, form.disbursement, "12,40")
    empty_desk.press(entry_of(form.price), Qt.Key.Key_Return)
    assert empty_desk.shell.current().key == "editor"
    (draft_id,) = {trip.draft_id for trip in trips(empty_desk)}
    kilometres, tolls = empty_desk.read(lambda reader: require_draft(reader, draft_id)).lines
    assert (kilometres.quantity, tolls.unit_price, tolls.is_disbursement) == (2_410_000, 12_400_000, True)
    page = empty_desk.go_to("mileage")
    page.table.view.select_row(0)
    page.invoice()
    empty_desk.rest()
    assert not any(each.isVisible() for each in empty_desk.shell.window().findChildren(SideSheet)), "never twice"
    empty_desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert {trip.draft_id for trip in trips(empty_desk)} == {None}


def test_a_vehicle_and_the_time_trips_are_kept_are_set_from_the_menu(empty_desk, page):
    page.show_vehicles()
    form = empty_desk.sheet().findChild(VehicleForm)
    type_in(empty_desk.qtbot, form.name, "Solex")
    form.kind.set_value(VehicleKind.MOPED)
    empty_desk.press(entry_of(form.name), Qt.Key.Key_Return)
    assert [each.kind for each in empty_desk.read(load_vehicles).values()] == [VehicleKind.MOPED]
    ask_keeping(page, empty_desk.shell.workspace, Place(page=page.key))
    empty_desk.rest()
    keeping = empty_desk.sheet().findChild(KeepingForm)
    keeping.years.set_value(3)
    empty_desk.sheet().submit()
    empty_desk.rest()
    assert empty_desk.read(load_keeping).years == 3


def test_every_control_has_a_name_of_its_own(empty_desk, page):
    car = put_vehicle(empty_desk.session, Vehicle(name="Clio", power=5)).id
    add(empty_desk, on=TODAY.replace(year=2025), vehicle_id=car)
    add(empty_desk, vehicle_id=car)
    page.keep()
    empty_desk.rest()
    assert unnamed(page) == []
    page.add()
    form = empty_desk.sheet().findChild(TripForm)
    names = Counter(each.accessibleName() for each in form.findChildren(type(entry_of(form.origin))))
    assert max(names.values()) == 1
