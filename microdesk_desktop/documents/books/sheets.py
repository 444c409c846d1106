"""The rows of a book divided into pages, each with the totals that it takes over and those that it hands on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from microdesk_desktop.documents.books.columns import HEIGHTS, PAGE_HEIGHT, Height
from microdesk_desktop.domain.books.totals import Sums


class RowKind(Enum):
    """What a row is; the template sets each kind in its own way."""

    LINE = "line"
    HEADING = "heading"
    PART = "part"
    TOTAL = "total"
    GRAND = "grand"
    CARRY = "carry"


_WITH_NEXT = frozenset({RowKind.HEADING, RowKind.PART})
"""Rows that do not stand alone at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the lines of its cells, and what the book comes to down to it."""

    kind: RowKind
    cells: Sequence[Sequence[str]]
    running: Sums

    @property
    def height(self) -> float:
        """In millimetres."""
        return len(self.cells) * HEIGHTS[Height.TEXT] + HEIGHTS[Height(self.kind.value)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `brought` and `carried` are None where there is no page before or after it."""

    rows: Sequence[Row]
    brought: Sums | None
    carried: Sums | None


def sheets_of(rows: Iterable[Row]) -> Sequence[Sheet]:
    """Divide rows into pages. A heading stays with what follows it, the totals of a period with each other."""
    pages = list(_pages(rows))
    sheets, brought = [], None
    for place, page in enumerate(pages):
        running = page[-1].running
        is_last = place == len(pages) - 1
        sheets.append(Sheet(rows=page, brought=brought, carried=None if is_last else running))
        brought = running
    return sheets


def _pages(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    page: list[Row] = []
    left = _room(is_first=True)
    for group in _groups(rows):
        height = sum(row.height for row in group)
        if page and height > left:
            yield page
            page, left = [], _room(is_first=False)
        page.extend(group)
        left -= height
    yield page


def _groups(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    """Rows that stay on one page."""
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if row.kind not in _WITH_NEXT:
            yield group
            group = []
    if group:
        yield group


def _room(*, is_first: bool) -> float:
    head = Height.FIRST_HEAD if is_first else Height.HEAD
    carries = (0 if is_first else 1) + 1
    carry = HEIGHTS[Height.TEXT] + HEIGHTS[Height.CARRY]
    return PAGE_HEIGHT - HEIGHTS[head] - HEIGHTS[Height.NAMES] - carries * carry
