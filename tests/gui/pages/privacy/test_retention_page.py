"""« Durées de conservation » in the window: what goes is announced, kept with one key, and durations are changed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.retention import set_duration
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.privacy.retention import load_choices, load_notices
from tests.support.clock import TODAY
from tests.support.gui import unnamed

OLD = Trip(on=TODAY - timedelta(1200), origin="Bureau", destination="Lyon", tenths=10)


@pytest.fixture
def page(empty_desk):
    put_trip(empty_desk.session, OLD)
    set_duration(empty_desk.session, Category.TRIPS, 1)
    empty_desk.shell.workspace.announce(Changes.RETENTION)
    return empty_desk.go_to("retention")


def texts(page):
    return [label.text().replace("\xa0", " ") for label in page.findChildren(QLabel) if label.isVisible()]


def button(page, name):
    return page.findChild(QPushButton, name)


def test_what_goes_stands_first_and_is_kept_with_one_key_and_let_go_again(empty_desk, page):
    assert any("1 trajet de 2023" in text for text in texts(page))
    keep = button(page, f"keep.trips.{OLD.on.year}")
    assert "1 trajet de 2023" in keep.accessibleName().replace("\xa0", " ")
    empty_desk.press(keep, Qt.Key.Key_Space)
    assert "Rien dans les trente jours qui viennent." in texts(page)
    assert empty_desk.read(load_notices) == []
    empty_desk.shell.workspace.undo.undo()
    empty_desk.rest()
    assert [row.item for row in empty_desk.read(load_notices)] == [OLD.on.year]


def test_a_duration_is_changed_within_what_the_law_allows(empty_desk, page):
    empty_desk.press(button(page, "change.prospects"), Qt.Key.Key_Space)
    sheet = empty_desk.sheet()
    years = sheet.findChild(QComboBox)
    assert years.count() == 3, "three years at most, and never for ever"
    years.setCurrentIndex(0)
    empty_desk.press(sheet.findChildren(QPushButton)[-1], Qt.Key.Key_Space)
    assert empty_desk.read(load_choices)["prospects"] == 1


def test_the_queue_leads_to_the_line_and_every_control_is_named(empty_desk, page):
    todo = empty_desk.go_to("todo")
    assert todo is not page
    empty_desk.shell.navigate("retention", "trips")
    empty_desk.rest()
    assert button(empty_desk.shell.current(), "change.trips").hasFocus()
    assert unnamed(empty_desk.shell.current()) == []
