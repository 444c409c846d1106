"""The legal books: both of them, the question that validates them, and what is corrected afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.pages.books.page import BooksPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.records.receipts_expenses import load_record


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The receipts, the purchases, a closing, and a correction; validated lines stay, so this comes last."""
    _close_sheets(shell)
    shell.navigate("books")
    settle()
    page = shell.current()
    assert isinstance(page, BooksPage)
    page.show_book(Book.RECEIPTS)
    settle()
    yield "books-receipts"
    page.show_book(Book.PURCHASES)
    settle()
    yield "books-purchases"
    page.show_book(Book.RECEIPTS)
    settle()
    page.close_books()
    settle()
    yield "books-closing"
    _close_sheets(shell)
    _close_and_correct(shell, page)
    settle()
    yield "books-corrected"


def _close_sheets(shell: Shell) -> None:
    for sheet in shell.window().findChildren(SideSheet):
        sheet.close_sheet()


def _close_and_correct(shell: Shell, page: BooksPage) -> None:
    """Validate until yesterday, and change the amount of a receipt of before."""
    session, register = shell.workspace.session, page.list.register
    assert register is not None
    close_books(session, session.clock.today() - timedelta(days=1))
    line = next(row.line for row in register.rows if row.line.kind is TargetKind.RECEIPT)
    receipt = session.read(lambda reader: load_record(reader, TargetKind.RECEIPT, line.target_id))
    assert receipt is not None
    put_record(session, replace(receipt, amount_cents=receipt.amount_cents + 1_000), line.target_id)
    shell.workspace.announce(EVERYTHING)
