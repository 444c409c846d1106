"""A list laid out on paper: where the columns stand, how texts are cut into lines, which rows each page holds.

Texts are drawn as they are, never read as HTML. No value is cut: a text goes on in the next line, and a number that is
wider than its column is drawn smaller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPagedPaintDevice

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.output.figures import Figures
from microdesk_desktop.views.exports.content import AnyContent, Kind, ReadVault
from microdesk_desktop.views.exports.words import below_title, totals_text, value_on_paper

TITLE_PT, BODY_PT, SMALL_PT = 14.0, 8.5, 7.5
_GAP_PT, _PADDING_PT = 8.0, 3.0
"""Between two columns, and between the texts of two rows."""
_PORTRAIT_CHARACTERS = 100
"""Characters of the usual widths that a line of an A4 page has room for at this size."""
_CELL, _LINE = "\x1f", "\n"
_RIGHT = (Kind.AMOUNT, Kind.NUMBER)

Cells = Sequence[Sequence[str]]
"""The lines of each cell of a row."""


def font_of(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's typeface at so many points, whatever the text size of the screen.

    Without its alternates, which depend on the neighbours of a character: no character names them in a PDF.
    """
    made = QFont(QGuiApplication.font())
    made.setPointSizeF(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("calt"), 0)
    return made


def lies(content: AnyContent) -> bool:
    """Whether the columns ask for a page on its long side."""
    return sum(column.width for column in content.columns if column.is_printed) > _PORTRAIT_CHARACTERS


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces of a page. They are made on the main thread, which owns that of the application."""

    title: QFont
    body: QFont
    strong: QFont
    small: QFont

    @classmethod
    def made(cls) -> "Fonts":
        """Those of every printed list."""
        return cls(
            title=font_of(TITLE_PT, QFont.Weight.Bold),
            body=font_of(BODY_PT),
            strong=font_of(BODY_PT, QFont.Weight.DemiBold),
            small=font_of(SMALL_PT),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedList:
    """What every page shows beside its rows: the list, its filters and totals, whose it is, and when it was printed."""

    content: AnyContent
    business: str
    day: str
    fonts: Fonts


class Widths:
    """How wide texts of one typeface are; words that come again are measured once."""

    _MOST = 20_000
    """Words kept: a few megabytes, and more than repeat in a list."""

    def __init__(self, typeface: QFont, device: QPagedPaintDevice) -> None:
        self._metrics = QFontMetricsF(typeface, device)
        self._known: dict[str, float] = {}
        self.line = self._metrics.lineSpacing()
        self.baseline = self._metrics.ascent() + self._metrics.leading() / 2
        self.space = self._metrics.horizontalAdvance(" ")

    def of(self, word: str) -> float:
        """The width of a word, or of any text, in pixels of the device."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= self._MOST:
                self._known.clear()
            known = self._known[word] = self._metrics.horizontalAdvance(word)
        return known


