"""A book as a PDF, and the folder for the accountant: the dialogs, the work in the background, what was written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.gui.file_dialogs import FileForm, choose_folder, choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.progress import ProgressBanner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.books.register import load_register
from microdesk_desktop.views.books.register_words import book_name, span_name
from microdesk_desktop.views.exports.accountant_words import folder_name, folder_text, pdf_text

T = TypeVar("T")


class BookOutput(Controller):
    """Work under way goes on when the page that asked for it is closed."""

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

        self._work(act, tr("Mise en page du livre…"), lambda _: self._show(lambda: pdf_text(visible(path.name)), path))

    def write_folder(self, year: int, folder: Path) -> None:
        """Write the folder of a year under this name, which must be new."""
        from microdesk_desktop.operations.exports.accountant.write import write_folder
        from microdesk_desktop.views.exports.accountant import folder_plan

        def act(session: Session, job: Job) -> int:
            return write_folder(session, folder_plan(session.read, year, session.clock.today()), folder, job)

        def written(missing: int) -> None:
            self._show(lambda: folder_text(visible(folder.name), missing), folder / "index.html")

        self._work(act, tr("Préparation du dossier…"), written)

    def _work(self, act: Callable[[Session, Job], T], progress: str, on_success: Callable[[T], None]) -> None:
        task = self.workspace.examine(
            act,
            owner=self,
            lane=Lane.NET,  # its threads are many: those that read for the pages stay free
            on_success=on_success,
            on_error=lambda error: self.workspace.report(error, partial(self._work, act, progress, on_success)),
            on_progress=lambda done, total, step: banner.update(done, total, step),
            on_end=lambda: banner.end(),
        )
        banner = ProgressBanner(self.workspace.notices, progress, task.cancel)

    def _show(self, text: Callable[[], str], path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self.workspace.notices.toast(
            lambda: Toast(text=text(), action=(tr("Ouvrir le dossier"), lambda: QDesktopServices.openUrl(folder)))
        )
