"""The page of the books: what a line leads to, the two books, the days that are shown, what leaves the program."""

from datetime import date
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span, year_of
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.pages.books.close_sheet import ClosingSheet
from microdesk_desktop.pages.books.euros_sheet import EurosSheet
from microdesk_desktop.pages.books.output import BookOutput
from microdesk_desktop.pages.books.page import BooksPage
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.books.register import RegisterRow
from microdesk_desktop.views.books.register_words import count_text, euros
from tests.support.company import Desk
from tests.support.gui import type_in, unnamed


def opened(desk: Desk) -> BooksPage:
    page = desk.go_to("books")
    assert isinstance(page, BooksPage)
    return page


def test_the_receipts_of_the_year_are_shown_with_their_total(desk: Desk) -> None:
    page = opened(desk)
    register = page.list.register
    assert register is not None
    assert page.list.table.model.rowCount() == len(register.rows) > 10
    total = sum(row.line.amount_cents for row in register.rows)
    assert page.list.content().totals == euros(total)


def test_enter_opens_what_a_line_is_about_and_back_returns_to_the_line(desk: Desk) -> None:
    page = opened(desk)
    register = page.list.register
    assert register is not None
    row = next(row for row in register.rows if row.line.kind is TargetKind.INVOICE)
    page.list.select(row.key)
    desk.press(page.list.table.view, Qt.Key.Key_Return)
    assert desk.shell.current().key == "invoice"
    desk.shell.workspace.back()
    desk.rest()
    again = desk.shell.current()
    assert isinstance(again, BooksPage)
    assert again.list.current_row() == row


def test_a_line_leads_to_its_bank_row(desk: Desk) -> None:
    page = opened(desk)
    register = page.list.register
    assert register is not None
    row = next(row for row in register.rows if row.line.transaction_id is not None)
    page.list.select(row.key)
    desk.press(page.list.table.view, Qt.Key.Key_B)
    assert desk.shell.current().key == "bank"
    assert desk.shell.current().place() is not None


def test_another_page_can_ask_for_the_days_and_the_activity_of_a_figure(desk: Desk) -> None:
    page = opened(desk)
    today = desk.shell.workspace.clock.today()
    wanted = Span(today.replace(day=1), today)
    desk.shell.navigate("books", ("purchases", wanted, None))
    desk.rest()
    assert page.list.register is not None
    assert (page.list.register.book, page.list.register.span) == (Book.PURCHASES, wanted)
    assert all(row.line.on in wanted for row in page.list.register.rows)


def test_a_book_is_saved_as_a_pdf(desk: Desk, tmp_path: Path) -> None:
    page = opened(desk)
    register = page.list.register
    assert register is not None
    path = tmp_path / "book.pdf"
    desk.shell.workspace.controller(BookOutput).write_pdf(Book.RECEIPTS, year_of(date(2026, 1, 1)), path)
    desk.rest()
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert all(row.line.reference in text for row in register.rows)


def close_until(desk: Desk, page: BooksPage, typed: str) -> ClosingSheet:
    """Press « Valider jusqu'au… », and type a day into the sheet."""
    desk.qtbot.mouseClick(page.closing, Qt.MouseButton.LeftButton)
    desk.rest()
    sheet = desk.sheet()
    assert isinstance(sheet, ClosingSheet)
    entry = sheet.until.findChild(QLineEdit)
    assert entry is not None
    entry.selectAll()
    desk.qtbot.keyClicks(entry, typed)
    desk.rest()
    return sheet


def test_a_closing_names_what_becomes_unalterable_and_its_lines_get_numbers(desk: Desk) -> None:
    page = opened(desk)
    register = page.list.register
    assert register is not None
    until = register.rows[4].line.on
    before = [row for row in register.rows if row.line.on <= until]
    sheet = close_until(desk, page, f"{until:%d/%m/%Y}")
    assert count_text(Book.RECEIPTS, len(before)) in sheet.question.text()
    desk.qtbot.keyClick(sheet.until.findChild(QLineEdit), Qt.Key.Key_Return)
    desk.rest()
    assert page.list.register is not None
    closed = [row for row in page.list.register.rows if row.line.entry is not None]
    assert [row.line.on for row in closed] == [row.line.on for row in before]
    assert page.subtitle().startswith("Validé jusqu")


def test_a_day_that_is_not_over_is_refused_in_the_sheet(desk: Desk) -> None:
    page = opened(desk)
    today = desk.shell.workspace.clock.today()
    sheet = close_until(desk, page, f"{today:%d/%m/%Y}")
    desk.qtbot.keyClick(sheet.until.findChild(QLineEdit), Qt.Key.Key_Return)
    desk.rest()
    assert sheet.isVisible()
    assert sheet.refusal.text()
    assert page.list.register is not None
    assert all(row.line.entry is None for row in page.list.register.rows)


def test_dollars_are_given_their_euros_from_the_line_which_is_undone(desk: Desk) -> None:
    today = desk.shell.workspace.clock.today()
    document = ImportedDocument(
        number="US-1", type=DocumentType.INVOICE, issued_on=today, client="Acme", excl_tax_cents=1_000_00, tax_cents=0,
        incl_tax_cents=1_000_00, paid_cents=0, currency="USD", due_on=None,
    )  # fmt: skip

    def fill(writer: Writer) -> int:
        return save_document(writer, document, save_client(writer, Client(name="Acme")))

    pay(desk.session, desk.session.write(fill), NewPayment(on=today, method=Method.TRANSFER))
    page = opened(desk)
    row = dollars(page)
    assert (row.line.currency, row.line.amount_cents) == ("USD", 1_000_00)
    page.list.select(row.key)
    desk.qtbot.waitUntil(lambda: page.panel.paid_abroad is not None)
    desk.press(page.list.table.view, Qt.Key.Key_E)
    sheet = desk.sheet()
    assert isinstance(sheet, EurosSheet)
    assert unnamed(sheet) == []
    type_in(desk.qtbot, sheet.amount, "912,34")
    sheet.submit()
    desk.rest()
    assert (dollars(page).line.currency, dollars(page).line.amount_cents) == ("EUR", 912_34)
    page.list.select(dollars(page).key)
    desk.qtbot.waitUntil(lambda: page.panel.paid_abroad is not None and page.panel.paid_abroad.euro_cents == 912_34)
    desk.press(page.list.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dollars(page).line == row.line
    page.show_book(Book.PURCHASES)
    desk.rest()
    assert page.panel.paid_abroad is None


def dollars(page: BooksPage) -> RegisterRow:
    """The line of the invoice in dollars."""
    assert page.list.register is not None
    (row,) = (row for row in page.list.register.rows if row.line.document == "US-1")
    return row
