"""Rows that were copied from a spreadsheet or a text, as lines of a draft."""

from collections.abc import Sequence

from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.units import unit_of
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.views.documents.editor.lines import LineTexts, with_texts
from microdesk_desktop.views.documents.editor.numbers import Unread, read_amount


def read_pasted(text: str) -> Sequence[LineTexts]:
    """One line for each row that is not empty: its first text is the label, a word for a unit the unit.

    Of its numbers one is the price, two are the quantity and the price; what follows is a total that the program
    computes itself. Cells are separated by tabs, as spreadsheets copy them.
    """
    rows = ([one_line(cell) for cell in row.split("\t")] for row in text.splitlines())
    return [_line(row) for row in rows if any(row)]


def _line(cells: Sequence[str]) -> LineTexts:
    numbers = [cell for cell in cells if _is_number(cell)]
    words = [cell for cell in cells if cell and not _is_number(cell)]
    label = words[0] if words else ""
    unit = next((word for word in words[1:] if unit_of(word)), "")
    texts: dict[str, object] = {"label": label, "unit": unit}
    if len(numbers) == 1:
        texts["unit_price"] = numbers[0]
    elif numbers:
        texts["quantity"], texts["unit_price"] = numbers[:2]
    return with_texts(LineTexts(), **texts)


def _is_number(cell: str) -> bool:
    """Whether a cell holds a number, clear or not: the field of one with two readings asks."""
    try:
        read_amount(cell, Decimals.PRICE)
    except Unread:
        return bool(cell) and not any(char.isalpha() for char in cell.removesuffix("EUR"))
    return True
