"""The legal books: both of them, the question that validates them, and what is corrected afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import EVERYTHING
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.books.page import BooksPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.receipts_expenses import load_record
from tests.support.documents.issuing import issued

_SOLD = [
    {"label": "Développement", "unit_price": "100.00", "vat_rate": "20"},
    {"label": "Livre", "unit_price": "50.00", "vat_rate": "5.5", "activity": "sales"},
    {"label": "Timbre", "unit_price": "5.12", "disbursement": True},
]


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
    _charge_vat(shell)
    settle()
    yield "books-vat"
    number = _sell_abroad(shell)
    settle()
    register = page.list.register
    assert register is not None
    page.list.select(next(row.key for row in register.rows if row.line.document == number))
    settle()
    yield "books-dollars"
    page.ask_euros()
    settle()
    yield "books-euros"
    _close_sheets(shell)


def _charge_vat(shell: Shell) -> None:
    """Two activities, two rates of VAT and a disbursement, half of it paid in cash."""
    session = shell.workspace.session
    put_company(session, {"vat_regime": VatRegime.REAL, "vat_number": "FR19812345676"})
    number = issued(session, lines=_SOLD)
    document_id = session.read(lambda reader: find_issued(reader, number))
    assert document_id is not None
    today = session.clock.today()
    pay(session, document_id, NewPayment(on=today, method=Method.CASH, cents=90_00))
    pay(session, document_id, NewPayment(on=today, method=Method.CHEQUE))
    shell.workspace.announce(EVERYTHING)


def _sell_abroad(shell: Shell) -> str:
    """An invoice in dollars that is paid; gives its number."""
    session = shell.workspace.session
    today = session.clock.today()
    document = ImportedDocument(
        number="US-1", type=DocumentType.INVOICE, issued_on=today, due_on=None, client="Acme Inc",
        excl_tax_cents=1_000_00, tax_cents=0, incl_tax_cents=1_000_00, paid_cents=0, currency="USD",
    )  # fmt: skip
    document_id = session.write(
        lambda writer: save_document(writer, document, save_client(writer, Client(name=document.client)))
    )
    pay(session, document_id, NewPayment(on=today, method=Method.TRANSFER))
    shell.workspace.announce(EVERYTHING)
    return document.number


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
