"""Receipts and expenses: the two lists, their form, and what the bank has seen of them."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from microdesk_desktop.base.format import money
from microdesk_desktop.domain.calendar.periods import PeriodKind, period_of
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.pages.records.record_form import RecordForm
from microdesk_desktop.store.records.cash import load_cash_lines
from microdesk_desktop.views.records.rows import load_expense_rows, load_receipt_rows
from microdesk_desktop.views.records.words import record_detail, record_state
from tests.support.clock import TODAY
from tests.support.gui import button, type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def receipts(desk):
    return desk.go_to("receipts")


@pytest.fixture
def expenses(desk):
    return desk.go_to("expenses")


def rows(desk, cls):
    return desk.read(load_receipt_rows if cls is Receipt else load_expense_rows)


def shown(page):
    return [page.table.model.row(number) for number in range(page.table.model.rowCount())]


def headers(page):
    model = page.table.model
    return [model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())]


def test_receipts_name_how_they_were_paid_and_expenses_their_category(desk):
    page = desk.go_to("receipts")
    assert len(shown(page)) == len(rows(desk, Receipt))
    assert button(page, "add").text() == "Ajouter une recette"
    assert headers(page)[1:3] == ["Client", "Encaissée par"]
    page = desk.go_to("expenses")
    assert len(shown(page)) == len(rows(desk, Expense))
    assert button(page, "add").text() == "Ajouter une dépense"
    assert headers(page)[1:3] == ["Fournisseur", "Catégorie"]
    assert "Vue" in {record_state(row) for row in shown(page)}


def test_an_expense_is_added_with_its_own_reference_and_the_addition_taken_back(desk, expenses):
    before = len(rows(desk, Expense))
    expenses.add()
    form = desk.sheet().form
    type_in(desk.qtbot, form.amount, "42,50")
    type_in(desk.qtbot, form.party, "Mercerie du Coin")
    type_in(desk.qtbot, form.on, "20/11")
    assert unnamed(desk.sheet()) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    added = next(row for row in rows(desk, Expense) if row.record.supplier == "Mercerie du Coin")
    assert (added.record.amount_cents, added.record.reference[:7]) == (4_250, "D-2026-")
    assert "Mercerie du Coin, 42,50" in desk.shell.toast.text.text()
    desk.press(expenses.table.view, Qt.Key.Key_Z, CONTROL)
    assert len(rows(desk, Expense)) == before


def test_a_line_that_the_bank_settled_cannot_be_removed(desk, receipts):
    receipts.table.select(next(row.id for row in receipts.rows if row.document_id is None))
    desk.press(receipts.table.view, Qt.Key.Key_Delete)
    assert desk.shell.banners.text_of("error")
    assert sum(row.document_id is None for row in rows(desk, Receipt)) == 2


def test_receipts_hold_all_that_was_received_and_a_payment_leads_to_its_document(desk, receipts):
    today = desk.shell.workspace.clock.today()
    everything = Span(date(2000, 1, 1), today)
    received = desk.read(lambda reader: load_cash_lines(reader, Flow.RECEIVED, everything))
    assert sum(row.record.amount_cents for row in receipts.rows) == sum(line.cents for line in received)
    paid = next(row for row in receipts.rows if row.document_id is not None)
    receipts.table.select(paid.key)
    desk.press(receipts.table.view, Qt.Key.Key_Return)
    assert (desk.shell.current().key, desk.shell.current().place()) == ("invoice", paid.document_id)


def test_the_search_looks_in_names_categories_and_references(desk, expenses):
    for typed in ("ovh", "hebergement", "A-001"):
        expenses.search_field().setText(typed)
        assert 0 < expenses.table.model.rowCount() < len(rows(desk, Expense))


@pytest.mark.parametrize(("key", "words"), [("receipts", "Vos recettes"), ("expenses", "Vos dépenses")])
def test_an_empty_list_shows_what_to_do(empty_desk, key, words):
    page = empty_desk.go_to(key)
    assert f"{words} s’afficheront ici" in [label.text() for label in page.findChildren(QLabel)]
    assert not page.period.isVisible(), "there is nothing to narrow"
    assert not any(panel.isVisible() for panel in page.findChildren(SidePanel)), "nor to choose"


def test_a_receipt_keeps_the_invoice_that_it_pays_when_its_form_is_saved(qtbot):
    form = RecordForm(TargetKind.RECEIPT, TODAY)
    qtbot.addWidget(form)
    receipt = Receipt(on=TODAY, client="Nova", label="Acompte", amount_cents=100, invoice="FA-12", reference="R-1")
    form.fill(receipt)
    assert form.record() == receipt
    assert record_detail(receipt) == "Acompte · règle FA-12"


def test_the_foot_adds_up_what_the_list_shows_and_the_title_all_of_it(expenses):
    everything = sum(row.record.amount_cents for row in expenses.rows)
    assert expenses.subtitle() == f"{money.amount(everything, 'EUR')} dépensés"
    expenses.search_field().setText("ovh")
    assert 0 < len(shown(expenses)) < len(expenses.rows)
    assert foot(expenses) == [
        f"{len(shown(expenses))} dépenses",
        f"{money.amount(sum(row.record.amount_cents for row in shown(expenses)), 'EUR')} dépensés",
    ]
    assert expenses.subtitle() == f"{money.amount(everything, 'EUR')} dépensés"


def foot(page):
    """The texts of the line below the list."""
    return [label.text() for label in page.card.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_period_narrows_the_list_and_the_counts_of_the_chips(desk, expenses):
    today = desk.shell.workspace.clock.today()
    expenses.period.choose(period_of(PeriodKind.THIS_MONTH, today))
    kept = shown(expenses)
    assert 0 < len(kept) < len(expenses.rows)
    assert {(row.record.on.year, row.record.on.month) for row in kept} == {(today.year, today.month)}
    assert f"Toutes {len(kept)}" in [each.text() for each in expenses.chips.findChildren(QPushButton)]
    expenses.search_field().setText(f"{kept[0].record.on:%d/%m/%Y}")
    assert {row.record.on for row in shown(expenses)} == {kept[0].record.on}


def test_a_column_sorts_the_list(expenses):
    amounts = [row.record.signed_cents for row in shown(expenses)]
    assert amounts != sorted(amounts)
    column = next(at for at, each in enumerate(headers(expenses)) if each == "Montant")
    expenses.table.sort((column, False))
    assert [row.record.signed_cents for row in shown(expenses)] == sorted(amounts)


def test_only_what_the_bank_can_show_is_awaited_from_it(desk, receipts):
    bank = Receipt(on=TODAY, client="Nova", label="", amount_cents=100)
    ids = {
        "by transfer": put_record(desk.session, bank).id,
        "in cash": put_record(desk.session, replace(bank, method=Method.CASH)).id,
        "before the account": put_record(desk.session, replace(bank, on=TODAY.replace(year=2020))).id,
    }
    states = {row.id: record_state(row) for row in rows(desk, Receipt)}
    assert {name: states[id_] for name, id_ in ids.items()} == {
        "by transfer": "Pas encore vue",
        "in cash": "",
        "before the account": "",
    }


def test_a_wanted_record_is_selected_though_the_search_hid_it(desk, expenses):
    expenses.search_field().setText("introuvable")
    expenses.period.choose(period_of(PeriodKind.LAST_MONTH, TODAY))
    added = put_record(desk.session, Expense(on=TODAY, supplier="Mercerie", label="", amount_cents=100)).id
    desk.shell.workspace.announce(Changes.LEDGER)
    desk.shell.navigate("expenses", added)
    desk.rest()
    assert expenses.table.current_id() == added
    assert expenses.place() == added
