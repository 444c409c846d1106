"""Headers between the rows of a list, such as those of the months, each with its totals.

A band is painted above the first row of its section, which is higher by its height: the places of rows stay those of
the list, and a screen reader reads the band before that row.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby, pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.flows import flows_of, flows_text
from microdesk_desktop.gui.theme.apply import REGULAR, SEMIBOLD, font, roles, scaled
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE

R = TypeVar("R")
BAND_HEIGHT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The name of a section at the left, and its totals at the right."""

    text: str
    detail: str = ""


Bands = Mapping[int, Band]
"""The bands by the place of the row above which each stands, in ascending order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections(Generic[R]):
    """Cuts rows in memory into sections: those for which `key` gives the same value one after the other.

    `descends` is whether the key is a number that descends over the rows: then not every row is looked at.
    """

    key: Callable[[R], Any]
    band: Callable[[Sequence[R]], Band]
    descends: bool = False

    def bands(self, rows: Sequence[R]) -> Bands:
        """The band of each section, by the place of its first row."""
        ends = self._ends_by_bisection(rows) if self.descends else self._ends(rows)
        spans = {start: range(start, stop) for start, stop in pairwise((0, *ends))}
        return _LazyBands(spans, lambda span: self.band(rows[span.start : span.stop]))

    def _ends(self, rows: Sequence[R]) -> Iterator[int]:
        return accumulate(sum(1 for _ in section) for _, section in groupby(rows, self.key))

    def _ends_by_bisection(self, rows: Sequence[R]) -> Iterator[int]:
        end = 0
        while end < len(rows):
            end = bisect_right(rows, -self.key(rows[end]), lo=end, key=lambda row: -self.key(row))
            yield end


class _LazyBands(Mapping[int, Band]):
    """Bands that are made when they are painted: the totals of all months would take as long as all the rest."""

    def __init__(self, spans: Mapping[int, range], make: Callable[[range], Band]) -> None:
        self._spans = spans
        self._make = make
        self._made: dict[int, Band] = {}

    def __getitem__(self, place: int) -> Band:
        if place not in self._made:
            self._made[place] = self._make(self._spans[place])
        return self._made[place]

    def __contains__(self, place: object) -> bool:
        return place in self._spans

    def __iter__(self) -> Iterator[int]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


def by_month(on: Callable[[R], date], cents: Callable[[R], int], currency: Callable[[R], str]) -> Sections[R]:
    """A section per month of rows in the order of their days, the latest first, with what came in and went out."""

    def band(rows: Sequence[R]) -> Band:
        return Band(
            text=dates.month_name(on(rows[0])),
            detail=flows_text(flows_of((cents(row), currency(row)) for row in rows)),
        )

    return Sections(key=lambda row: on(row).year * 12 + on(row).month, band=band, descends=True)


def band_height() -> int:
    """The height of a band at the text size in force."""
    return scaled(BAND_HEIGHT)


def paint_band(painter: QPainter, rect: QRect, band: Band) -> None:
    """Paint a band over the whole width of the list."""
    colours = roles()
    painter.fillRect(rect, QColor(colours.panel))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
    inner = rect.adjusted(MIDDLE, 0, -MIDDLE, 0)
    painter.setFont(font(BODY, SEMIBOLD))
    painter.setPen(QColor(colours.text))
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, band.text)
    painter.setFont(font(CAPTION, REGULAR, tabular=True))
    painter.setPen(QColor(colours.text_muted))
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, band.detail)
