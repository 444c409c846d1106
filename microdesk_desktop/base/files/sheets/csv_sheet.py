"""A table as CSV, in the form that a French Excel opens by a double click.

- `;` between cells and `,` before decimals: what Excel and LibreOffice expect where a number is written with a comma.
- UTF-8 with a byte order mark: without it Excel reads the file in the code page of Windows, and breaks the accents.
- Days as 2026-11-21: read as days in every country, whereas 03/04/2026 is one day in France and another in America.
- A text that a program would run as a formula gets an apostrophe before it. Numbers are never texts here: they keep
  their minus.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from microdesk_desktop.base.files.sheets.cells import AddRow, Cell, SheetHead, is_formula, sheet_text


@contextmanager
def write_csv(file: BinaryIO, head: SheetHead) -> Iterator[AddRow]:
    """Write a table as CSV; its lines end as RFC 4180 asks."""
    writer = csv.writer(_Utf8(file), delimiter=";")

    def add(cells: Sequence[Cell]) -> None:
        writer.writerow(map(csv_cell, cells))

    file.write(codecs.BOM_UTF8)
    add((head.title,))
    add(())
    add(head.columns)
    yield add


class _Utf8:
    """What `csv.writer` writes its lines to; unlike a `TextIOWrapper`, it holds nothing back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def csv_cell(cell: Cell) -> str:
    """One cell as text, before its quotes."""
    match cell:
        case None:
            return ""
        case str():
            text = sheet_text(cell)
            return f"'{text}" if is_formula(cell) or is_formula(text) else text
        case Decimal():
            return str(cell).replace(".", ",")
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
