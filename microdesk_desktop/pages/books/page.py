"""The two legal books: the receipts and the purchases, by declaration period, and what is validated of them."""

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span, year_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.when_read import WhenRead
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import can_open_sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.books.close_sheet import ClosingSheet
from microdesk_desktop.pages.books.columns import Shape, shape_of
from microdesk_desktop.pages.books.euros_sheet import EurosSheet
from microdesk_desktop.pages.books.line_panel import LinePanel
from microdesk_desktop.pages.books.output import BookOutput
from microdesk_desktop.pages.books.register_list import ReadBook, RegisterList, read_book
from microdesk_desktop.views.books.euros import PaidAbroad, load_paid_of_line
from microdesk_desktop.views.books.register import load_register
from microdesk_desktop.views.books.register_words import activity_name, book_name, subtitle_text, why_text
from microdesk_desktop.views.exports.content import AnyContent

PAGES = {TargetKind.INVOICE: "invoice", TargetKind.RECEIPT: "receipts", TargetKind.EXPENSE: "expenses"}
Wanted = tuple[str, Span, Activity | None]
"""What `activate` takes: the book, its days, and the activity alone that is shown, None for all."""


class BooksPage(Page):
    """The lines of a book; each leads to what justifies it."""

    key = "books"
    icon = "book-open"
    has_list = True
    flags = (
        Changes.INVOICES
        | Changes.MATCHES
        | Changes.LEDGER
        | Changes.BANK
        | Changes.CLIENTS
        | Changes.DOCUMENTS
        | Changes.COMPANY
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._book = Book.RECEIPTS
        self._span = year_of(workspace.clock.today())
        self._activity: Activity | None = None
        self._wanted: Hashable | None = None
        self._reading: Task[Any] | None = None
        self._asking: Task[Any] | None = None
        self._when_read = WhenRead()
        self.add_action(buttons.plain(tr("Dossier pour le comptable…"), self.export_folder))
        self.closing = self.add_action(buttons.primary(tr("Valider jusqu'au…"), self.close_books))
        self.books = Choice(tr("Livre"), [(book, book_name(book)) for book in Book], self._book)
        self.books.chosen.connect(self._choose_book)
        self.why = labels.caption("", wraps=True)
        self.panel = LinePanel()
        self._lists = QStackedWidget()
        self.list = self._new_list(Shape(self._book))
        self._split = SideBySide(self._lists, self.panel)
        self._lay_out()
        self.panel.source_wanted.connect(self.open_source)
        self.panel.transaction_wanted.connect(self.open_transaction)
        self.panel.euros_wanted.connect(self.ask_euros)
        bind(self, {"B": self.open_transaction, "E": self.ask_euros})

    @staticmethod
    def title() -> str:
        return tr("Livres")

    @staticmethod
    def section() -> str:
        return tr("Déclarer")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Valider les livres jusqu'à une date…"), do=cls.close_books, icon="lock"),
            PageAction(text=tr("Dossier pour le comptable…"), do=cls.export_folder, icon="folder-open"),
            PageAction(text=tr("Livre en PDF…"), do=cls.save_pdf, icon="file-text"),
            PageAction(
                text=tr("Afficher le livre des recettes"),
                do=lambda page: page.show_book(Book.RECEIPTS),
                icon="book-open",
            ),
            PageAction(
                text=tr("Afficher le registre des achats"),
                do=lambda page: page.show_book(Book.PURCHASES),
                icon="book-open",
            ),
        )

    @classmethod
    def list_title(cls) -> str:
        return tr("Livres")

    def activate(self, wanted: object = None) -> None:
        """Show a book, its days and an activity as `Wanted` names them; or select the line of a former place."""
        match wanted:
            case (str(book), Span() as span, Activity() | None as activity) if book in frozenset(Book):
                self._show(Book(book), span, activity)
            case (str(book), Span() as span, Activity() | None as activity, key) if book in frozenset(Book):
                self._wanted = key
                self._show(Book(book), span, activity)
        self.list.table.setFocus()

    def place(self) -> object:
        return self._book.value, self._span, self._activity, self.list.table.current_id()

    def reload(self) -> None:
        self._when_read.reading()
        book, span, activity = self._book, self._span, self._activity

        def load(reader: Any) -> ReadBook:
            register = load_register(reader, book, span)
            return read_book(register if activity is None else register.of_activity(activity))

        self._reading = self.workspace.load(load, owner=self, on_success=self._take, instead_of=self._reading)

    def show_book(self, book: Book) -> None:
        """Show the same days of a book."""
        self._show(book, self._span, None)

    def open_source(self) -> None:
        """Bring the document, the receipt or the expense of the selected line into sight."""
        row = self.list.current_row()
        if row is not None:
            self.workspace.navigate(PAGES[row.line.kind], row.line.target_id)

    def open_transaction(self) -> None:
        """Bring the bank row of the selected line into sight, if there is one."""
        row = self.list.current_row()
        if row is not None and row.line.transaction_id is not None:
            self.workspace.navigate("bank", row.line.transaction_id)

    def ask_euros(self) -> None:
        """Ask what the money of the selected line was worth in euros, where it was in another currency."""
        row, paid = self.list.current_row(), self.panel.paid_abroad
        if row is not None and paid is not None and can_open_sheet(self):
            EurosSheet(self, self.workspace, row.line, paid, Place(page=self.key, wanted=self.place()))

    def close_books(self) -> None:
        """Ask until which day the books are to be validated."""
        self._when_read.run(self._ask_for_end)

    def save_pdf(self) -> None:
        """Ask for a file, and write the book of the days that are shown into it."""
        self._when_read.run(lambda: self.workspace.controller(BookOutput).save_pdf(self._book, self._span))

    def export_folder(self) -> None:
        """Ask for a place, and write the folder of the year that is shown there."""
        self.workspace.controller(BookOutput).choose_folder(self._span.since.year)

    def show_every_activity(self) -> None:
        """Show the lines of all activities again."""
        self._show(self._book, self._span, None)

    def give_list(self, take: Any) -> None:
        self._when_read.run(lambda: take(self._content()))

    def search_field(self) -> QWidget:
        return self.list.search

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def _ask_for_end(self) -> None:
        register = self.list.register
        if register is not None and can_open_sheet(self):
            ClosingSheet(self, self.workspace, register)

    def _content(self) -> AnyContent:
        return self.list.content()

    def _choose_book(self, book: object) -> None:
        assert isinstance(book, Book)
        self._show(book, self._span, None)

    def _show(self, book: Book, span: Span, activity: Activity | None) -> None:
        if (book, span, activity) != (self._book, self._span, self._activity):
            self._book, self._span, self._activity = book, span, activity
            self.books.choose(book)
            self.reload()
        else:
            self._select_wanted()

    def _take(self, read: ReadBook) -> None:
        register = read.register
        shape = shape_of(register)
        if shape != self.list.shape:
            self._replace_list(shape)
        self.list.show_book(read)
        self.set_subtitle(subtitle_text(register))
        self.why.setText(why_text(register.book, register.company))
        self.why.setVisible(bool(register.rows))  # an empty book has it in the middle
        self._split.set_has_panel(bool(register.rows))
        self._show_more()
        self._select_wanted()
        self._when_read.read()

    def _select_wanted(self) -> None:
        if self._wanted is not None and self.list.select(self._wanted):
            self._wanted = None

    def _show_more(self) -> None:
        actions = [PageAction(text=tr("Livre en PDF…"), do=BooksPage.save_pdf, icon="file-text")]
        if self._activity is not None:
            text = tr("Montrer toutes les activités (ici : {activity})").format(activity=activity_name(self._activity))
            actions.insert(0, PageAction(text=text, do=BooksPage.show_every_activity, icon="list"))
        self.set_more(self.bound(actions))

    def _new_list(self, shape: Shape) -> RegisterList:
        made = RegisterList(shape, self.workspace.clock.today(), OutputButton(self.export_list, self.print_list))
        made.spans.changed.connect(lambda span: self._show(self._book, span, self._activity))
        made.shown.connect(self._show_selected)
        made.table.selected.connect(lambda _: self._show_selected())
        made.table.activated.connect(lambda _: self.open_source())
        made.table.view.clicked.connect(lambda _: self._split.open_panel())
        self._lists.addWidget(made)
        self._lists.setCurrentWidget(made)
        self.setFocusProxy(made.table)
        return made

    def _replace_list(self, shape: Shape) -> None:
        """Show other columns: the words of the search go with the former ones."""
        former, had_focus = self.list, self.list.isAncestorOf(self.focusWidget() or self)
        self.list = self._new_list(shape)
        self._lists.removeWidget(former)
        former.deleteLater()
        if had_focus:
            self.list.table.setFocus()

    def _show_selected(self) -> None:
        row = self.list.current_row()
        self.panel.show_line(row)
        if row is not None and row.line.kind is TargetKind.INVOICE:
            line = row.line
            self._asking = self.workspace.load(
                lambda reader: load_paid_of_line(reader, line),
                owner=self,
                on_success=lambda paid: self._show_paid(line, paid),
                instead_of=self._asking,
            )

    def _show_paid(self, line: BookLine, paid: PaidAbroad | None) -> None:
        row = self.list.current_row()
        if row is not None and row.line == line:
            self.panel.show_paid_abroad(paid)

    def _lay_out(self) -> None:
        books = QHBoxLayout()
        books.addWidget(self.books)
        books.addStretch()
        self.body.addLayout(books)
        self.body.addWidget(self.why)
        self.body.addWidget(self._split, 1)
