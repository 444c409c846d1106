"""A file from a supplier dropped anywhere: shown beside what it states, corrected, confirmed or set aside."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.received.picture import first_page
from microdesk_desktop.domain.documents.received import ReceivedState
from microdesk_desktop.domain.records.vouchers import MAX_BYTES
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.received import load_received, load_received_states
from tests.support.documents.hostile_invoices import HOSTILE
from tests.support.documents.received import NUMBER, cii, factur_x, pages_of, pdf, ubl
from tests.support.gui import button, drop, unnamed
from tests.worlds.documents import SAMPLES

CONTROL = Qt.KeyboardModifier.ControlModifier


def dropped(desk, tmp_path, data, name="facture.xml"):
    path = tmp_path / name
    path.write_bytes(data)
    drop(desk.shell, path)
    desk.rest()
    QApplication.processEvents()
    desk.rest()
    return desk.shell.current()


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def texts(page):
    return [
        label.text().replace("\u00a0", " ").replace("\u202f", " ")
        for label in page.findChildren(QLabel)
        if label.isVisible()
    ]


def answers(page):
    """The buttons of the strips in sight, by their words."""
    QApplication.processEvents()
    strips = [each for each in page.findChildren(Strip) if each.isVisible()]
    return {plain(found.text()): found for strip in strips for found in strip.buttons}


def states(desk):
    return desk.read(load_received_states)


@pytest.mark.parametrize(("make", "name"), [(cii, "a.xml"), (ubl, "a.xml"), (factur_x, "a.pdf")])
def test_an_e_invoice_dropped_on_any_page_is_shown_to_be_confirmed(desk, tmp_path, make, name):
    desk.go_to("clients")
    page = dropped(desk, tmp_path, make(), name)
    assert page.key == "received"
    assert page.isAncestorOf(QApplication.focusWidget())
    shown = texts(page)
    for wanted in (
        "Camille Roussel EI",
        "812 345 676",
        "FR19812345676",
        "Ligne 1 · 2,5 × 1,234567 · TVA 20 %",
        "21,48 €",
    ):
        assert wanted in shown, shown
    assert unnamed(page) == []


def test_it_is_corrected_and_confirmed_by_keyboard_then_undone(desk, tmp_path):
    page = dropped(desk, tmp_path, cii())
    (expense_id,) = states(desk)
    supplier = next(each for each in page.findChildren(QLineEdit) if each.text() == "Camille Roussel EI")
    supplier.selectAll()
    desk.qtbot.keyClicks(supplier, "Roussel")
    desk.press(supplier, Qt.Key.Key_Return, CONTROL)
    record = desk.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense_id))
    assert (record.supplier, record.reference, record.amount_cents) == ("Roussel", NUMBER, 2148)
    assert states(desk) == {expense_id: ReceivedState.CONFIRMED}
    assert desk.shell.current().key == "expenses"
    desk.press(desk.shell.current(), Qt.Key.Key_Z, CONTROL)
    assert states(desk) == {expense_id: ReceivedState.TO_CONFIRM}


def test_one_that_is_set_aside_is_gone_with_its_file_until_undone(desk, tmp_path):
    page = dropped(desk, tmp_path, cii())
    (expense_id,) = states(desk)
    desk.qtbot.mouseClick(button(page, "reject"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert states(desk) == {}
    desk.press(desk.shell.current(), Qt.Key.Key_Z, CONTROL)
    assert desk.read(lambda reader: load_received(reader, expense_id)) is not None


def test_the_same_invoice_is_asked_about_and_kept_twice_only_when_wanted(desk, tmp_path):
    dropped(desk, tmp_path, cii())
    page = dropped(desk, tmp_path, ubl(), "autre.xml")
    assert page.key == "imports"
    assert len(states(desk)) == 1
    desk.qtbot.mouseClick(answers(page)["La garder aussi"], Qt.MouseButton.LeftButton)
    desk.rest()
    assert len(states(desk)) == 2
    page = desk.shell.current()
    desk.qtbot.mouseClick(answers(page)["C'est la même : y joindre ce fichier"], Qt.MouseButton.LeftButton)
    desk.rest()
    assert len(states(desk)) == 1


def test_a_plain_pdf_becomes_an_expense_only_when_asked_and_needs_its_amount(desk, tmp_path):
    page = dropped(desk, tmp_path, pdf(), "note.pdf")
    assert (page.key, states(desk)) == ("imports", {})
    desk.qtbot.mouseClick(answers(page)["Créer la dépense"], Qt.MouseButton.LeftButton)
    desk.rest()
    page = desk.shell.current()
    assert page.key == "received"
    desk.qtbot.mouseClick(button(page, "confirm"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert set(states(desk).values()) == {ReceivedState.TO_CONFIRM}


def test_what_waits_is_a_chip_of_the_expenses_and_an_item_of_the_queue(desk, tmp_path):
    dropped(desk, tmp_path, cii())
    (expense_id,) = states(desk)
    page = desk.go_to("expenses")
    page.activate("to_confirm")
    desk.rest()
    assert [page.table.model.row(number).id for number in range(page.table.model.rowCount())] == [expense_id]
    desk.press(page.table.view, Qt.Key.Key_Return)
    assert (desk.shell.current().key, desk.shell.current().place()) == ("received", expense_id)


def test_confirming_on_a_walk_through_the_queue_leads_to_the_next_item(desk, tmp_path):
    dropped(desk, tmp_path, cii())
    todo = desk.go_to("todo")
    row = next(
        number for number in range(todo.table.model.rowCount()) if todo.table.model.row(number).kind == "received"
    )
    todo.table.view.select_row(row)
    desk.press(todo.table.view, Qt.Key.Key_Return)
    page = desk.shell.current()
    assert page.key == "received"
    desk.qtbot.mouseClick(button(page, "confirm"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert set(states(desk).values()) == {ReceivedState.CONFIRMED}
    assert desk.shell.current().key != "received"


def test_the_head_has_one_primary_button(desk, tmp_path):
    page = dropped(desk, tmp_path, cii())
    primary = [
        each for each in page.findChildren(QPushButton) if each.isVisible() and each.property("look") == "primary"
    ]
    assert len(primary) == 1


def test_the_first_page_of_a_pdf_is_shown_beside_the_form_and_one_that_is_hostile_is_not(desk, tmp_path):
    page = dropped(desk, tmp_path, factur_x(), "a.pdf")
    desk.qtbot.waitUntil(lambda: page.page_picture.isVisible())
    assert page.page_picture.accessibleName()
    assert not page.page_picture.pixmap().isNull()
    assert first_page(b"%PDF-1.7 broken", Job()) is None
    assert first_page(b"", Job()) is None
    assert first_page(HOSTILE["a million pages"][0](), Job()) is None


def test_the_first_page_of_the_largest_pdf_is_pictured():
    largest = pages_of(SAMPLES["standard"])
    largest += b"\n%" + bytes(MAX_BYTES - len(largest) - 2)
    assert first_page(largest, Job()) == first_page(pages_of(SAMPLES["standard"]), Job())


def test_what_the_text_of_a_plain_pdf_states_is_proposed_and_never_filled_in_unasked(desk, tmp_path):
    page = dropped(desk, tmp_path, pages_of(SAMPLES["standard"]), "note.pdf")
    desk.qtbot.mouseClick(answers(page)["Créer la dépense"], Qt.MouseButton.LeftButton)
    desk.rest()
    page = desk.shell.current()
    assert "21,48" not in [each.text() for each in page.findChildren(QLineEdit)]
    desk.qtbot.mouseClick(answers(page)["Reprendre ces valeurs"], Qt.MouseButton.LeftButton)
    assert "21,48" in [each.text() for each in page.findChildren(QLineEdit)]
