"""Rows of typed cells as the CSV text that a spreadsheet would export, written so that each value has one reading."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Cell = str | float | date | time | timedelta
"""A cell: text, number (also a truth value), day, moment, time of day, duration; the empty text where there is none."""

_DELIMITER = ";"
_DOT_AMOUNT = re.compile(r"\A[-+(]?\s*[$€£]?\d[\d ,'\u00a0\u202f]*\.\d{2}\s*(?:€|[A-Z]{3})?\)?", re.ASCII)
_DIGITS = 15
"""Significant digits of a number in a spreadsheet; the sixteenth and seventeenth of a float are noise."""
_FEW_ROWS = _FEW_COLUMNS = 2
_DELIMITED = re.compile(r"[;,\t|]")


def is_table(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether at least two rows have two cells that are not empty, or one cell with the text of a whole CSV row."""
    wide = 0
    for row in rows:
        filled = [cell for cell in row if cell != ""]
        wide += len(filled) >= _FEW_COLUMNS or _is_csv_row(filled)
        if wide == _FEW_ROWS:
            return True
    return False


def csv_text(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as CSV in UTF-8 with semicolons; line n is row n, because a line end inside a cell becomes a space.

    Days are ISO; numbers have a decimal comma, or a dot where amounts written as text have one. Rows that are CSV in
    one cell each, as when a spreadsheet opened the file with another separator, stay as they are.
    """
    point = "." if _has_dot_amounts(rows) else ","
    texts = [[cell_text(cell, point) for cell in row] for row in rows]
    if all(not any(row[1:]) for row in texts):
        return "".join(f"{row[0] if row else ''}\n" for row in texts).encode("utf-8", "replace")
    file = io.StringIO()
    writer = csv.writer(file, delimiter=_DELIMITER, lineterminator="\n")
    writer.writerows(row if any(row) else () for row in texts)
    return file.getvalue().encode("utf-8", "replace")


def _is_csv_row(cells: Sequence[Cell]) -> bool:
    return len(cells) == 1 and isinstance(cells[0], str) and _DELIMITED.search(cells[0]) is not None


def cell_text(cell: Cell, point: str = ",") -> str:
    """One cell as text on one line; `point` is the decimal separator."""
    match cell:
        case str():
            return " ".join(cell.replace("\0", "").splitlines()) if cell.strip() else ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return _number_text(cell, point)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S") if cell.time() != time() else cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)


def _number_text(number: float, point: str) -> str:
    """A number without exponent. Three decimals become four: « 1.234 » would also read as a thousand."""
    digits = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{_DIGITS}g}")
    if not digits.is_finite():
        return ""
    whole, _, decimals = format(digits, "f").partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return "0" if whole == "-0" else whole
    return f"{whole}{point}{decimals.ljust(2, '0')}{'0' * (len(decimals) == 3)}"


def _has_dot_amounts(rows: Iterable[Sequence[Cell]]) -> bool:
    return any(isinstance(cell, str) and _DOT_AMOUNT.fullmatch(cell.strip()) for row in rows for cell in row)
