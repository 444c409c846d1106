"""The fields of a statement, and the columns that a mapping of the user gives them."""

from collections.abc import Iterable, Sequence

from microdesk_desktop.banks.statements.csv.columns import ColumnMapping, currency_in, missing_roles
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.domain.tables import ImportKind, TableMapping

STATEMENT_FIELDS = (
    "date", "label", "amount", "debit", "credit", "direction", "fee", "balance", "currency", "account", "id", "status",
)  # fmt: skip
"""What a column of a statement may hold. Only several `label` columns are joined; every other field has one column.

`amount` is signed, or has its sign from `direction`; `debit` and `credit` are two columns of which each row fills one.
`fee` is charged beside the amount and becomes a transaction of its own. `balance` is the balance after the row.
"""


def missing_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """Which of date, label and amount a statement with these fields lacks; debit and credit stand for an amount."""
    present = frozenset(fields)
    return missing_roles(present, has_label="label" in present)


def column_mapping(mapping: TableMapping, names: Sequence[str]) -> ColumnMapping:
    """The user's mapping of a table whose header has these names, in the spelling of `column_name`.

    Columns that the table does not have are left out.
    """
    fields = {place: field for place, field in mapping.fields.items() if 0 <= place < len(names)}
    roles = {field: place for place, field in sorted(fields.items(), reverse=True) if field != "label"}
    money = roles.get("amount", roles.get("debit", roles.get("credit")))
    return ColumnMapping(
        preset=None,
        roles=roles,
        label=tuple(sorted(place for place, field in fields.items() if field == "label")),
        spare=(),
        currency=mapping.fixed.get("currency") or currency_in("" if money is None else names[money]),
        sign=mapping.sign,
        decimal=mapping.decimal,
        date_order=mapping.date_order,
        is_chosen=True,
    )


def table_mapping(mapping: ColumnMapping, header_line: int) -> TableMapping:
    """The columns that the reader uses, as a mapping to show and to change."""
    fields = {place: role for role, place in mapping.roles.items() if role in STATEMENT_FIELDS}
    return TableMapping(
        kind=ImportKind.STATEMENT,
        fields=dict(sorted({**dict.fromkeys(mapping.label, "label"), **fields}.items())),
        header_line=header_line,
        sign=mapping.sign,
        decimal=mapping.decimal,
        date_order=mapping.date_order,
    )


def row_cells(table: Table, row: int) -> dict[str, str]:
    """The texts of a row by field."""
    return {field: " ".join(table.cells[place][row] for place in places) for field, places in _places(table)}


def line_cells(table: Table, cells: Sequence[str]) -> dict[str, str]:
    """The texts of a line by field, as far as it has the columns."""
    return {field: " ".join(cells[place] for place in places if place < len(cells)) for field, places in _places(table)}


def _places(table: Table) -> list[tuple[str, tuple[int, ...]]]:
    roles = ((role, (place,)) for role, place in table.mapping.roles.items() if role in STATEMENT_FIELDS)
    return [*roles, ("label", table.mapping.label)]
