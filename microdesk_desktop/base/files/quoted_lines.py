"""Tables in which a program put every line into one quoted cell: « "Date;Label;Amount" »."""

import re
from collections.abc import Iterator

from microdesk_desktop.base.files.csv_reader import DELIMITERS, read_head

_QUOTED_LINE = re.compile(r'\A\s*+"(.*)"[;,\t\s]*+\Z', re.DOTALL)
_FEWEST = 2
"""Lines, the header and one row, that must be quoted before it is a habit of the program."""


def open_table(lines: Iterator[str]) -> tuple[list[str], Iterator[str]]:
    """The first lines of a table and those after them, without the quotation marks around whole lines."""
    head = read_head(lines)
    filled = [line for line in head if line.strip()]
    if len(filled) < _FEWEST or not all(_is_one_cell(line) for line in filled):
        return head, lines
    return [_unquoted(line) for line in head], map(_unquoted, lines)


def _is_one_cell(line: str) -> bool:
    """Whether the line is one quoted cell that contains separators."""
    found = _QUOTED_LINE.fullmatch(line)
    if found is None:
        return False
    inner = found[1].replace('""', "")
    return '"' not in inner and any(delimiter in inner for delimiter in DELIMITERS)


def _unquoted(line: str) -> str:
    found = _QUOTED_LINE.fullmatch(line)
    return found[1].replace('""', '"') + "\n" if found else line