class Paper:
    """The measures of a page for one device, in its pixels."""

    def __init__(self, device: QPagedPaintDevice, printed: PrintedList) -> None:
        self.printed = printed
        self.columns = [column for column in printed.content.columns if column.is_printed]
        self.width, self.height = float(device.width()), float(device.height())
        self.point = device.logicalDpiY() / 72
        self.padding = _PADDING_PT * self.point
        fonts = printed.fonts
        self.body, self.strong = Widths(fonts.body, device), Widths(fonts.strong, device)
        self.small, self.title = Widths(fonts.small, device), Widths(fonts.title, device)
        self.line = self.body.line
        self.figures = Figures(fonts.body, device)
        self.areas = self._areas()
        self.names = [
            _wrapped(column.header, area.width(), self.strong)
            for column, area in zip(self.columns, self.areas, strict=True)
        ]
        self.filters = _wrapped(below_title(printed.content), self.width * 0.7, self.body)
        self.totals = _wrapped(totals_text(printed.content), self.width, self.strong)
        self.foot_top = self.height - self.small.line

    def is_right(self, place: int) -> bool:
        """Whether the column is aligned at its right."""
        return self.columns[place].kind in _RIGHT

    def is_text(self, place: int) -> bool:
        """Whether the column holds texts, which are cut into lines that fit."""
        return self.columns[place].kind is Kind.TEXT

    def top(self, page: int) -> float:
        """Where the names of the columns begin on a page, from 0; the first one has the head of the list."""
        if page > 0:
            return 0.0
        return self.title.line + len(self.filters) * self.line + 3 * self.padding

    @property
    def names_height(self) -> float:
        """The height of the names of the columns, with the line below them."""
        return max(map(len, self.names), default=1) * self.strong.line + 2 * self.padding

    @property
    def totals_height(self) -> float:
        """The height of the totals, which follow the last row."""
        return len(self.totals) * self.strong.line + 2 * self.padding

    @property
    def bottom(self) -> float:
        """Where the rows of a page end: above its number."""
        return self.foot_top - 2 * self.padding

    def row_height(self, cells: Cells) -> float:
        """The height of a row with these lines."""
        return max(map(len, cells), default=1) * self.line + self.padding

    def cells(self, row: object) -> Cells:
        """A row as the lines of its cells."""
        return [self._lines(place, value_on_paper(column.value(row))) for place, column in enumerate(self.columns)]

    def _lines(self, place: int, text: str) -> Sequence[str]:
        if not self.is_text(place):
            return (text,)
        return _wrapped(text, self.areas[place].width(), self.body)

    def _areas(self) -> Sequence[QRectF]:
        """The place of each column: numbers and days as wide as they need, texts share what is left."""
        gap = _GAP_PT * self.point
        digit = self.figures.width("0")
        fixed = {
            place: max(column.width * digit, self._longest_word(column.header))
            for place, column in enumerate(self.columns)
            if column.kind is not Kind.TEXT
        }
        room = self.width - sum(fixed.values()) - gap * (len(self.columns) - 1)
        parts = sum(column.width for column in self.columns if column.kind is Kind.TEXT) or 1
        areas, left = [], 0.0
        for place, column in enumerate(self.columns):
            width = fixed.get(place, max(room, 0.0) * column.width / parts)
            areas.append(QRectF(left, 0.0, width, self.line))
            left += width + gap
        return areas

    def _longest_word(self, text: str) -> float:
        return max(map(self.strong.of, text.split()), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """The rows as texts, and which of them each page holds.

    The texts are kept as bytes: 100,000 rows take some 25 MB, and need not be read a second time to know the number of
    pages before the first one is painted.
    """

    rows: Sequence[bytes]
    pages: Sequence[range]

    def cells(self, number: int) -> Cells:
        """The lines of the cells of a row."""
        return [cell.split(_LINE) for cell in self.rows[number].decode().split(_CELL)]


def lay_out(paper: Paper, read: ReadVault, job: Job) -> LaidOut:
    """Read every row and divide them into pages; the totals stand on the last one. Raises Cancelled."""
    rows: list[bytes] = []
    pages: list[range] = []
    first, top = 0, paper.top(0) + paper.names_height
    for cells in _all_cells(paper, read, job):
        height = paper.row_height(cells)
        if top + height > paper.bottom and len(rows) > first:
            pages.append(range(first, len(rows)))
            first, top = len(rows), paper.top(len(pages)) + paper.names_height
        top += height
        rows.append(_CELL.join(map(_LINE.join, cells)).encode())
    pages.append(range(first, len(rows)))
    if top + paper.totals_height > paper.bottom:
        pages.append(range(len(rows), len(rows)))
    return LaidOut(rows=rows, pages=pages)


def _all_cells(paper: Paper, read: ReadVault, job: Job) -> Iterator[Cells]:
    content, done = paper.printed.content, 0
    for chunk in content.chunks(read):
        for row in chunk:
            job.checkpoint()
            yield paper.cells(row)
        done += len(chunk)
        job.progress(done, content.total, "lay_out")


def _wrapped(text: str, width: float, widths: Widths) -> Sequence[str]:
    """The text in lines that fit; a word that is wider than a line is cut into several."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in text.split(" "):
        for piece in _pieces(word, width, widths):
            wide = widths.of(piece)
            if lines[-1] and used + widths.space + wide > width:
                lines.append([])
                used = 0.0
            used += wide + (widths.space if lines[-1] else 0.0)
            lines[-1].append(piece)
    return [" ".join(line) for line in lines]


def _pieces(word: str, width: float, widths: Widths) -> Iterator[str]:
    """The word, in pieces where it is wider than a line."""
    while widths.of(word) > width and len(word) > 1:
        fits = (end for end in range(len(word) - 1, 1, -1) if widths.of(word[:end]) <= width)
        end = next(fits, 1)
        yield word[:end]
        word = word[end:]
    yield word
