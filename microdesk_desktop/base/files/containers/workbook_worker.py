"""The process that reads one spreadsheet: the file on standard input, its sheets as CSV text on standard output.

The file comes from anywhere and its reader is compiled code: a workbook of a thousand bytes may name the last cell of
the largest sheet, for which the reader asks hundreds of gigabytes and aborts. Here that ends this process alone.
"""

import io
import json
import sys
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.csv_text import Cell, csv_text, is_table
from microdesk_desktop.base.files.csv_reader import check_rows
from microdesk_desktop.base.files.encodings import MAX_BYTES, check_size
from microdesk_desktop.base.process.hardening import harden_process
from microdesk_desktop.base.process.worker import limit_process

_MEMORY = 1 << 30
"""Bytes of memory: a statement of 300,000 rows and twenty columns takes half of it."""
_PROCESSOR_S = 60
"""Seconds of computing; the largest file that is accepted takes about ten."""
_MOST_SHEETS = 100
Sheet = tuple[str, bytes]


def main() -> int:
    """Read the file and answer: one line of JSON with titles and lengths, or an error; then the texts."""
    harden_process()
    limit_process(memory=_MEMORY, processor_s=_PROCESSOR_S)
    try:
        sheets = _read(sys.stdin.buffer.read(MAX_BYTES + 1))
    except (CalamineError, OSError, ValueError, OverflowError):
        return _answer({"error": ErrorCode.FILE_UNREADABLE})
    except MemoryError:
        return _answer({"error": ErrorCode.FILE_TOO_LARGE})
    except KnownError as error:
        return _answer({"error": error.code})
    return _answer({"sheets": [(title, len(text)) for title, text in sheets]}, *(text for _, text in sheets))


def _read(data: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises FILE_TOO_LARGE for more of them, of rows or of text than an import takes."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        sheets = list(_sheets(workbook))
    check_size(sum(len(text) for _, text in sheets))
    return sheets


def _sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    """The visible sheets that hold a table; their first rows count even when they are empty."""
    shown = [
        each.name
        for each in workbook.sheets_metadata
        if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
    ]
    if len(shown) > _MOST_SHEETS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    for name in shown:
        rows: list[list[Cell]] = list(workbook.get_sheet_by_name(name).iter_rows())
        while rows and not any(cell != "" for cell in rows[-1]):
            rows.pop()
        check_rows(len(rows))
        if is_table(rows):
            yield name, csv_text(rows)


def _answer(head: object, *texts: bytes) -> int:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(texts))
    sys.stdout.buffer.flush()
    return 0
