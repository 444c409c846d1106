"""A book as a PDF, and the folder for the accountant: the dialogs, the work in the background, what was written."""

from functools import partial
from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.gui.file_dialogs import FileForm, choose_folder, choose_new_file
from microdesk_desktop.gui.output.file_output import FileOutput
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.books.register import load_register
from microdesk_desktop.views.books.register_words import book_name, span_name
from microdesk_desktop.views.exports.accountant.words import folder_name, folder_text, pdf_text


class BookOutput(FileOutput):
    """Saves a book as a PDF, and the folder for the accountant."""

    def save_pdf(self, book: Book, span: Span) -> None:
        """Ask for a file, and write the book of these days into it."""
        front = self.workspace.front
        if front is None:
            return
        choose_new_file(
            front,
            tr("Enregistrer le livre en PDF"),
            f"{book_name(book)} {span_name(span).replace('/', '-')}",
            partial(self.write_pdf, book, span),
            last=self.workspace.last_folder,
            forms=(FileForm("PDF", ".pdf"),),
        )

    def choose_folder(self, year: int) -> None:
        """Ask where the folder of a year is to stand, and write it there."""
        front = self.workspace.front
        if front is not None:
            choose_folder(
                front,
                tr("Où ranger le dossier pour le comptable ?"),
                lambda place: self.write_folder(year, place / folder_name(year)),
                last=self.workspace.last_folder,
            )

    def write_pdf(self, book: Book, span: Span, path: Path) -> None:
        """Write the book of these days into this file."""
        from microdesk_desktop.operations.books.print_book import write_book_pdf  # Typst is seldom wanted, and large

        def act(session: Session, job: Job) -> int:
            register = session.read(lambda reader: load_register(reader, book, span))
            return write_book_pdf(session, book, span, register.lines, register.closed_until, path, job)

        self.work(
            act, tr("Mise en page du livre…"), lambda _: self.show_file(lambda: pdf_text(visible(path.name)), path)
        )

    def write_folder(self, year: int, folder: Path) -> None:
        """Write the folder of a year under this name, which must be new."""
        from microdesk_desktop.operations.exports.accountant.write import write_folder
        from microdesk_desktop.views.exports.accountant.plan import folder_plan

        def act(session: Session, job: Job) -> int:
            return write_folder(session, folder_plan(session.read, year, session.clock.today()), folder, job)

        def written(missing: int) -> None:
            self.show_file(lambda: folder_text(visible(folder.name), missing), folder / "index.html")

        self.work(act, tr("Préparation du dossier…"), written)
