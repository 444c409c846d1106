"""The legal books: both of them, and the question that validates them."""

from collections.abc import Callable, Iterator

from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.pages.books.page import BooksPage
from microdesk_desktop.pages.shell.shell import Shell


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The receipts, the purchases, a search."""
    shell.navigate("books")
    settle()
    page = shell.current()
    assert isinstance(page, BooksPage)
    yield "books-receipts"
    page.show_book(Book.PURCHASES)
    settle()
    yield "books-purchases"
