"""Write a list into a file that spreadsheet programs open: everything that its filters keep, or nothing at all.

The file is not encrypted: it leaves the vault at the user's wish. Its owner alone can read it.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.files.new_file import replacing_file
from microdesk_desktop.base.files.sheets.cells import AddRow, Sheet, SheetFormat, WriteSheet
from microdesk_desktop.base.files.sheets.csv_sheet import write_csv
from microdesk_desktop.base.files.sheets.xlsx_sheet import write_xlsx
from microdesk_desktop.base.jobs import Job

_WRITERS: Mapping[SheetFormat, WriteSheet] = {SheetFormat.XLSX: write_xlsx, SheetFormat.CSV: write_csv}


def write_list(sheet: Sheet, path: Path, job: Job) -> int:
    """Write a list in the form that the suffix of `path` names; returns the number of its rows.

    A file of this name is replaced.

    Raises PATH_UNUSABLE for another suffix, DISK_FULL, READ_ONLY or another error of the file, and Cancelled: nothing
    is left of the file then, and a former one is as it was.
    """
    suffix = path.suffix.lower()
    if suffix not in frozenset(SheetFormat):
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))
    write = _WRITERS[SheetFormat(suffix)]
    with translate_os_errors(), replacing_file(path) as file, write(file, sheet.head) as add:
        return sum(_add_chunks(sheet, add, job))


def csv_bytes(sheet: Sheet, job: Job) -> bytes:
    """A list as the bytes of a CSV file. Raises Cancelled."""
    file = BytesIO()
    with write_csv(file, sheet.head) as add:
        for _ in _add_chunks(sheet, add, job):
            pass
    return file.getvalue()


def _add_chunks(sheet: Sheet, add: AddRow, job: Job) -> Iterator[int]:
    """Add every row; yields how many rows each chunk had."""
    done = 0
    for chunk in sheet.chunks:
        for row in chunk:
            job.checkpoint()
            add(row)
        done += len(chunk)
        job.progress(done, sheet.total, "export")
        yield len(chunk)
