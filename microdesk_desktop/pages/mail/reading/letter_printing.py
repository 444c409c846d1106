"""Prints a letter: who, when and what about, then its text as it is shown. No job or file is named after it.

Qt lays texts out on the main thread only, so the work goes in steps, between which the window goes on.
"""

from collections.abc import Callable, Generator
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QImage,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line, visible
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.output.paper import font_of
from microdesk_desktop.gui.output.printing import DPI, a4, ask_for_printer, pages_wanted
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.reading.save_files import save_content
from microdesk_desktop.pages.mail.reading.content import LetterContent
from microdesk_desktop.pages.mail.reading.letter_text import carried_image
from microdesk_desktop.views.mail.reading.files import saved_text
from microdesk_desktop.views.mail.reading.letter_head import recipients_text, sender_text, when_text

_TEXT_PT = 10.0
_STYLE = "h4 { margin: 0 0 4px 0; } blockquote { margin: 4px 0 4px 14px; } img { max-width: 100%; }"
Steps = Generator[None, None, int]


def ask_and_print(host: QWidget, workspace: Workspace, content: LetterContent) -> None:
    """Ask for a printer, or a PDF, and print the letter."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(a4())
    printer.setDocName("MicroDesk")
    folder = workspace.last_folder.path or Path.home()
    pdf = folder / f"{tr('Message')}.pdf"
    ask_for_printer(host, printer, tr("Imprimer ce message"), pdf, partial(print_letter, workspace, content))


def print_letter(workspace: Workspace, content: LetterContent, printer: QPrinter) -> None:
    """Print the letter as the user asked for in the dialog."""
    path = Path(printer.outputFileName()) if printer.outputFileName() else None
    if path is None:
        _Run(workspace, _printed(content, printer, printer), partial(_announce_pages, workspace))
        return
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setCreator("MicroDesk")
    writer.setPageLayout(printer.pageLayout())
    _Run(workspace, _printed(content, writer, printer), lambda _: _keep(workspace, bytes(buffer.data().data()), path))


class _Document(QTextDocument):
    """A letter on paper, which loads nothing but its own images."""

    def __init__(self, content: LetterContent, device: QPagedPaintDevice) -> None:
        super().__init__()
        self._images = content.images
        self.setDefaultFont(font_of(_TEXT_PT))
        self.setDefaultStyleSheet(_STYLE)
        self.setUndoRedoEnabled(False)
        self.documentLayout().setPaintDevice(device)

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        return carried_image(self._images, kind, QUrl(name))

    def add(self, html: str) -> None:
        """Put one more slice below the others."""
        cursor = QTextCursor(self)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertHtml(html)


class _Run(QObject):
    """Does the steps of a print, one at each turn of the event loop; `done` gets the number of pages."""

    def __init__(self, workspace: Workspace, steps: Steps, done: Callable[[int], object]) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._steps = steps
        self._done = done
        call_later(self, 0, self._go_on)

    def _go_on(self) -> None:
        try:
            next(self._steps)
        except StopIteration as end:
            self._done(end.value)
            self.deleteLater()
        except KnownError as error:
            self._workspace.report(error)
            self.deleteLater()
        else:
            call_later(self, 0, self._go_on)


def _printed(content: LetterContent, device: QPagedPaintDevice, wanted: QPrinter) -> Steps:
    """Lay the letter out for the device and paint the pages that are wanted; returns how many."""
    document = _Document(content, device)
    document.setHtml(_head(content))
    for html in content.slices:
        document.add(html)
        yield
    area = device.pageLayout().paintRectPixels(device.logicalDpiX())
    document.setPageSize(QSizeF(area.size()))
    pages = pages_wanted(wanted, document.pageCount())
    yield
    painter = QPainter()
    if not painter.begin(device):
        raise KnownError(ErrorCode.PRINT_FAILED)
    try:
        for done, page in enumerate(pages):
            if done and not device.newPage():
                raise KnownError(ErrorCode.PRINT_FAILED)
            _paint(painter, document, QRectF(0, page * area.height(), area.width(), area.height()))
            yield
    finally:
        painter.end()
    return len(pages)


def _paint(painter: QPainter, document: QTextDocument, area: QRectF) -> None:
    """Paint a part of the document in black, whatever the theme of the window."""
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    palette.setColor(QPalette.ColorRole.Link, Qt.GlobalColor.black)
    context.palette = palette
    context.clip = area
    painter.save()
    painter.translate(0, -area.top())
    painter.setClipRect(area)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _head(content: LetterContent) -> str:
    letter = content.view.letter
    lines = (sender_text(letter), recipients_text(letter), when_text(letter))
    shown = "<br>".join(escape(line) for line in lines if line)
    return f"<h4>{escape(one_line(letter.subject) or tr('Sans objet'))}</h4><p>{shown}</p><hr>"


def _keep(workspace: Workspace, pdf: bytes, path: Path) -> None:
    workspace.examine(
        lambda _, job: save_content(pdf, path, job),
        owner=workspace,
        on_success=lambda _: workspace.notices.toast(lambda: Toast(text=saved_text([visible(path.name)]))),
    )


def _announce_pages(workspace: Workspace, _: int) -> None:
    workspace.notices.toast(lambda: Toast(text=tr("Message envoyé à l'imprimante")))
