"""The same list as `write_list` writes, as text, for the standard output."""

import io

from microdesk_desktop.base.files.sheets.cells import Sheet
from microdesk_desktop.base.files.sheets.csv_sheet import write_csv


def csv_text(sheet: Sheet) -> str:
    """The list as CSV, without the byte order mark that a file begins with."""
    return csv_bytes(sheet).decode("utf-8-sig").replace("\r\n", "\n")


def csv_bytes(sheet: Sheet) -> bytes:
    """The list as a CSV file, for a name whose suffix does not state it."""
    file = io.BytesIO()
    with write_csv(file, sheet.head) as add:
        for chunk in sheet.chunks:
            for row in chunk:
                add(row)
    return file.getvalue()
