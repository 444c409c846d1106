"""Files dropped beside the expenses: a new one, or the voucher of one that has none; what is refused is named."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from microdesk_desktop.domain.documents.received import ReceivedState
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MAX_BYTES
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.store.records.received import load_received_states
from microdesk_desktop.store.records.vouchers import load_vouched, load_voucher_facts
from tests.gui.pages.records.test_vouchers import PDF, drag, picture
from tests.support.clock import TODAY
from tests.support.documents.received import cii, pdf
from tests.support.gui import button, type_in, unnamed
from tests.worlds.documents import SAMPLES

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    return desk.go_to("expenses")


@pytest.fixture
def files(tmp_path):
    """A till receipt as a picture, an invoice without data, and one with them."""
    contents = {
        "ticket.png": picture("PNG"),
        "facture.pdf": pdf(),
        "abîmée.pdf": PDF,
        "e-facture.pdf": pdf(("factur-x.xml", cii())),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def below(page):
    """A place of the list without a row, once the search leaves few."""
    page.search_field().setText("ovh")
    QApplication.processEvents()
    return QPoint(10, page.table.view.viewport().height() - 1)


def drop_below(desk, page, *paths):
    assert drag(page.table.view.viewport(), below(page), *paths) == (True, True)
    desk.rest()
    return desk.sheet()


def test_a_file_dropped_below_the_rows_becomes_a_new_expense_to_check(desk, page, files):
    before = len(desk.read(lambda reader: load_records(reader, Expense)))
    sheet = drop_below(desk, page, files["facture.pdf"])
    assert unnamed(sheet) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    (made,) = desk.read(load_received_states).items()
    assert made[1] is ReceivedState.TO_CONFIRM
    assert desk.shell.current().key == "received"
    assert desk.read(load_vouched) == {made[0]}
    desk.press(desk.shell.current(), Qt.Key.Key_Z, CONTROL)
    assert len(desk.read(lambda reader: load_records(reader, Expense))) == before


def test_a_pdf_that_cannot_be_read_is_a_voucher_all_the_same(desk, page, files):
    button(drop_below(desk, page, files["abîmée.pdf"]), "one_each").click()
    desk.rest()
    form = desk.sheet().form
    for field, text in ((form.amount, "12,00"), (form.on, "20/11"), (form.party, "Bistrot")):
        type_in(desk.qtbot, field, text)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    (made,) = desk.read(load_vouched)
    assert [each.name for each in desk.read(lambda reader: load_voucher_facts(reader, made))] == ["abîmée.pdf"]


def test_the_expense_of_the_amount_that_the_file_states_is_offered_first(desk, page, files):
    cents = 2_148
    paid = put_record(desk.session, Expense(on=SAMPLES["standard"].issued_on, supplier="Roussel", label="",
                                            amount_cents=cents)).id  # fmt: skip
    put_record(desk.session, Expense(on=TODAY, supplier="Nouveau", label="", amount_cents=999))
    sheet = drop_below(desk, page, files["e-facture.pdf"])
    offered = [each for each in sheet.findChildren(QPushButton) if each.objectName().startswith("attach_")]
    assert offered[0].objectName() == f"attach_{paid}"
    offered[0].click()
    desk.rest()
    assert desk.read(load_vouched) == {paid}
    assert desk.read(load_received_states) == {}


def test_several_files_make_one_expense_with_all_of_them(desk, page, files):
    button(drop_below(desk, page, files["ticket.png"], files["facture.pdf"]), "one_of_all").click()
    desk.rest()
    form = desk.sheet().form
    type_in(desk.qtbot, form.amount, "12,00")
    type_in(desk.qtbot, form.on, "20/11")
    type_in(desk.qtbot, form.party, "Bistrot")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.rest()
    (made,) = desk.read(load_vouched)
    assert {each.name for each in desk.read(lambda reader: load_voucher_facts(reader, made))} == {
        "ticket.png", "facture.pdf",
    }  # fmt: skip


def test_several_files_make_one_expense_each_and_those_that_are_there_already_are_named(desk, page, files):
    both = (files["ticket.png"], files["facture.pdf"])
    button(drop_below(desk, page, *both), "one_each").click()
    desk.rest()
    assert len(desk.read(load_received_states)) == 2
    page = desk.go_to("expenses")
    button(drop_below(desk, page, *both), "one_each").click()
    desk.rest()
    assert len(desk.read(load_received_states)) == 2
    assert desk.shell.banners.text_of("error")


@pytest.mark.parametrize(
    ("content", "word"), [(b"MZ" + bytes(100), "programme.pdf"), (b"%PDF-" + bytes(MAX_BYTES), "10 Mo")]
)
def test_a_file_that_is_no_voucher_or_too_large_is_named_and_nothing_is_kept(desk, page, tmp_path, content, word):
    path = tmp_path / "programme.pdf"
    path.write_bytes(content)
    drag(page.table.view.viewport(), below(page), path)
    desk.rest()
    assert word in desk.shell.banners.text_of("error").replace("\u00a0", " ").replace("\u202f", " ")
    assert desk.read(load_vouched) == set()


def test_an_empty_list_takes_a_file_too(empty_desk, files):
    page = empty_desk.go_to("expenses")
    assert drag(page, QPoint(20, 20), files["ticket.png"]) == (True, True)
    empty_desk.rest()
    assert button(empty_desk.sheet(), "one_each").isVisible()
