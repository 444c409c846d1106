"""Prints a list: the dialog, then the pages, painted in the background on a printer or into a PDF.

Qt would write the PDF of its dialog under its name at once, readable by all: here it is a file like any export.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QFile, QFileDevice, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.files.new_file import replacing_file
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.output.page_painter import PagePainter
from microdesk_desktop.gui.output.paper import Paper, PrintedList, lay_out, lies
from microdesk_desktop.views.exports.content import AnyContent, ReadVault
from microdesk_desktop.views.exports.words import print_words

DPI = 600
MARGIN_MM = 12
_END = b"%%EOF\n"


def ask_printer(host: QWidget, content: AnyContent, pdf: Path, take: Callable[[QPrinter], object]) -> None:
    """Ask for a printer, its paper and the pages of a list, and give it to `take`, as `ask_for_printer` does."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(content))
    printer.setDocName(content.title)
    ask_for_printer(host, printer, print_words(content.title).removesuffix("…"), pdf, take)


def ask_for_printer(
    host: QWidget, printer: QPrinter, title: str, pdf: Path, take: Callable[[QPrinter], object]
) -> None:
    """Ask how `printer` is to print, and give it to `take`.

    A PDF is one of the choices; without a printer it is the only one, and this path is proposed.
    """
    if not QPrinterInfo.availablePrinterNames():
        printer.setOutputFileName(str(pdf))
    dialog = QPrintDialog(printer, host)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.finished.connect(lambda result: take(printer) if result == QDialog.DialogCode.Accepted else None)
    QDialog.open(dialog)


def page_layout(content: AnyContent) -> QPageLayout:
    """A4, upright or lying as the columns ask; what the dialog proposes."""
    return a4(QPageLayout.Orientation.Landscape if lies(content) else QPageLayout.Orientation.Portrait)


def a4(turned: QPageLayout.Orientation = QPageLayout.Orientation.Portrait) -> QPageLayout:
    """A4 with the margins of every print."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, margins, QPageLayout.Unit.Millimeter)


def print_list(printed: PrintedList, printer: QPrinter, read: ReadVault, job: Job) -> int:
    """Print the list, or write its PDF, as the user asked for in the dialog; returns the number of pages.

    Raises PRINT_FAILED, an error of the PDF's file, and Cancelled: nothing is left of the PDF then. A printer gets the
    pages painted before, unless the system takes them back.
    """
    if printer.outputFileName():
        return _write_pdf(printed, printer, read, job)
    try:
        return _paint(printer, printed, printer, read, job)
    except BaseException:
        printer.abort()
        raise


def _write_pdf(printed: PrintedList, wanted: QPrinter, read: ReadVault, job: Job) -> int:
    """Write the list as a PDF with the paper and the pages of `wanted`; a file of this name is replaced."""
    with translate_os_errors(), replacing_file(Path(wanted.outputFileName())) as file:
        target = _open_for_qt(file)
        writer = QPdfWriter(target)
        writer.setResolution(DPI)
        writer.setTitle(printed.content.title)
        writer.setCreator("MicroDesk")
        writer.setPageLayout(wanted.pageLayout())
        pages = _paint(writer, printed, wanted, read, job)
        target.close()
        _require_whole(file)
    return pages


def _paint(device: QPagedPaintDevice, printed: PrintedList, wanted: QPrinter, read: ReadVault, job: Job) -> int:
    """Lay the list out for the device and paint the pages that are wanted; returns how many."""
    paper = Paper(device, printed)
    laid_out = lay_out(paper, read, job)
    pages = pages_wanted(wanted, len(laid_out.pages))
    painter = QPainter()
    if not painter.begin(device):
        raise KnownError(ErrorCode.PRINT_FAILED)
    try:
        pen = PagePainter(painter, paper, laid_out)
        for done, page in enumerate(pages):
            job.checkpoint()
            job.progress(done, len(pages), "print")
            if done and not device.newPage():
                raise KnownError(ErrorCode.PRINT_FAILED)
            pen.paint(page)
    finally:
        painter.end()
    return len(pages)


def pages_wanted(printer: QPrinter, count: int) -> Sequence[int]:
    """The pages that the user chose, from 0, in the order in which they are to come out; all where none exists."""
    pages = range(count)
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        pages = pages[max(0, printer.fromPage() - 1) : printer.toPage()] or pages
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages


def _open_for_qt(file: BinaryIO) -> QFile:
    """The same file for Qt, which leaves it open."""
    made = QFile()
    flags = QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Unbuffered
    made.open(file.fileno(), flags, QFileDevice.FileHandleFlag.DontCloseHandle)
    return made


def _require_whole(file: BinaryIO) -> None:
    """Raise DISK_FULL unless the PDF has its end: Qt goes on without a word when a write fails."""
    file.seek(-min(len(_END), file.seek(0, os.SEEK_END)), os.SEEK_END)
    if file.read() != _END:
        raise KnownError(ErrorCode.DISK_FULL)
