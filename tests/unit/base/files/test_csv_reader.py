"""Tables of unknown layout: encodings, headers, and rows that never take others with them."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.files.csv_reader import Columns, column_name, find_header, read_columns
from microdesk_desktop.base.files.encodings import decode, detect_encoding, open_lines
from microdesk_desktop.base.jobs import Job

NAMES = {"DATE", "LIBELLE", "MONTANT"}


def _next_line(text: str) -> int:
    return sum(1 for _ in io.StringIO(text, newline="")) + 1


def read(text: str) -> Columns:
    lines = list(io.StringIO(text, newline=""))
    header = find_header(lines[:60], lambda names: len(NAMES & set(names)))
    assert header is not None
    return read_columns(iter(lines[header.line :]), header, [0, 1, 2], Job())


@pytest.mark.parametrize(
    ("text", "encoding", "detected"),
    [
        ("Libellé à 5 €", "utf-8", "utf-8"),
        ("Libellé à 5 €", "utf-8-sig", "utf-8-sig"),
        ("Libellé à 5 €", "cp1252", "cp1252"),
        ("Libellé à 5 €", "iso-8859-15", "iso-8859-15"),
        ("Libellé à 5", "iso-8859-1", "cp1252"),
        ("Libellé à 5 €", "utf-16", "utf-16"),
        ("Libelle a 5 EUR", "utf-16-le", "utf-16-le"),
        ("Libelle a 5 EUR", "utf-16-be", "utf-16-be"),
        ("Œuvre d’art", "cp1252", "cp1252"),
    ],
)
def test_the_bytes_tell_their_encoding(text: str, encoding: str, detected: str) -> None:
    data = text.encode(encoding)
    assert detect_encoding(data) == detected
    assert decode(data, detected).lstrip("\ufeff") == text
    assert "".join(open_lines(data, detected)).lstrip("\ufeff") == text


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read_as_text(data: bytes) -> None:
    encoding = detect_encoding(data)
    assert decode(data, encoding) == "".join(open_lines(data, encoding))


def test_column_names_are_compared_in_one_spelling() -> None:
    assert column_name(" Montant de l'opération (€) ") == column_name("MONTANT_DE_L_OPERATION")


@pytest.mark.parametrize("delimiter", ";,\t|")
def test_the_header_is_found_below_a_preamble_whatever_the_separator(delimiter: str) -> None:
    text = "Compte n° 123; au 20/11, EUR\n\nDate;Libellé;Montant\n1;2;3\n".replace("Date;Libellé;Montant\n1;2;3", "{}")
    columns = read(text.format(f"Date{delimiter}Libellé{delimiter}Montant\n1{delimiter}2{delimiter}3"))
    assert (columns.cells, columns.lines) == ([["1"], ["2"], ["3"]], [4])


@settings(max_examples=60)
@given(
    st.lists(st.text("ab\"';\n\r é", max_size=6), min_size=1, max_size=12),
    st.integers(min_value=0, max_value=1100),
)
def test_rows_that_were_well_written_come_back_with_their_lines(labels: list[str], before: int) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    written = [["Date", "Libellé", "Montant"], *(["1", "x", "2"] for _ in range(before))]
    written += [["1", label.replace(";", ","), "2"] for label in labels]
    starts = []
    for row in written:
        starts.append(_next_line(out.getvalue()))
        writer.writerow(row)
    columns = read(out.getvalue())
    assert columns.cells[1] == [row[1] for row in written[1:]]
    assert columns.lines == starts[1:]
    assert not columns.rejected_lines


def test_a_row_of_several_lines_may_lie_across_two_batches() -> None:
    rows = ["1;x;2\n"] * 998 + ['1;"a\nb\nc";2\n'] + ["1;y;2\n"] * 3
    columns = read("Date;Libellé;Montant\n" + "".join(rows))
    assert columns.lines[997:] == [999, 1000, 1003, 1004, 1005]
    assert columns.cells[1][998] == "a\nb\nc"
    assert not columns.rejected_lines


def test_rows_that_do_not_fit_are_reported_by_line_and_blank_ones_skipped() -> None:
    columns = read("Date;Libellé;Montant;\n1;a;2;\n\n1;2\n1;b;2;;;\n;;;\n1;c;2;x;\n1;d;2")
    assert columns.cells[1] == ["a", "b", "d"]
    assert (columns.lines, columns.rejected_lines) == ([2, 5, 8], [4, 7])
    assert columns.is_truncated
