"""Export and print of lists: the dialogs, the work in the background, and what the user sees of it.

page ──content──▶ ListOutput ──▶ file dialog  ──▶ operations/exports ──▶ file, toast with « Ouvrir le dossier »
                             └─▶ print dialog ──▶ gui/output/printing ──▶ printer, or a PDF
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from microdesk_desktop.base.files.sheets.cells import SheetFormat
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.output.file_output import FileOutput
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.exports.content import AnyContent
from microdesk_desktop.views.exports.words import export_words, file_name, pdf_text, printed_text, written_text
from microdesk_desktop.views.vault.company import company_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Not Ctrl+E: in a text field of Linux, such as the search, it moves to the end of the line.
EXPORT_KEY, PRINT_KEY = "Ctrl+Shift+E", "Ctrl+P"


class ListOutput(FileOutput):
    """Exports and prints lists."""

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
            self.show_file(lambda: written_text(visible(path.name), rows), path)

        self.work(act, tr("Export de la liste…"), written)

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
                self.show_file(lambda: pdf_text(visible(path.name), pages), path)
            else:
                self.workspace.notices.toast(lambda: Toast(text=printed_text(content.title, pages)))

        self.work(act, tr("Impression de la liste…"), done)

    def _is_empty(self, content: AnyContent) -> bool:
        """Whether the list has no row, which is then shown."""
        if not content.total:
            self.workspace.notices.toast(
                lambda: Toast(text=tr("Cette liste est vide : il n'y a rien à écrire."), tone=Tone.NEUTRAL)
            )
        return not content.total
