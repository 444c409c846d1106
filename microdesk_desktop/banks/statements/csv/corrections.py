"""Put what the user wrote in place of cells before they are read."""

from collections.abc import Mapping
from dataclasses import replace

from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.domain.imports.types import Corrections


def correct(table: Table, corrections: Corrections) -> Table:
    """The table with the corrected cells.

    A line that was rejected because it lacks the header's columns becomes a row of what the user wrote. Fields that
    the mapping does not have are left aside.
    """
    if not corrections:
        return table
    lines = [*table.lines, *(line for line in table.rejected if line in corrections)]
    order = sorted(range(len(lines)), key=lines.__getitem__)
    places = {lines[at]: row for row, at in enumerate(order)}
    cells: dict[int, list[str]] = {}
    for position, column in table.cells.items():
        longer = [*column, *("" for _ in range(len(lines) - len(column)))]
        cells[position] = [longer[at] for at in order]
    for line, texts in corrections.items():
        if line in places:
            _write(cells, places[line], table, texts)
    rejected = {line: code for line, code in table.rejected.items() if line not in corrections}
    return replace(table, cells=cells, lines=[lines[at] for at in order], rejected=rejected)


def _write(cells: Mapping[int, list[str]], row: int, table: Table, texts: Mapping[str, str]) -> None:
    for field, text in texts.items():
        if field == "label" and table.mapping.label:
            first, *others = table.mapping.label
            cells[first][row] = text
            for place in others:
                cells[place][row] = ""
        elif field in table.mapping.roles:
            cells[table.mapping.roles[field]][row] = text
