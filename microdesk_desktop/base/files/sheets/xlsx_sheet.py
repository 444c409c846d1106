"""A table as an Excel workbook of one sheet: numbers are numbers and days are days, whatever the country.

Written here rather than by a library: XlsxWriter and openpyxl either keep every row in memory, or write the rows to
temporary files, where personal data would stand in clear. The form is that of ECMA-376, part 1, with texts in their
cells (`inlineStr`), so that a row is complete once it is written.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import IO, BinaryIO

from microdesk_desktop.base.files.sheets.cells import AddRow, Cell, SheetHead, is_formula, sheet_text

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head included (ECMA-376, part 1, 18.3.1.73)."""
_HEAD_ROWS = 3
_EPOCH = date(1899, 12, 30)
# Excel takes 1900 for a leap year: the numbers of days are right from here on.
_FIRST_DAY = date(1900, 3, 1)
_LONGEST_NAME = 31
_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

_PLAIN, _DAY, _MOMENT, _AMOUNT, _COUNT, _QUOTED, _TITLE, _COLUMN = range(8)
"""The places of the styles below."""
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_LINKS = f"{_OFFICE}/officeDocument/2006/relationships"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# 14 and 22 are a day and a moment in the order of the reader's country, 4 is an amount with its groups, 3 a whole
# number. A text in the style with `quotePrefix` stays a text when it is edited, even one that begins with « = ».
_FORMATS = (0, 14, 22, 4, 3)
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill'
    ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/>'
    '<border><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="{_COLUMN + 1}">'
    + "".join(f'<xf numFmtId="{each}" applyNumberFormat="1" xfId="0"/>' for each in _FORMATS)
    + '<xf numFmtId="0" quotePrefix="1" xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/>'
    '<xf fontId="1" applyFont="1" borderId="1" applyBorder="1" xfId="0"/></cellXfs></styleSheet>'
)
_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_DOCUMENT}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_DOCUMENT}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_DOCUMENT}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": _STYLES,
}


@contextmanager
def write_xlsx(file: BinaryIO, head: SheetHead) -> Iterator[AddRow]:
    """Write a table as a workbook. The row past `MOST_ROWS` raises ValueError."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/workbook.xml", _workbook(head.name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            yield from _rows(sheet, head)


def _rows(sheet: IO[bytes], head: SheetHead) -> Iterator[AddRow]:
    """Write the head, give the function that adds a row, then write the end."""
    number = _HEAD_ROWS

    def add(cells: Sequence[Cell]) -> None:
        nonlocal number
        number += 1
        if number > MOST_ROWS:
            raise ValueError(number)
        sheet.write(f'<row r="{number}">{"".join(map(_cell, cells))}</row>'.encode())

    sheet.write(_start(head).encode())
    yield add
    last = f"{column_letters(len(head.columns))}{number}"
    sheet.write(
        f'</sheetData><autoFilter ref="A{_HEAD_ROWS}:{last}"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'.encode()
    )


def _start(head: SheetHead) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width + 2}" customWidth="1"/>'
        for place, width in enumerate(head.widths, 1)
    )
    names = "".join(_text(name, _COLUMN) for name in head.columns)
    below = _HEAD_ROWS + 1
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView'
        f' workbookViewId="0"><pane ySplit="{_HEAD_ROWS}" topLeftCell="A{below}" activePane="bottomLeft"'
        f' state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData><row r="1">'
        f'{_text(head.title, _TITLE)}</row><row r="{_HEAD_ROWS}">{names}</row>'
    )


def _workbook(name: str) -> str:
    title = name.translate(_REFUSED_IN_NAMES)[:_LONGEST_NAME].strip(" '") or "1"
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name="{escape(title)}" sheetId="1" r:id="r1"/></sheets></workbook>'
    )


def column_letters(number: int) -> str:
    """The letters of a column by its number, from 1: « A », « AB »."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cell(cell: Cell) -> str:
    match cell:
        case None | "":
            return "<c/>"
        case str():
            return _text(cell, _QUOTED if is_formula(cell) else _PLAIN)
        case datetime() if cell.date() >= _FIRST_DAY:
            day = (cell - datetime.combine(_EPOCH, datetime.min.time())).total_seconds() / 86_400
            return f'<c s="{_MOMENT}"><v>{day!r}</v></c>'
        case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            return f'<c s="{_DAY}"><v>{(cell - _EPOCH).days}</v></c>'
        case date():
            return _text(cell.isoformat(), _PLAIN)
        case Decimal():
            return f'<c s="{_AMOUNT}"><v>{cell}</v></c>'
        case _:
            return f'<c s="{_COUNT}"><v>{cell}</v></c>'


def _text(text: str, style: int) -> str:
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(sheet_text(text))}</t></is></c>'
