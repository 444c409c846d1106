"""A list as a table for spreadsheet programs: amounts as numbers, days as days, all columns."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from microdesk_desktop.base.files.sheets.cells import Cell, Sheet, SheetHead
from microdesk_desktop.domain.money import Money, format_decimal
from microdesk_desktop.views.exports.content import AnyContent, ReadVault, Value
from microdesk_desktop.views.exports.words import head_text


def sheet_of(content: AnyContent, read: ReadVault) -> Sheet:
    """The table of a list; its rows are read while it is written."""
    head = SheetHead(
        name=content.title,
        title=head_text(content),
        columns=[column.header for column in content.columns],
        widths=[max(column.width, len(column.header)) for column in content.columns],
    )
    return Sheet(head=head, total=content.total, chunks=_chunks(content, read))


def _chunks(content: AnyContent, read: ReadVault) -> Iterator[Sequence[Sequence[Cell]]]:
    values = [column.value for column in content.columns]
    for chunk in content.chunks(read):
        yield [[_cell(value(row)) for value in values] for row in chunk]


def _cell(value: Value) -> Cell:
    return Decimal(format_decimal(value.cents)) if isinstance(value, Money) else value
