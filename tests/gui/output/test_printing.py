"""A printed list: every row on one page, nothing cut, and a PDF that is whole or not there."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.money import Money
from microdesk_desktop.gui.output.list_output import ListOutput
from microdesk_desktop.gui.output.paper import Fonts, Paper, PrintedList, lay_out
from microdesk_desktop.gui.output.printing import page_layout, pages_wanted, print_list
from microdesk_desktop.views.exports.content import (
    ListContent,
    amount_column,
    day_column,
    rows_in_memory,
    text_column,
)
from tests.support.disks import files_of_at_most, raises_known
from tests.support.gui import LONG_MS
from tests.support.measures.standstill import confirmed, watch
from tests.support.stops import StoppedAt

MOST_S = 0.05
LABEL = "VIR SEPA RECU /DE CLIENT <b>{}</b> /MOTIF F-2026-{:04} /REF " + "0123456789" * 12


def content(rows=400, columns=None):
    listed = range(rows)
    return ListContent(
        title="Banque",
        columns=columns
        or (
            day_column("Date", lambda row: date(2026, 11, 1 + row % 28)),
            text_column("Libellé", lambda row: LABEL.format(row, row)[: 30 + row % 160], 40),
            amount_column("Montant", lambda row: Money(-(10 ** (row % 13)), "EUR")),
        ),
        total=rows,
        chunks=rows_in_memory(listed),
        filters=("novembre 2026",),
        count=f"{rows} opérations",
        totals="−1 234,00 €",
    )


def printed(list_content):
    return PrintedList(content=list_content, business="Jeanne Martin EI", day="27 novembre 2026", fonts=Fonts.made())


def read(view):
    raise AssertionError("the rows are in memory")


@pytest.fixture
def paper(desk, tmp_path):
    writer = QPdfWriter(str(tmp_path / "measured.pdf"))
    writer.setPageLayout(page_layout(content()))
    made = Paper(writer, printed(content()))
    yield made
    (tmp_path / "measured.pdf").unlink(missing_ok=True)


def pdf_printer(path, list_content):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(list_content))
    printer.setOutputFileName(str(path))
    return printer


def test_every_row_is_on_one_page_within_its_edges(paper):
    laid_out = lay_out(paper, read, Job())
    assert [number for page in laid_out.pages for number in page] == list(range(400))
    for page, rows in enumerate(laid_out.pages):
        below = sum(paper.row_height(laid_out.cells(number)) for number in rows)
        room = paper.totals_height if page == len(laid_out.pages) - 1 else 0
        assert paper.top(page) + paper.names_height + below + room <= paper.bottom


def test_no_text_is_cut_and_every_line_fits(paper):
    laid_out = lay_out(paper, read, Job())
    for number in (0, 7, 159, 399):
        lines = laid_out.cells(number)[1]
        assert "".join("".join(lines).split()) == "".join(LABEL.format(number, number)[: 30 + number % 160].split())
        assert all(paper.body.of(line) <= paper.areas[1].width() for line in lines)


def test_columns_stand_side_by_side_up_to_the_edge(paper):
    for left, right in zip(paper.areas, paper.areas[1:], strict=False):
        assert left.right() < right.left()
    assert paper.areas[-1].right() == pytest.approx(paper.width)


def test_figures_have_one_width_and_their_own_characters(paper):
    assert paper.figures.width("−1 111,11 €") == pytest.approx(paper.figures.width("−8 888,88 €"))
    run = paper.figures.run("1 408,11 €")
    assert list(run.glyphIndexes()) == list(run.rawFont().glyphIndexesForString("1 408,11 €"))
    assert paper.figures.run("1 408,11 \U0001f4b6") is None


@pytest.mark.parametrize(("width", "is_wider_than_high"), [(20, False), (90, True)])
def test_a_page_lies_where_its_columns_need_the_room(width, is_wider_than_high):
    wide = content(columns=(text_column("a", str, width), text_column("b", str, 20)))
    size = page_layout(wide).fullRect()
    assert (size.width() > size.height()) is is_wider_than_high


def test_the_pages_that_the_user_chose_come_out_in_the_order_wanted(desk):
    printer = QPrinter()
    assert list(pages_wanted(printer, 5)) == [0, 1, 2, 3, 4]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setFromTo(2, 3)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert list(pages_wanted(printer, 5)) == [2, 1]


def test_a_pdf_is_for_its_owner_alone_and_has_as_many_pages_as_the_list(desk, tmp_path):
    path, listed = tmp_path / "liste.pdf", content()
    pages = print_list(printed(listed), pdf_printer(path, listed), read, Job())
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == pages > 5
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_window_is_never_held_up(desk, tmp_path):
    listed = content(rows=2_000)
    printer, made = pdf_printer(tmp_path / "liste.pdf", listed), printed(listed)

    def work():
        print_list(made, printer, read, Job())

    found = confirmed(watch(work), work, bound_s=MOST_S)
    assert found.error is None
    assert found.longest_s < MOST_S, found.place


def test_a_print_that_is_stopped_leaves_no_pdf(desk, tmp_path):
    path, listed = tmp_path / "liste.pdf", content()
    for calls in (200, 403):  # while it is laid out, and while it is painted
        with pytest.raises(Cancelled):
            print_list(printed(listed), pdf_printer(path, listed), read, StoppedAt(calls))
        assert [each.name for each in tmp_path.iterdir() if "liste" in each.name] == []


def test_a_full_disk_leaves_no_pdf(desk, tmp_path):
    path, listed = tmp_path / "liste.pdf", content()
    with raises_known(ErrorCode.DISK_FULL), files_of_at_most(8_192):
        print_list(printed(listed), pdf_printer(path, listed), read, Job())
    assert not path.exists()


def test_the_key_opens_the_dialog_in_french_and_the_pdf_is_named_in_a_toast(desk, tmp_path):
    page = desk.go_to("clients")
    desk.press(page.table.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = desk.shell.findChildren(QPrintDialog)
    assert dialog.windowTitle().replace("\u00a0", " ") == "Imprimer la liste « Clients »"
    assert any("Annuler" in each.text() for each in dialog.findChildren(QWidget) if hasattr(each, "text"))
    dialog.printer().setOutputFileName(str(tmp_path / "clients.pdf"))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    desk.qtbot.waitUntil(lambda: (tmp_path / "clients.pdf").exists(), timeout=LONG_MS)
    desk.rest()
    words = "1 page écrite dans « clients.pdf ». Ce fichier n’est pas chiffré."
    assert desk.shell.toast.text.text().replace("\u00a0", " ") == words
    assert desk.shell.workspace.controller(ListOutput) is not None


def test_a_lock_closes_the_dialog(desk):
    window = desk.shell.window()
    desk.go_to("clients").print_list()
    (dialog,) = desk.shell.findChildren(QPrintDialog)
    with desk.qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    desk.qtbot.waitUntil(lambda: not isValid(dialog))
