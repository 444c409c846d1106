"""Paints the pages of a list: its head on the first, the names of the columns on each, the totals on the last."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.output.paper import LaidOut, Paper
from microdesk_desktop.gui.theme.tokens import LIGHT

# Paper is white, whatever the theme of the screen.
INK, MUTED, RULE = QColor(LIGHT.text), QColor(LIGHT.text_muted), QColor(LIGHT.line)
_THIN_PT, _THICK_PT = 0.4, 0.9
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight | _ONE_LINE, Qt.AlignmentFlag.AlignLeft | _ONE_LINE


class PagePainter:
    """Paints with a painter that is active on the device for which the paper was measured."""

    def __init__(self, painter: QPainter, paper: Paper, laid_out: LaidOut) -> None:
        self._painter = painter
        self._paper = paper
        self._laid_out = laid_out
        self._fonts = paper.printed.fonts

    def paint(self, page: int) -> None:
        """Paint one page, from 0."""
        if page == 0:
            self._paint_head()
        top = self._paint_names(self._paper.top(page))
        for number in self._laid_out.pages[page]:
            top = self._paint_row(number, top)
        if page == len(self._laid_out.pages) - 1:
            self._paint_totals(top)
        self._paint_foot(page)

    def _paint_head(self) -> None:
        paper, printed = self._paper, self._paper.printed
        height = paper.title.line
        whole = QRectF(0.0, 0.0, paper.width, height)
        self._write(whole, printed.content.title, self._fonts.title, INK, _LEFT)
        self._write(whole, printed.business, self._fonts.strong, INK, _RIGHT)
        below = QRectF(0.0, height + paper.padding, paper.width, paper.line)
        self._write(below, printed.day, self._fonts.body, MUTED, _RIGHT)
        for place, line in enumerate(paper.filters):
            self._write(below.translated(0.0, place * paper.line), line, self._fonts.body, MUTED, _LEFT)

    def _paint_names(self, top: float) -> float:
        """The names of the columns, and a line below them; returns where the rows begin."""
        paper = self._paper
        for place, lines in enumerate(paper.names):
            self._write_lines(place, top + paper.padding / 2, lines, self._fonts.strong, MUTED)
        bottom = top + paper.names_height
        self._rule(bottom - paper.padding / 2, _THICK_PT, INK)
        return bottom

    def _paint_row(self, number: int, top: float) -> float:
        """A row, and a thin line below it; returns where the next one begins."""
        paper, cells = self._paper, self._laid_out.cells(number)
        for place, lines in enumerate(cells):
            if paper.is_text(place):
                self._write_lines(place, top + paper.padding / 2, lines, self._fonts.body, INK)
            elif lines[0]:
                self._write_number(place, top + paper.padding / 2, lines[0])
        bottom = top + paper.row_height(cells)
        self._rule(bottom, _THIN_PT, RULE)
        return bottom

    def _paint_totals(self, top: float) -> None:
        paper = self._paper
        self._rule(top, _THICK_PT, INK)
        area = QRectF(0.0, top + paper.padding, paper.width, paper.strong.line)
        for place, line in enumerate(paper.totals):
            self._write(area.translated(0.0, place * area.height()), line, self._fonts.strong, INK, _RIGHT)

    def _paint_foot(self, page: int) -> None:
        paper, printed = self._paper, self._paper.printed
        area = QRectF(0.0, paper.foot_top, paper.width, paper.small.line)
        number = tr("Page {page} sur {pages}").format(page=page + 1, pages=len(self._laid_out.pages))
        self._write(area, f"{printed.business} · {printed.content.title}", self._fonts.small, MUTED, _LEFT)
        self._write(area, number, self._fonts.small, MUTED, _RIGHT)

    def _write_lines(self, place: int, top: float, lines: Sequence[str], typeface: QFont, colour: QColor) -> None:
        """The lines of a text, one below the other."""
        flags = _RIGHT if self._paper.is_right(place) else _LEFT
        area = self._paper.areas[place].translated(0.0, top)
        for line in lines:
            if line:
                self._write(area, line, typeface, colour, flags)
            area.translate(0.0, self._paper.line)

    def _write_number(self, place: int, top: float, text: str) -> None:
        """A number or a day, in smaller letters where it is wider than its column."""
        paper, area = self._paper, self._paper.areas[place].translated(0.0, top)
        run, wide = paper.figures.run(text), paper.figures.width(text)
        if run is None or wide > area.width():
            smaller = QFont(self._fonts.body)
            smaller.setPointSizeF(smaller.pointSizeF() * min(1.0, area.width() / wide))
            self._write(area, text, smaller, INK, _RIGHT if paper.is_right(place) else _LEFT)
            return
        left = area.right() - wide if paper.is_right(place) else area.left()
        self._painter.setPen(INK)
        self._painter.drawGlyphRun(QPointF(left, area.top() + paper.body.baseline), run)

    def _write(self, area: QRectF, text: str, typeface: QFont, colour: QColor, flags: int) -> None:
        self._painter.setFont(typeface)
        self._painter.setPen(colour)
        self._painter.drawText(area, flags, text)

    def _rule(self, top: float, points: float, colour: QColor) -> None:
        self._painter.setPen(QPen(colour, points * self._paper.point))
        self._painter.drawLine(QLineF(QPointF(0.0, top), QPointF(self._paper.width, top)))
