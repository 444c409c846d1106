"""Save or print what was issued, only where the user chooses: a copy outside of the vault is not encrypted.

Nothing is opened in another program: it would keep a clear copy among its temporary files.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.file_dialogs import choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.page_image import paint_page
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Controller
from microdesk_desktop.operations.documents.lifecycle.collected import CollectedState, WrittenStatus, write_collected
from microdesk_desktop.operations.documents.seal.copies import FileKind, PaperCopy, paper_copy, save_file
from microdesk_desktop.operations.session import Session

_SUFFIXES = {FileKind.PDF: ".pdf", FileKind.DUPLICATE: ".pdf", FileKind.CII: ".xml", FileKind.UBL: ".ubl.xml"}
PRINTED_DPI = 300
"""Of a page that is printed: an A4 page takes 35 megabytes meanwhile, four times as much at 600."""
MARK_POINTS = 9


class DocumentOutput(Controller):
    """Saves and prints issued documents; work under way goes on when the page that asked for it is closed."""

    def save(self, number: str, kind: FileKind) -> None:
        """Ask for a file, and write this one of the document's files into it."""
        front = self.workspace.front
        if front is None:
            return
        name = number.replace("/", "_") + _SUFFIXES[kind]
        take = partial(self.write, number, kind)
        choose_new_file(front, save_words(kind).removesuffix("…"), name, take, last=self.workspace.last_folder)

    def write(self, number: str, kind: FileKind, path: Path) -> None:
        """Write a file of the document."""
        self.workspace.work(
            lambda session, _: save_file(session, number, kind, path),
            lane=Lane.WRITE,
            owner=self,
            on_success=lambda _: self._show_written(path),
        )

    def save_status(self, state: CollectedState) -> None:
        """Ask for a file, and write the next status « Encaissée » of a document into it, or the last one again."""
        front = self.workspace.front
        if front is None:
            return
        name = f"{state.number.replace('/', '_')}-212.xml"
        take = partial(self.write_status, state.number, again=not state.amounts)
        choose_new_file(front, status_words(state).removesuffix("…"), name, take, last=self.workspace.last_folder)

    def write_status(self, number: str, path: Path, *, again: bool = False) -> None:
        """Write a status « Encaissée »; pages read the document again, which may have nothing more to state."""

        def done(_: WrittenStatus) -> None:
            self._show_written(path)
            self.workspace.announce(Changes.DOCUMENTS)

        self.workspace.work(
            lambda session, _: write_collected(session, number, path, again=again),
            lane=Lane.WRITE,
            owner=self,
            on_success=done,
        )

    def print_out(self, number: str) -> None:
        """Ask for a printer, and print the document."""
        front = self.workspace.front
        if front is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        printer.setDocName(number)
        if not QPrinterInfo.availablePrinterNames():
            folder = self.workspace.last_folder.path or Path.home()
            printer.setOutputFileName(str(folder / f"{number.replace('/', '_')}.pdf"))
        dialog = QPrintDialog(printer, front)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Imprimer {number}").format(number=number))
        accepted = QDialog.DialogCode.Accepted
        dialog.finished.connect(lambda result: self.print_on(number, printer) if result == accepted else None)
        QDialog.open(dialog)

    def print_on(self, number: str, printer: QPrinter) -> None:
        """Print the document on this printer, or write its PDF where the dialog was asked for one."""

        def act(session: Session, job: Job) -> None:
            copy = paper_copy(session, number)
            if printer.outputFileName():
                write_atomic(Path(printer.outputFileName()), copy.pdf)
            else:
                paint_copy(copy, printer, job)

        def done(_: None) -> None:
            if printer.outputFileName():
                self._show_written(Path(printer.outputFileName()))
            else:
                self.workspace.notices.toast(
                    lambda: Toast(text=tr("{number} est envoyé à l'imprimante.").format(number=number))
                )

        self.workspace.work(act, lane=Lane.WRITE, owner=self, progress=tr("Impression…"), on_success=done)

    def _show_written(self, path: Path) -> None:
        text = tr("{name} est enregistré, sans chiffrement.").format(name=visible(path.name))
        self.workspace.notices.toast(lambda: Toast(text=text))


def save_words(kind: FileKind) -> str:
    """The words of the action that saves a file."""
    return {
        FileKind.PDF: tr("Enregistrer le PDF…"),
        FileKind.DUPLICATE: tr("Enregistrer un duplicata…"),
        FileKind.CII: tr("Enregistrer le XML (CII)…"),
        FileKind.UBL: tr("Enregistrer le XML (UBL)…"),
    }[kind]


def status_words(state: CollectedState) -> str:
    """The words of the action that saves a status « Encaissée »."""
    if state.amounts:
        return tr("Statut « Encaissée » (XML)…")
    return tr("Dernier statut « Encaissée », de nouveau (XML)…")


def paint_copy(copy: PaperCopy, printer: QPrinter, job: Job) -> None:
    """Paint the pages, each with its mark. Raises PRINT_FAILED where the system refuses the printer."""
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownError(ErrorCode.PRINT_FAILED)
    sheet = QRect(QPoint(0, 0), printer.pageLayout().fullRectPixels(printer.resolution()).size())
    width = round(sheet.width() * PRINTED_DPI / printer.resolution())
    for number, page in enumerate(copy.pages):
        job.checkpoint()
        if number:
            printer.newPage()
        painter.drawImage(sheet, paint_page(page, width))
        if copy.mark:
            typeface = painter.font()
            typeface.setPointSize(MARK_POINTS)
            painter.setFont(typeface)
            margin = printer.resolution() // 4
            top = sheet.adjusted(margin, margin, -margin, -margin)
            painter.drawText(top, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, copy.mark)
    painter.end()
