"""Receipts and expenses: the two lists, their form, and what the bank has seen of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.base.format import money
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.pages.records.ledger_form import RecordForm
from microdesk_desktop.views.records.rows import load_record_rows
from microdesk_desktop.views.records.words import record_detail, record_state
from tests.support.clock import TODAY
from tests.support.gui import button, type_in, unnamed


@pytest.fixture
def page(desk):
    return desk.go_to("ledger")


def rows(desk, kind):
    today = desk.shell.workspace.clock.today()
    return [row for row in desk.read(lambda reader: load_record_rows(reader, today)) if row.kind is kind]


def headers(page):
    model = page.table.model
    return [model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())]


def test_each_chip_shows_its_kind_and_names_its_button(desk, page):
    assert page.table.model.rowCount() == len(rows(desk, TargetKind.RECEIPT))
    assert button(page, "add").text() == "Ajouter une recette"
    assert headers(page)[2] == "Encaissée par"
    page.chips.choose(TargetKind.EXPENSE)
    assert page.table.model.rowCount() == len(rows(desk, TargetKind.EXPENSE))
    assert button(page, "add").text() == "Ajouter une dépense"
    assert headers(page)[2] == "Catégorie"
    texts = {record_state(page.table.model.row(number)) for number in range(page.table.model.rowCount())}
    assert "Vue" in texts


def test_an_expense_is_added_with_its_own_reference_and_the_addition_taken_back(desk, page):
    page.chips.choose(TargetKind.EXPENSE)
    before = len(rows(desk, TargetKind.EXPENSE))
    page.add()
    form = desk.sheet().form
    type_in(desk.qtbot, form.amount, "42,50")
    type_in(desk.qtbot, form.party, "Mercerie du Coin")
    type_in(desk.qtbot, form.on, "20/11")
    assert unnamed(desk.sheet()) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    added = next(row for row in rows(desk, TargetKind.EXPENSE) if row.record.supplier == "Mercerie du Coin")
    assert (added.record.amount_cents, added.record.reference[:7]) == (4_250, "D-2026-")
    assert "Mercerie du Coin, 42,50" in desk.shell.toast.text.text()
    desk.press(page.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(rows(desk, TargetKind.EXPENSE)) == before


def test_a_line_that_the_bank_settled_cannot_be_removed(desk, page):
    page.table.view.select_row(0)
    desk.press(page.table.view, Qt.Key.Key_Delete)
    assert desk.shell.banners.text_of("error")
    assert len(rows(desk, TargetKind.RECEIPT)) == 2


def test_the_search_looks_in_names_categories_and_references(desk, page):
    page.chips.choose(TargetKind.EXPENSE)
    for typed in ("ovh", "hebergement", "A-001"):
        page.search_field().setText(typed)
        assert 0 < page.table.model.rowCount() < len(rows(desk, TargetKind.EXPENSE))


def test_an_empty_list_shows_what_to_do(empty_desk):
    page = empty_desk.go_to("ledger")
    assert "Vos recettes s’afficheront ici" in [label.text() for label in page.findChildren(QLabel)]


def test_the_palette_adds_either_kind_whatever_list_is_in_sight(desk, page):
    adding = {command.text: command.act for command in page.commands()}
    adding["Ajouter une dépense"]()
    assert desk.sheet().form.kind is TargetKind.EXPENSE
    assert page.kind is TargetKind.EXPENSE


def test_a_receipt_keeps_the_invoice_that_it_pays_when_its_form_is_saved(desk, page):
    form = RecordForm(TargetKind.RECEIPT, TODAY)
    desk.qtbot.addWidget(form)
    receipt = Receipt(on=TODAY, client="Nova", label="Acompte", amount_cents=100, invoice="FA-12", reference="R-1")
    form.fill(receipt)
    assert form.record() == receipt
    assert record_detail(receipt) == "Acompte · règle FA-12"


def test_the_line_under_the_title_adds_up_what_the_list_shows(desk, page):
    kept = page.table.model
    total = sum(kept.row(number).record.amount_cents for number in range(kept.rowCount()))
    assert page.subtitle() == f"{money.amount(total, 'EUR')} en tout"
    page.search_field().setText("introuvable")
    assert page.subtitle() == ""
