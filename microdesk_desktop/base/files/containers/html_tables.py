"""Tables of a web page, which some banks and tools name .xls, as CSV text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.csv_text import csv_text, is_table
from microdesk_desktop.base.files.encodings import decode, detect_encoding
from microdesk_desktop.base.jobs import Job

_TAG = re.compile(r"<(/?)(table|tr|td|th|br|p|div|li|script|style|input)\b([^<>]*)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_PASSWORD = re.compile(r"\btype\s*=\s*[\"']?password", re.IGNORECASE)
_BETWEEN_CHECKPOINTS = 10_000
_DEEPEST = 50
"""Tables inside one another that are followed; layouts of web pages have about ten."""


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read: the cells of its open row, and the texts of its open cell, None outside of one."""

    cells: list[str] = field(default_factory=list)
    texts: list[str] | None = None
    span: int = 1

    def end_cell(self) -> None:
        if self.texts is not None:
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
    Raises FILE_IS_WEB_PAGE for a page without a table of two rows and columns, or that asks for a password.
    """
    rows = list(_rows(decode(data, detect_encoding(data)), job))
    if not is_table(rows):
        raise KnownError(ErrorCode.FILE_IS_WEB_PAGE)
    return csv_text(rows)


def _rows(text: str, job: Job) -> Iterator[Sequence[str]]:
    """The rows that hold something, in the order of their ends."""
    tables: list[_OpenTable] = []
    at = 0
    for order, tag in enumerate(_TAG.finditer(text)):
        if order % _BETWEEN_CHECKPOINTS == 0:
            job.checkpoint()
        name, is_end = tag[2].lower(), bool(tag[1])
        if tables and tables[-1].texts is not None and not (is_end and name in ("script", "style")):
            tables[-1].texts.append(unescape(_OTHER_TAG.sub("", text[at : tag.start()])) + " " * (name in _BREAKS))
        at = tag.end()
        if name == "input" and _PASSWORD.search(tag[3]):
            raise KnownError(ErrorCode.FILE_IS_WEB_PAGE)
        if name == "table" and not is_end and len(tables) < _DEEPEST:
            tables.append(_OpenTable())
        elif tables:
            yield from _follow(tables, name, tag[3], is_end=is_end)


_BREAKS = frozenset(("br", "p", "div", "li", "table"))
"""Elements between which a browser shows a space at least."""


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
            span = _SPAN.search(attributes)
            table.texts, table.span = [], max(1, int(span[1])) if span else 1
