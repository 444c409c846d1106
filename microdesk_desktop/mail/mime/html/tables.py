"""The tables of a mail: those that only place blocks become blocks, the others stay to a small depth.

Mails are laid out with tables in tables, and Qt takes twice as long for each level. Columns that carry a meaning, such
as the lines of an invoice, stand in tables with two filled cells in some row.
"""

from collections.abc import Iterator

from microdesk_desktop.mail.mime.html.tree import Element

_DEEPEST = 2
_MOST_CELLS = 1_500
"""Cells of all tables of a mail: Qt lays out so many in a tenth of a second."""
_MOST_COLUMNS = 30
_PARTS = frozenset({"tbody", "thead", "tfoot"})
_GAP = "\u2002"
_BLOCKS = frozenset(
    """
    address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr li main nav ol p pre section summary table tr ul
    """.split()
)


class Tables:
    """Makes the tables of one mail simple; counts the cells that it keeps."""

    def __init__(self) -> None:
        self._room = _MOST_CELLS

    def simplify(self, element: Element, depth: int = 0) -> Element:
        """The element with its tables made simple; `depth` is the number of kept tables around it."""
        if element.tag == "table":
            return self._table(element, depth)
        return Element(element.tag, element.attributes, self._all(element.children, depth))

    def _all(self, children: list[Element | str], depth: int) -> list[Element | str]:
        return [child if isinstance(child, str) else self.simplify(child, depth) for child in children]

    def _table(self, table: Element, depth: int) -> Element:
        rows = [row for row in _rows(table) if any(map(has_content, row))]
        cells = sum(map(len, rows))
        has_columns = any(sum(map(has_content, row)) > 1 for row in rows)
        if not has_columns or cells > self._room or max(map(len, rows)) > _MOST_COLUMNS:
            return Element("div", children=[self._block(cell, depth) for row in rows for cell in row])
        if depth >= _DEEPEST:
            return Element("div", children=[self._row_block(row, depth) for row in rows])
        area = sum(span(cell, "colspan") * span(cell, "rowspan") for row in rows for cell in row)
        is_plain = area > self._room or any(_width(row) > _MOST_COLUMNS for row in rows)
        self._room -= cells if is_plain else area
        return Element("table", children=[self._row(row, depth, is_plain=is_plain) for row in rows])

    def _row(self, row: list[Element], depth: int, *, is_plain: bool) -> Element:
        """The row; where `is_plain` without the spans of its cells, which would take too much room."""
        cells: list[Element | str] = []
        for cell in row:
            align = {name: value for name, value in cell.attributes.items() if name == "align"}
            cells.append(Element(cell.tag, align if is_plain else cell.attributes, self._all(cell.children, depth + 1)))
        return Element("tr", children=cells)

    def _block(self, cell: Element, depth: int) -> Element:
        align = {"align": cell.attributes["align"]} if "align" in cell.attributes else {}
        return Element("div", align, self._all(cell.children, depth))

    def _row_block(self, row: list[Element], depth: int) -> Element:
        """The cells of a row as one line where each has a line at most, else one below the other."""
        if any(_has_blocks(cell) for cell in row):
            return Element("div", children=[self._block(cell, depth) for cell in row])
        line: list[Element | str] = []
        for cell in filter(has_content, row):
            line += [_GAP, *cell.children] if line else cell.children
        return Element("div", children=self._all(line, depth))


def span(cell: Element, name: str) -> int:
    """The rows or columns that a cell takes."""
    value = cell.attributes.get(name, "")
    return max(1, min(int(value[:3]), _MOST_COLUMNS)) if value.isdecimal() and value.isascii() else 1


def _width(row: list[Element]) -> int:
    return sum(span(cell, "colspan") for cell in row)


def has_content(element: Element) -> bool:
    """Whether there is a visible character, an image or a line in the element."""
    return any(
        not child.isspace() and bool(child.strip("\u00a0\u200b\u200c\u200d\ufeff\u00ad\u034f \t\n\r"))
        if isinstance(child, str)
        else child.tag in {"img", "hr"} or has_content(child)
        for child in element.children
    )


def _has_blocks(element: Element) -> bool:
    return any(
        isinstance(child, Element) and (child.tag in _BLOCKS or child.tag == "br" or _has_blocks(child))
        for child in element.children
    )


def _rows(table: Element) -> Iterator[list[Element]]:
    """The rows of a table as lists of cells; what stands outside of cells is a row of one cell."""
    for child in table.children:
        if isinstance(child, str):
            if not child.isspace():
                yield [Element("td", children=[child])]
        elif child.tag in _PARTS:
            yield from _rows(child)
        elif child.tag == "tr":
            yield [
                cell if isinstance(cell, Element) and cell.tag in {"td", "th"} else Element("td", children=[cell])
                for cell in child.children
                if not (isinstance(cell, str) and cell.isspace())
            ]
        else:
            yield [Element("td", children=[child])]
