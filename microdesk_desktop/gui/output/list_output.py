"""Export and print of lists: the dialogs, the work in the background, and what the user sees of it.

page ──content──▶ ListOutput ──▶ file dialog  ──▶ operations/exports ──▶ file, toast with « Ouvrir le dossier »
                             └─▶ print dialog ──▶ gui/output/printing ──▶ printer, or a PDF
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from microdesk_desktop.base.files.sheets.cells import SheetFormat
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.progress import ProgressBanner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.exports.content import AnyContent
from microdesk_desktop.views.exports.words import export_words, file_name, pdf_text, printed_text, written_text
from microdesk_desktop.views.vault.company import company_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Not Ctrl+E: in a text field of Linux, such as the search, it moves to the end of the line.
EXPORT_KEY, PRINT_KEY = "Ctrl+Shift+E", "Ctrl+P"
T = TypeVar("T")
Act = Callable[[Session, Job], T]


class ListOutput(Controller):
    """Exports and prints lists. Work under way goes on when the page that asked for it is closed."""

    def export(self, content: AnyContent) -> None:
        """Ask for a file, and write the list into it."""
        front = self.workspace.front
        if front is None or self._is_empty(content):
            return
        choose_new_file(
            front,
            export_words(content.title).removesuffix("…"),
            file_name(content, self.workspace.clock.today()),
            partial(self.write, content),
            last=self.workspace.last_folder,
            forms=(
                FileForm(tr("Classeur Excel"), SheetFormat.XLSX),
                FileForm(tr("Texte séparé par des points-virgules"), SheetFormat.CSV),
            ),
        )

    def print_out(self, content: AnyContent) -> None:
        """Ask for a printer, and print the list."""
        front = self.workspace.front
        if front is None or self._is_empty(content):
            return
        from microdesk_desktop.gui.output.printing import ask_printer  # Qt's printing is seldom wanted, and not small

        folder = self.workspace.last_folder.path or Path.home()
        pdf = folder / f"{file_name(content, self.workspace.clock.today())}.pdf"
        ask_printer(front, content, pdf, partial(self.print_on, content))

    def write(self, content: AnyContent, path: Path) -> None:
        """Write the list into this file; the work can be stopped."""
        # Imported here: neither is wanted before the first export, and the start would pay for them.
        from microdesk_desktop.operations.exports.write_list import write_list
        from microdesk_desktop.views.exports.sheet import sheet_of

        def act(session: Session, job: Job) -> int:
            return write_list(sheet_of(content, session.read), path, job)

        def written(rows: int) -> None:
            self._show_file(lambda: written_text(visible(path.name), rows), path)

        self._work(act, tr("Export de la liste…"), written)

    def print_on(self, content: AnyContent, printer: "QPrinter") -> None:
        """Print the list as the user asked for in the dialog; the work can be stopped."""
        from microdesk_desktop.gui.output.paper import Fonts, PrintedList
        from microdesk_desktop.gui.output.printing import print_list

        fonts, day = Fonts.made(), dates.long_day(self.workspace.clock.today())

        def act(session: Session, job: Job) -> int:
            printed = PrintedList(content=content, business=session.read(company_name), day=day, fonts=fonts)
            return print_list(printed, printer, session.read, job)

        def done(pages: int) -> None:
            path = Path(printer.outputFileName())
            if path.name:
                self._show_file(lambda: pdf_text(visible(path.name), pages), path)
            else:
                self.workspace.notices.toast(lambda: Toast(text=printed_text(content.title, pages)))

        self._work(act, tr("Impression de la liste…"), done)

    def _work(self, act: Act[T], progress: str, on_success: Callable[[T], None]) -> None:
        """Run what reads the vault and writes elsewhere, with its progress."""
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

    def _show_file(self, text: Callable[[], str], path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self.workspace.notices.toast(
            lambda: Toast(text=text(), action=(tr("Ouvrir le dossier"), lambda: QDesktopServices.openUrl(folder)))
        )

    def _is_empty(self, content: AnyContent) -> bool:
        """Whether the list has no row, which is then shown."""
        if not content.total:
            self.workspace.notices.toast(
                lambda: Toast(text=tr("Cette liste est vide : il n'y a rien à écrire."), tone=Tone.NEUTRAL)
            )
        return not content.total
