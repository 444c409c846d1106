"""Headers between the rows of a list, such as those of the months, each with its totals.

A band is painted above the first row of its section, which is higher by its height: the places of rows stay those of
the list, and a screen reader reads the band before that row.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

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
    """Cuts rows in memory into sections: those for which `key` gives the same value one after the other."""

    key: Callable[[R], Hashable]
    band: Callable[[Sequence[R]], Band]

    def bands(self, rows: Sequence[R]) -> Bands:
        """The band of each section, by the place of its first row."""
        found, place = {}, 0
        for _, section in groupby(rows, self.key):
            members = list(section)
            found[place] = self.band(members)
            place += len(members)
        return found


def by_month(on: Callable[[R], date], cents: Callable[[R], int], currency: Callable[[R], str]) -> Sections[R]:
    """A section per month, with what came in and what went out in it."""

    def band(rows: Sequence[R]) -> Band:
        return Band(
            text=dates.month_name(on(rows[0])),
            detail=flows_text(flows_of((cents(row), currency(row)) for row in rows)),
        )

    return Sections(key=lambda row: (on(row).year, on(row).month), band=band)


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
