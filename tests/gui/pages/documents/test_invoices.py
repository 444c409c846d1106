"""The imported documents: their state, where each payment comes from, and how they are corrected, settled, removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.table.model import CellKind
from microdesk_desktop.pages.documents.invoices import Shown
from microdesk_desktop.views.records.document_actions import DocumentAction
from microdesk_desktop.views.records.document_words import credit_states, document_state, document_states
from tests.support.gui import button, type_in, unnamed


@pytest.fixture
def page(desk):
    return desk.go_to("invoices")


def shown(page):
    return [page.table.model.row(number) for number in range(page.table.model.rowCount())]


def texts(host):
    return [label.text() for label in host.findChildren(QLabel) if label.isVisible()]


def test_it_opens_on_the_first_invoice_which_the_list_shows_as_selected(page):
    assert page.table.view.hasFocus()
    assert page.table.has_selection
    assert page.table.current_id() == shown(page)[0].id


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_fits_in_its_column(desk, language):
    desk.shell.window().set_language(language)
    desk.shell = desk.shell.window().currentWidget()
    view = desk.go_to("invoices").table.view
    delegate, column = view.itemDelegate(), view.model().columnCount() - 1
    for words in (*document_states().values(), *credit_states().values()):
        assert delegate.width_of(CellKind.CHIP, words) <= view.columnWidth(column)


def test_the_chips_keep_open_late_and_paid_ones(page):
    for chip, states in (
        (Shown.LATE, {DocumentState.LATE}),
        (Shown.PAID, {DocumentState.PAID}),
    ):
        page.chips.choose(chip)
        assert {row.state for row in shown(page)} == states


def test_a_credit_note_is_not_among_the_documents_to_collect(desk, page):
    row = find(desk, page, "0047")
    desk.press(page.table.view, Qt.Key.Key_C)
    desk.sheet().form.type.set_value(DocumentType.CREDIT_NOTE)
    desk.sheet().submit()
    desk.rest()
    page.search_field().clear()
    assert again(page, row).remaining_cents < 0
    page.chips.choose(Shown.OPEN)
    assert {each.remaining_cents > 0 for each in shown(page)} == {True}
    assert "442,50 € d’avoirs à rembourser" in page.subtitle().replace("\u00a0", " ")


def test_the_panel_shows_each_payment_with_its_origin_and_opens_it(desk, page):
    page.search_field().setText("0042")
    desk.rest()
    desk.qtbot.waitUntil(lambda: any("Automatique" in text for text in texts(page.panel)))
    desk.qtbot.mouseClick(button(page.panel, "see_transaction"), Qt.MouseButton.LeftButton)
    desk.rest()
    bank = desk.shell.current()
    assert "ATELIER BRUN" in bank.transactions.table.current_row().label


def test_what_was_paid_before_the_import_is_shown(desk, page):
    page.search_field().setText("0028")
    desk.rest()
    desk.qtbot.waitUntil(lambda: any("réglés avant l’import" in text for text in texts(page.panel)))


def test_every_control_has_a_name_and_an_empty_list_shows_what_to_do(desk, page):
    assert unnamed(desk.shell) == []
    page.search_field().setText("introuvable")
    assert "Rien ne correspond" in texts(page)


CONTROL = Qt.KeyboardModifier.ControlModifier


def find(desk, page, words):
    """The only document whose number or client holds the words, selected."""
    page.search_field().setText(words)
    desk.rest()
    (row,) = shown(page)
    page.table.select(row.id)
    desk.rest()
    return row


def again(page, row):
    return next(each for each in page.rows if each.id == row.id)


def test_a_payment_of_an_open_invoice_is_recorded_on_a_day_in_a_way_and_it_is_undone_and_redone(desk, page):
    row = find(desk, page, "0047")
    assert row.state is DocumentState.ISSUED
    desk.press(page.table.view, Qt.Key.Key_P)
    form = desk.sheet().form
    type_in(desk.qtbot, form.on, "23/11/2026")
    form.method.set_value(Method.CHEQUE)
    assert unnamed(desk.sheet()) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert again(page, row).state is DocumentState.PAID
    desk.qtbot.waitUntil(lambda: "Chèque" in texts(page.panel))
    assert row.number in desk.shell.toast.text.text()
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert again(page, row).state is DocumentState.ISSUED
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert again(page, row).state is DocumentState.PAID


def test_a_part_is_paid_with_a_fee_and_the_form_shows_what_is_left_or_too_much(desk, page):
    row = find(desk, page, "0047")
    desk.press(page.table.view, Qt.Key.Key_P)
    form = desk.sheet().form
    assert form.amount.value() == row.remaining_cents
    type_in(desk.qtbot, form.amount, "100,00")
    left = row.remaining_cents - 100_00
    assert any("Il restera" in text for text in texts(form))
    type_in(desk.qtbot, form.amount, "999999,00")
    assert any("de trop" in text for text in texts(form))
    type_in(desk.qtbot, form.amount, "97,00")
    type_in(desk.qtbot, form.fee, "3,00")
    type_in(desk.qtbot, form.platform, "Malt")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (again(page, row).state, again(page, row).remaining_cents) == (DocumentState.PARTLY_PAID, left)


def test_a_document_is_corrected_in_its_form_and_the_correction_undone(desk, page):
    row = find(desk, page, "0047")
    desk.press(page.table.view, Qt.Key.Key_C)
    form = desk.sheet().form
    type_in(desk.qtbot, form.subject, "Cageots bleus")
    form.due_on.set_value(None)
    assert unnamed(desk.sheet()) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    corrected = again(page, row)
    assert (corrected.subject, corrected.due_on) == ("Cageots bleus", None)
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert again(page, row) == row


def test_totals_that_do_not_add_up_and_a_number_already_taken_are_refused_in_the_form(desk, page):
    row = find(desk, page, "0047")
    desk.press(page.table.view, Qt.Key.Key_C)
    sheet = desk.sheet()
    type_in(desk.qtbot, sheet.form.tax, "1,00")
    sheet.submit()
    assert any("n’est pas la somme" in text for text in texts(sheet))
    type_in(desk.qtbot, sheet.form.tax, "0,00")
    type_in(desk.qtbot, sheet.form.number, "F-2026-0046")
    sheet.submit()
    desk.rest()
    assert desk.sheet() is sheet
    assert any("déjà" in text for text in texts(sheet))
    sheet.close_sheet()
    assert again(page, row) == row


def test_delete_removes_an_open_invoice_and_undo_brings_it_back(desk, page):
    row = find(desk, page, "0047")
    desk.press(page.table.view, Qt.Key.Key_Delete)
    assert row.id not in {each.id for each in page.rows}
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert again(page, row) == row


def become(desk, page, row, type_):
    """Correct the type of the document in its form."""
    desk.press(page.table.view, Qt.Key.Key_C)
    desk.sheet().form.type.set_value(type_)
    desk.sheet().submit()
    desk.rest()
    page.search_field().clear()


def test_a_quote_is_on_its_own_page_and_is_never_due(desk, page):
    row = find(desk, page, "0047")
    due = page.subtitle()
    become(desk, page, row, DocumentType.QUOTE)
    assert page.subtitle() != due
    assert row.id not in {each.id for each in page.rows}
    quotes = desk.go_to("quotes")
    assert [each.id for each in shown(quotes)] == [row.id]
    assert DocumentAction.MARK_PAID not in quotes.panel.actions_offered
    assert any("en attente de réponse" in text for text in texts(quotes))


def test_a_credit_note_is_given_back_and_has_no_due_date(desk, page):
    row = find(desk, page, "0047")
    become(desk, page, row, DocumentType.CREDIT_NOTE)
    page.chips.choose(Shown.CREDIT_NOTES)
    assert f"Avoirs {len(shown(page))}" in chips(page)
    page.table.select(row.id)
    desk.rest()
    note = page.table.current_row()
    assert (note.id, note.due_on) == (row.id, None)
    assert document_state(note) == "À rembourser"
    assert not any("chéance" in text for text in texts(page.panel))
    desk.press(page.table.view, Qt.Key.Key_C)
    assert not desk.sheet().form.due_on.isVisible()


def test_the_panel_names_the_days_and_leads_to_the_client(desk, page):
    row = find(desk, page, "0047")
    facts = " ".join(texts(page.panel))
    assert "Émise le" in facts
    assert "Échéance le" in facts
    desk.qtbot.mouseClick(button(page.panel, "client"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert (desk.shell.current().key, desk.shell.current().place()) == ("client", row.client_id)


def chips(page):
    return [each.text() for each in page.chips.findChildren(QPushButton) if each.isVisible()]


def test_a_payment_that_came_back_makes_the_invoice_due_again_until_it_is_undone(desk, page):
    row = find(desk, page, "0042")
    assert row.state is DocumentState.PAID
    desk.press(page.table.view, Qt.Key.Key_I)
    desk.qtbot.waitUntil(lambda: desk.sheet() is not None)
    form = desk.sheet().form
    assert form.amount.value() == row.paid_cents
    form.amount.set_value(row.paid_cents + 1)
    desk.sheet().submit()
    desk.rest()
    assert again(page, row) == row
    form.amount.set_value(row.paid_cents - 1)
    desk.sheet().submit()
    desk.rest()
    assert again(page, row).remaining_cents == row.paid_cents - 1
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    desk.rest()
    assert again(page, row) == row
