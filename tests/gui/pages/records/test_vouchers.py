"""Vouchers on the expenses page: attached by a button, a drop or the form, shown, copied, removed."""

from pathlib import Path
from zlib import compress, crc32

import pytest
from PySide6.QtCore import QBuffer, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MediaType
from microdesk_desktop.gui.pictures import MOST_PIXELS, decode_picture
from microdesk_desktop.operations.records.vouchers import add_vouchers
from microdesk_desktop.pages.records.voucher_picker import VoucherPicker
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.store.records.vouchers import load_vouched, load_voucher_facts
from microdesk_desktop.views.records.expenses.vouchers import WITHOUT_VOUCHER
from tests.support.gui import button, type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
PDF = b"%PDF-1.4\n<</Type/Pages/Count 1>>\n<</Type/Page>>\n%%EOF"


def picture(kind: str, width: int = 40, height: int = 20) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data())


@pytest.fixture
def page(desk):
    return desk.go_to("expenses")


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "facture.pdf"
    path.write_bytes(PDF)
    return path


def texts(host):
    return [label.text().replace("\u00a0", " ") for label in host.findChildren(QLabel) if label.isVisible()]


def drag(target, place: QPoint, *paths: Path) -> tuple[bool, bool]:
    """Drag files over a widget and drop them there; whether it took the drag, and the drop."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(place, copy, data, left, none)
    entered.setAccepted(False)
    QApplication.sendEvent(target, entered)
    dropped = QDropEvent(QPointF(place), copy, data, left, none)
    dropped.setAccepted(False)
    if entered.isAccepted():
        QApplication.sendEvent(target, dropped)
    return entered.isAccepted(), dropped.isAccepted()


def test_a_file_dropped_on_a_row_becomes_its_voucher_and_the_drop_is_undone(desk, page, pdf):
    view = page.table.view
    wanted = page.table.model.row(2).id
    place = view.visualRect(page.table.model.index(2, 0)).center()
    assert drag(view.viewport(), place, pdf) == (True, True)
    desk.rest()
    assert desk.read(load_vouched) == {wanted}
    assert page.table.current_id() == wanted
    desk.qtbot.waitUntil(lambda: any("PDF · 1 page" in text for text in texts(page.panel)))
    assert "facture.pdf" in desk.shell.toast.text.text()
    desk.press(view, Qt.Key.Key_Z, CONTROL)
    assert desk.read(load_vouched) == set()


def test_a_drop_of_which_one_is_no_voucher_is_imported(desk, page, pdf, tmp_path):
    view = page.table.view
    first = view.visualRect(page.table.model.index(0, 0)).center()
    table = tmp_path / "depenses.csv"
    table.write_text("date,supplier,amount\n2026-11-20,OVH,12.00\n", encoding="utf-8")
    drag(view.viewport(), first, pdf, table)
    desk.rest()
    assert desk.shell.current().key == "imports"
    assert desk.read(load_vouched) == set()


def test_the_chip_keeps_what_has_no_voucher_and_the_button_attaches_one(desk, page, pdf):
    every = page.table.model.rowCount()
    page.chips.choose(WITHOUT_VOUCHER)
    assert page.table.model.rowCount() == every
    button(page.panel, "attach").click()
    (dialog,) = [each for each in page.findChildren(QFileDialog) if each.isVisible()]
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(pdf))
    dialog.accept()
    desk.rest()
    assert page.table.model.rowCount() == every - 1


def test_a_picture_is_shown_copied_in_clear_where_the_user_chooses_and_removed(desk, page, tmp_path):
    content = picture("PNG")
    path = tmp_path / "ticket.png"
    path.write_bytes(content)
    expense = page.table.current_id()
    add_vouchers(desk.session, expense, [path])
    page.reload()
    desk.rest()
    previews = [each for each in page.panel.findChildren(QLabel) if not each.pixmap().isNull()]
    assert [each.accessibleName() for each in previews] == ["Aperçu de ticket.png"]
    assert unnamed(page) == []
    button(page.panel, "view").click()
    desk.rest()
    sheet = desk.sheet()
    assert [each for each in sheet.findChildren(QLabel) if not each.pixmap().isNull()]
    assert unnamed(sheet) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    button(page.panel, "save_copy").click()
    (dialog,) = [each for each in page.findChildren(QFileDialog) if each.isVisible()]
    copy = tmp_path / "copie.png"
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(copy))
    dialog.accept()
    desk.rest()
    assert copy.read_bytes() == content
    button(page.panel, "detach").click()
    desk.rest()
    assert desk.read(load_vouched) == set()
    desk.shell.workspace.undo.undo()
    desk.rest()
    assert desk.read(load_vouched) == {expense}


def test_the_form_attaches_what_was_dropped_on_it_and_names_what_is_refused(desk, page, pdf, tmp_path):
    wrong = tmp_path / "tableau.pdf"
    wrong.write_text("date,supplier\n", encoding="utf-8")
    page.add()
    form = desk.sheet().form
    picker = form.findChild(VoucherPicker)
    assert drag(form, form.rect().center(), wrong) == (True, True)
    desk.rest()
    assert any(text.startswith("tableau.pdf n’est ni une image") for text in texts(picker))
    assert drag(form, form.rect().center(), pdf) == (True, True)
    desk.rest()
    assert [each.name for each in picker.vouchers] == ["facture.pdf"]
    assert unnamed(desk.sheet()) == []
    type_in(desk.qtbot, form.amount, "42,50")
    type_in(desk.qtbot, form.party, "Mercerie du Coin")
    type_in(desk.qtbot, form.on, "20/11")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    added = next(id_ for id_, each in desk.read(lambda reader: load_records(reader, Expense)) if each.label == "")
    assert [each.name for each in desk.read(lambda reader: load_voucher_facts(reader, added))] == ["facture.pdf"]


@pytest.mark.parametrize("kind", [kind for kind in MediaType if kind.is_picture])
def test_each_kind_of_picture_is_decoded_small_enough_for_its_place(kind):
    image = decode_picture(picture(kind.value.split("/")[1].upper(), 400, 200), kind, QSize(100, 100))
    assert image is not None
    assert image.size() == QSize(100, 50)


def test_a_picture_with_too_many_pixels_or_that_is_cut_is_not_decoded():
    width = 8_000
    assert decode_picture(line_art(width, MOST_PIXELS // width), MediaType.PNG, QSize(100, 100)) is not None
    assert decode_picture(line_art(width, MOST_PIXELS // width + 1), MediaType.PNG, QSize(100, 100)) is None
    assert decode_picture(picture("PNG")[:20], MediaType.PNG, QSize(100, 100)) is None
    assert decode_picture(b"", MediaType.WEBP, QSize(100, 100)) is None


def line_art(width: int, height: int) -> bytes:
    """A white PNG with one bit a pixel: some kilobytes, whatever its size."""
    rows = compress((b"\0" + b"\xff" * (width // 8)) * height)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )


def test_a_form_that_is_saved_while_its_voucher_is_being_read_waits_for_it(desk, page, pdf, tmp_path):
    page.add()
    form = desk.sheet().form
    picker = form.findChild(VoucherPicker)
    for field, text in ((form.amount, "42,50"), (form.party, "Mercerie du Coin"), (form.on, "20/11")):
        type_in(desk.qtbot, field, text)
    wrong = tmp_path / "tableau.pdf"
    wrong.write_text("date,supplier\n", encoding="utf-8")
    picker.add([wrong])
    desk.sheet().submit()
    desk.rest()
    assert desk.sheet().form is form, "what is refused is shown, and nothing saved"
    picker.add([pdf])
    desk.sheet().submit()
    desk.rest()
    added = next(id_ for id_, each in desk.read(lambda reader: load_records(reader, Expense)) if each.label == "")
    assert [each.name for each in desk.read(lambda reader: load_voucher_facts(reader, added))] == ["facture.pdf"]
