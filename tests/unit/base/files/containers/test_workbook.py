"""Spreadsheets are read in a process of their own: what it refuses, and how it ends."""

import threading
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.workbook import read_sheets
from microdesk_desktop.base.jobs import Job
from tests.support.imports.workbooks import ods, xlsx

GOLDEN = Path(__file__).parents[4] / "golden" / "containers"
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def sheet(data: bytes) -> list[str]:
    (found,) = read_sheets(Member("releve", data), Job())
    return found.data.decode().splitlines()


def refusal(data: bytes) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        sheet(data)
    return raised.value.code


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_row_of_the_sheet_is_the_line_of_that_number(make) -> None:
    rows = ((), ("", "Compte 123"), (), ("Date", "Libellé", "Montant"), (date(2026, 3, 5), "a\nb", -20.5), ("", "", 3))
    assert sheet(make({"Compte": rows})) == [
        "", ";Compte 123;", "", "Date;Libellé;Montant", "2026-03-05;a b;-20,50", ";;3"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["xlwt.xls", "xlsxwriter.xlsx", "openpyxl.xlsx", "odfpy.ods"])
def test_a_file_of_another_writer_is_read(name: str) -> None:
    """The same sheet, with an empty or a hidden one beside it, or a million empty rows below it."""
    assert sheet((GOLDEN / name).read_bytes()) == [
        "Date;Libellé;Montant;Référence",
        "2026-03-05;PAPETERIE;-20,50;12345678901234",
        "2026-03-06;NOVA SARL;1250;0012",
    ]


def test_a_workbook_that_names_the_last_cell_of_a_sheet_ends_its_worker_alone() -> None:
    assert refusal(xlsx({"A": ()}, sheet_data=CORNERS)) is ErrorCode.FILE_TOO_LARGE


def test_a_sheet_of_more_rows_than_any_statement_is_too_large() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>2</v></c></row>' for row in (1, 400_000))
    assert refusal(xlsx({"A": ()}, sheet_data=rows)) is ErrorCode.FILE_TOO_LARGE


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_damaged_workbook_is_unreadable(make) -> None:
    data = make({"A": (("Date", "Montant"), ("05/03/2026", -20.5))})
    assert refusal(data[: len(data) // 2]) is ErrorCode.FILE_UNREADABLE


def test_cancelling_ends_the_worker_at_once() -> None:
    """The workbook takes seconds to read: the job is cancelled as soon as its worker runs."""

    class CancelledWhileReading(Job):
        def on_cancel(self, callback):
            unregister = super().on_cancel(callback)
            threading.Thread(target=self.cancel).start()
            return unregister

    long = xlsx({"A": ()}, sheet_data='<row r="1"><c r="A1"><v>1</v></c></row>' * 1_000_000)
    with pytest.raises(Cancelled):
        list(read_sheets(Member("", long), CancelledWhileReading()))
