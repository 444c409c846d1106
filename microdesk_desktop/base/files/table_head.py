"""The head of a delimited table of any content: its separator, its header, some sample rows, its fingerprint.

What is found here follows from the form of the cells alone; which column holds what is decided by those who know the
content (statements, records).
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from microdesk_desktop.base.files.csv_reader import DELIMITERS, column_name, until_error

MOST_SAMPLES = 50
"""Rows below the header that are looked at: enough to see both signs, a day above 12, and a balance that follows."""
_MOST_COLUMNS = 1_000
_LONGEST_SAMPLE = 200
_NUMBER_OR_DAY = re.compile(
    r"[-+(\u2212]?\s?(?:[€$£]|[A-Z]{3})?\s?[-+]?[0-9][0-9\s.,'’/:\u00a0\u202f-]*(?:T[0-9:.]+Z?)?\s?(?:€|%|[A-Za-z]{3})?[-)]?"
    r"|[0-9]{1,2}[ .-][^\W\d_]{3,9}\.?[ .,-]{1,2}[0-9]{2,4}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHead:
    """What the first lines of a table show.

    `header_line` is the 1-based line on which the header ends, 0 for a table without one; `names` are the header's
    cells as written, () without one. `samples` are the first rows below it, each as wide as the table; `is_regular`:
    they were so in the file.
    """

    delimiter: str
    header_line: int
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    is_regular: bool = True

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.names) or len(self.samples[0] if self.samples else ())

    @property
    def fingerprint(self) -> str:
        """What tables with the same columns share: a hash of the names, or of the form of the cells without header."""
        if any(self.names):
            return header_fingerprint(self.names)
        return header_fingerprint([_shape([row[place] for row in self.samples]) for place in range(self.width)])


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    line: int


def read_table_head(lines: Sequence[str], header_line: int | None = None) -> TableHead | None:
    """The head of the table that these first lines of a file begin with; None where they are no table.

    `header_line` is the 1-based line on which the header ends, 0 for a table without one, None to find it.
    """
    delimiter, rows = _split(lines)
    if not rows:
        return None
    width = _usual_width(rows)
    at = _find_header(rows, width) if header_line is None else _row_at(rows, header_line)
    header = rows[at] if at is not None else None
    names = _without_trailing_blanks(tuple(cell.strip() for cell in header.cells)) if header else ()
    below = [
        row.cells for row in (rows[at + 1 :] if at is not None else rows) if not header or row.cells != header.cells
    ]
    wide = len(names) or width
    regular = [cells for cells in below if len(cells) >= wide and not any(map(str.strip, cells[wide:]))]
    samples = regular or [cells for cells in below if len(cells) > 1]
    return TableHead(
        delimiter=delimiter,
        header_line=header.line if header else 0,
        names=names,
        samples=tuple(_fitted(cells, wide) for cells in samples[:MOST_SAMPLES]),
        is_regular=bool(regular),
    )


def header_fingerprint(names: Sequence[str]) -> str:
    """A hash that is equal for headers with the same names in the same order, whatever their case and accents."""
    text = "\x1f".join(map(column_name, names))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def is_number_or_day(text: str) -> bool:
    """Whether a cell holds a number, an amount or a day: what no name of a column looks like."""
    return len(text) <= _LONGEST_SAMPLE and _NUMBER_OR_DAY.fullmatch(text.strip()) is not None


def _split(lines: Sequence[str]) -> tuple[str, Sequence[_Row]]:
    """The rows of the separator that gives most rows of one width, the wider of two; none below two columns."""
    best: tuple[tuple[int, int], str, Sequence[_Row]] = ((0, 0), "", ())
    for delimiter in DELIMITERS:
        rows = _parse(lines, delimiter)
        width = _usual_width(rows)
        rating = (sum(len(row.cells) == width for row in rows), width)
        if width >= 2 and rating > best[0]:
            best = rating, delimiter, rows
    return best[1], best[2]


def _parse(lines: Sequence[str], delimiter: str) -> Sequence[_Row]:
    reader = csv.reader(iter(lines), delimiter=delimiter)
    rows = (_Row(tuple(cells), reader.line_num) for cells in until_error(reader))
    return [row for row in rows if any(map(str.strip, row.cells)) and len(row.cells) <= _MOST_COLUMNS]


def _usual_width(rows: Sequence[_Row]) -> int:
    """The width that most rows have, the largest of several; only widths of two columns and more count."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _find_header(rows: Sequence[_Row], width: int) -> int | None:
    """The index of the last row of names above the first row with a number or a day; None where there is none."""
    first = next((at for at, row in enumerate(rows) if len(row.cells) == width), 0)
    data = next((at for at in range(first, len(rows)) if any(map(is_number_or_day, rows[at].cells))), None)
    if data is None:
        return first
    above = (at for at in reversed(range(data)) if sum(map(bool, map(str.strip, rows[at].cells))) > 1)
    return next(above, None)


def _row_at(rows: Sequence[_Row], line: int) -> int | None:
    return next((at for at, row in enumerate(rows) if line and row.line == line), None)


def _without_trailing_blanks(cells: tuple[str, ...]) -> tuple[str, ...]:
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return cells[:width]


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*(cell[:_LONGEST_SAMPLE] for cell in cells[:width]), *("" for _ in range(width - len(cells))))


def _shape(texts: Sequence[str]) -> str:
    """The form that most cells of a column have: digits, words, or nothing."""
    forms = Counter("9" if is_number_or_day(text) else "A" if text.strip() else "" for text in texts)
    return max(sorted(forms), key=lambda form: forms[form], default="")
