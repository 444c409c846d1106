"""Tables of a web page, which some banks and tools name .xls, as CSV text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.csv_text import csv_text, is_table
from microdesk_desktop.base.files.csv_reader import check_rows
from microdesk_desktop.base.files.encodings import decode, detect_encoding
from microdesk_desktop.base.jobs import Job

_TAG = re.compile(r"<(/?)(table|tr|td|th|br|p|div|li|script|style|input)\b([^<>]*)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_PASSWORD = re.compile(r"\btype\s*=\s*[\"']?password", re.IGNORECASE)
_STEP = 1 << 17
"""Characters searched in one call, which keeps the GIL: a few milliseconds."""
_LONGEST_CELL = 4_000
"""Characters of a cell that are read, with its markup; labels have a few hundred."""
_WIDEST = 1_000
"""Columns of a row that are read, as in a CSV file."""
_BREAKS = frozenset(("br", "p", "div", "li", "table"))
"""Elements between which a browser shows a space at least."""
_DEEPEST = 50
"""Tables inside one another that are followed; layouts of web pages have about ten."""


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read: the cells of its open row, and the texts of its open cell, None outside of one."""

    cells: list[str] = field(default_factory=list)
    texts: list[str] | None = None
    room: int = 0
    span: int = 1

    def add_text(self, markup: str) -> None:
        """Add what stands between two tags to the open cell, up to the length of the longest one."""
        if self.texts is not None and self.room > 0:
            self.room -= len(markup)
            self.texts.append(unescape(_OTHER_TAG.sub("", markup[:_LONGEST_CELL])))

    def start_cell(self, attributes: str) -> None:
        """Open a cell, which may span several columns."""
        span = _SPAN.search(attributes)
        self.texts, self.room, self.span = [], _LONGEST_CELL, max(1, int(span[1])) if span else 1

    def end_cell(self) -> None:
        if self.texts is not None and len(self.cells) < _WIDEST:
            self.cells.append(" ".join("".join(self.texts).split()))
            self.cells.extend([""] * (self.span - 1))
        self.texts = None

    def end_row(self) -> Iterator[list[str]]:
        self.end_cell()
        if any(self.cells):
            yield self.cells
        self.cells = []


def page_table(data: bytes, job: Job) -> bytes:
    """The rows of all tables of a page, one under another, as CSV text.

    A cell over several columns is followed by empty ones; one over several rows counts in its first row.
    Raises FILE_IS_WEB_PAGE for a page without a table of two rows and columns, or that asks for a password;
    FILE_TOO_LARGE for more rows than a statement has.
    """
    rows: list[Sequence[str]] = []
    for row in _rows(decode(data, detect_encoding(data)), job):
        rows.append(row)
        check_rows(len(rows))
    if not is_table(rows):
        raise KnownError(ErrorCode.FILE_IS_WEB_PAGE)
    return csv_text(rows)


def _rows(text: str, job: Job) -> Iterator[Sequence[str]]:
    """The rows that hold something, in the order of their ends."""
    tables: list[_OpenTable] = []
    at = 0
    for tag in _tags(text, job):
        name, is_end = tag[2].lower(), bool(tag[1])
        if tables and not (is_end and name in ("script", "style")):
            tables[-1].add_text(text[at : min(tag.start(), at + _LONGEST_CELL)] + " " * (name in _BREAKS))
        at = tag.end()
        if name == "input" and _PASSWORD.search(tag[3]):
            raise KnownError(ErrorCode.FILE_IS_WEB_PAGE)
        if name == "table" and not is_end and len(tables) < _DEEPEST:
            tables.append(_OpenTable())
        elif tables:
            yield from _follow(tables, name, tag[3], is_end=is_end)
    # A table that never ends was cut off: its last cell may be half an amount, and a row without it is refused.
    yield from (table.cells for table in reversed(tables) if any(table.cells))


def _tags(text: str, job: Job) -> Iterator[re.Match[str]]:
    """The tags that matter, searched in steps that end before a tag."""
    at = 0
    while at < len(text):
        job.checkpoint()
        end = min(at + _STEP, len(text))
        last = text.rfind("<", at + 1, end) if end < len(text) else -1
        end = last if last > 0 else end
        yield from _TAG.finditer(text, at, end)
        at = end


def _follow(tables: list[_OpenTable], name: str, attributes: str, *, is_end: bool) -> Iterator[Sequence[str]]:
    """Follow a tag inside a table; yields the row that it ends."""
    table = tables[-1]
    if name in ("tr", "table"):
        yield from table.end_row()
        if name == "table" and is_end:
            tables.pop()
    elif name in ("td", "th"):
        table.end_cell()
        if not is_end:
            table.start_cell(attributes)
