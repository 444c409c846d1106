"""The catalogue in the window: by keyboard alone, checked as one types, undone."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.forms.price_field import price_field
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.operations.records.catalogue import put_item
from microdesk_desktop.pages.catalogue.form import CatalogueForm
from microdesk_desktop.store.records.catalogue import load_items
from tests.support.gui import type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
ITEM = CatalogueItem(
    reference="JOUR", label="Journée", unit="jour", unit_price=550_000_000, activity="", vat_rate_bp=2_000
)


@pytest.fixture
def page(empty_desk):
    return empty_desk.go_to("catalogue")


def add(desk, **facts):
    put_item(desk.session, replace(ITEM, **facts))
    desk.shell.workspace.announce(Changes.CATALOGUE)
    desk.rest()


def items(desk):
    return [item for _, item in desk.read(load_items)]


def test_an_item_is_typed_kept_removed_and_brought_back_without_a_mouse(empty_desk, page):
    page.add()
    form = empty_desk.sheet().findChild(CatalogueForm)
    type_in(empty_desk.qtbot, form.label, "Pose d'un mur")
    type_in(empty_desk.qtbot, form.price, "0,033333")
    form.unit.set_value("hours")  # typed, it opens a completion, which this display cannot close
    empty_desk.press(entry_of(form.price), Qt.Key.Key_Return)
    assert items(empty_desk) == [
        CatalogueItem(
            reference="POSE-D-UN-MUR",
            label="Pose d'un mur",
            unit="hours",
            unit_price=33_333,
            activity="",
            vat_rate_bp=0,
        )
    ]
    page.table.view.select_row(0)
    empty_desk.press(page.table.view, Qt.Key.Key_Delete)
    assert items(empty_desk) == []
    empty_desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert [item.label for item in items(empty_desk)] == ["Pose d'un mur"]


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ({"unit": "parsec"}, "unité"),
        ({"reference": "jour"}, "référence"),
        ({"price": "0,1234567"}, "six décimales"),
        ({"price": "-5"}, "pas négatif"),
        ({"price": "1.250"}, "deux façons"),
        ({"label": " "}, "remplir"),
    ],
)
def test_what_a_document_could_not_sell_is_said_at_its_field(empty_desk, page, typed, remark):
    add(empty_desk)
    page.add()
    form = empty_desk.sheet().findChild(CatalogueForm)
    for name, text in {"label": "Conseil", "price": "500", **typed}.items():
        entry_of(getattr(form, name)).setText(text)
    empty_desk.press(entry_of(form.label), Qt.Key.Key_Return)
    (name,) = typed
    assert remark in entry_of(getattr(form, name)).accessibleDescription()
    assert len(items(empty_desk)) == 1


def test_an_imported_unit_that_no_table_knows_stays_with_its_item(qtbot):
    form = CatalogueForm((), replace(ITEM, unit="séance"))
    qtbot.addWidget(form)
    assert form.check()
    assert form.item() == replace(ITEM, unit="séance")


@pytest.mark.parametrize(("price", "text"), [(33_333, "0,033333"), (1_250_500_000, "1250,50"), (5_000_000, "5,00")])
def test_a_price_is_shown_as_it_is_read(qtbot, price, text):
    field = price_field("Prix")
    qtbot.addWidget(field)
    field.set_value(price)
    shown = entry_of(field).text()
    assert "".join(shown.split()) == text
    assert field.value() == price


def test_chips_are_of_the_activities_in_use_and_words_narrow_the_list(empty_desk, page):
    add(empty_desk)
    add(empty_desk, reference="T", label="Tirage d'art", activity="sales")
    counts = Counter(key for row in page.rows for key in page.chips_of(row))
    assert [chip.key for chip in page.chips_for(counts) if chip.is_shown] == ["all", "liberal", "sales"]
    page.chips.choose("sales")
    assert [row.item.reference for row in page.kept] == ["T"]
    page.chips.choose("all")
    page.search_field().setText("journee 550")
    assert [row.item.reference for row in page.kept] == ["JOUR"]


def test_a_dropped_file_is_taken_as_a_catalogue_and_every_control_has_a_name(empty_desk, page):
    assert page.import_kind() is ImportKind.CATALOGUE
    add(empty_desk)
    page.table.view.select_row(0)
    empty_desk.press(page.table.view, Qt.Key.Key_C)
    assert unnamed(page) == unnamed(empty_desk.sheet()) == []
