"""The page with the recovery key: printed, or saved as a PDF where the user chooses."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.apply import monospaced

MARGIN_MM = 25
PER_LINE = 3
DPI = 300
SPACING = 1.6
"""Of the lines, in heights of their text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage:
    """The content of the page: the key, the business whose vault it opens, and the day on which it was made."""

    recovery_key: str
    business: str
    made_on: date


def in_lines(recovery_key: str) -> str:
    """The groups of the key, three on a line."""
    groups = recovery_key.split("-")
    return "\n".join("-".join(groups[start : start + PER_LINE]) for start in range(0, len(groups), PER_LINE))


def print_page(host: QWidget, page: KeyPage) -> None:
    """Print the page through the system's dialog."""
    printer = QPrinter()
    _set_margins(printer)
    dialog = QPrintDialog(printer, host)
    if dialog.exec():
        _paint(printer, page)


def save_page(path: Path, page: KeyPage) -> bool:
    """Write the page as a PDF that its owner alone can read; returns whether that succeeded."""
    try:
        path.touch(mode=0o600)
    except OSError:
        return False
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setTitle("MicroDesk")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    _set_margins(writer)
    return _paint(writer, page)


def _set_margins(device: QPagedPaintDevice) -> None:
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def _paint(device: QPrinter | QPdfWriter, page: KeyPage) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    area, top = QRectF(painter.viewport()), 0.0
    for font, text in _texts(page):
        painter.setFont(font)
        room = QRectF(0, top, area.width(), area.height() - top)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        taken = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        top += taken.height() + painter.fontMetrics().height() * (SPACING - 1)
    return painter.end()


def _texts(page: KeyPage) -> tuple[tuple[QFont, str], ...]:
    key_font = monospaced()
    key_font.setPointSize(18)
    key_font.setBold(True)
    about = tr("Coffre de {business}, le {day}").format(business=page.business, day=dates.long_day(page.made_on))
    return (
        (_font(16, QFont.Weight.Bold), tr("Clé de récupération MicroDesk")),
        (_font(11), about),
        (key_font, in_lines(page.recovery_key)),
        (_font(11), tr("Elle ouvre le coffre sans la phrase secrète. Rangez-la loin de l'ordinateur.")),
        (_font(9), tr("Un zéro ou un O, un 1 ou un I : MicroDesk accepte l'un pour l'autre.")),
    )


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return QFont(QGuiApplication.font().families(), size, weight)
