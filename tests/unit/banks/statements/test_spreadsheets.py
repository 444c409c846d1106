"""A bank's table in a spreadsheet gives what its CSV export gives: the same sheet, with typed cells."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.files.csv_reader import read_head
from microdesk_desktop.base.files.table_head import read_table_head
from microdesk_desktop.domain.bank.types import ParsedFile
from microdesk_desktop.domain.calendar.dates import DateOrder, detect_order, parse_day
from microdesk_desktop.domain.money import detect_decimal, parse_cents
from tests.support.imports.workbooks import Cell, xlsx

GOLDEN = Path(__file__).parents[3] / "golden" / "statements"
NOT_TYPED = {"csv_generic_bad_rows.csv"}
"""A file whose quotation marks never close has no cells that a sheet could hold."""
FILES = sorted(
    path for path in GOLDEN.glob("csv_*") if path.suffix not in (".json", ".zip") and path.name not in NOT_TYPED
)
DAY = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"[-+]?(?:0|[1-9][\d '\u00a0\u202f]*)(?:[.,]\d{1,2})?")


def sheet(path: Path) -> list[Sequence[Cell]]:
    """The cells of a CSV file as a spreadsheet program types them: days and numbers, the rest as text."""
    source = Source(path.read_bytes())
    head = read_table_head(read_head(source.lines()))
    assert head is not None
    rows = list(csv.reader(source.text.splitlines(keepends=True), delimiter=head.delimiter))
    cells = [cell.strip() for row in rows for cell in row]
    order, decimal = detect_order(cells), detect_decimal(cell for cell in cells if NUMBER.fullmatch(cell))
    return [[typed(cell.strip(), order, decimal) for cell in row] for row in rows]


def typed(text: str, order: DateOrder, decimal: str | None) -> Cell:
    if DAY.fullmatch(text):
        return parse_day(text, order)
    if NUMBER.fullmatch(text):
        return parse_cents(text, decimal) / 100
    return text or None


def facts(parsed: ParsedFile) -> list[object]:
    return [
        (each.iban, each.account_number, each.currency, each.opening, each.closing, list(each.rows))
        for each in parsed.statements
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sheet_is_read_like_its_csv(path: Path) -> None:
    assert facts(read_statement(xlsx({"Feuille": sheet(path)}))) == facts(read_statement(path))
