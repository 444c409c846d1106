"""Receipts and expenses."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.bank.targets import add_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.expense_vat import dump_vat

Record = TypeVar("Record", Receipt, Expense)

# field of the dataclass → column
_COLUMNS: Mapping[type[Receipt] | type[Expense], Mapping[str, str]] = {
    Receipt: {
        "reference": "reference",
        "on": "received_on",
        "client": "client",
        "label": "label",
        "amount_cents": "amount_cents",
        "method": "method",
        "activity": "activity",
        "invoice": "invoice",
    },
    Expense: {
        "reference": "reference",
        "on": "spent_on",
        "supplier": "supplier",
        "label": "label",
        "amount_cents": "amount_cents",
        "category": "category",
        "currency": "currency",
        "method": "method",
        "vat": "vat",
    },
}
# « dépense » starts with a D
_LETTERS: Mapping[type[Receipt] | type[Expense], str] = {Receipt: "R", Expense: "D"}

_MOST_DIGITS = 9
"""Of the number in a reference that counts for the next one; a longer one is no number of this program's."""


def save_record(writer: Writer, record: Receipt | Expense, record_id: int | None = None) -> int:
    """Insert the record, or replace the one of this id; returns its id.

    An id that is no longer there is used again. An empty reference becomes the next free one.
    """
    table, columns = KINDS[record.kind].table, _COLUMNS[type(record)]
    values = [_value(writer, record, field) for field in columns]
    names = ", ".join(columns.values())
    marks = ", ".join("?" * len(columns))
    if record_id is not None and writer.value("SELECT id FROM target WHERE id = ?", (record_id,)):
        writer.run(f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = ?", (*values, record_id))
        return record_id
    record_id = add_target(writer, record.kind, record_id)
    writer.run(f"INSERT INTO {table} ({names}, id) VALUES ({marks}, ?)", (*values, record_id))
    return record_id


def load_receipts_naming(reader: Reader, number: str) -> list[int]:
    """The ids of the receipts that name the document of this number."""
    return [id_ for (id_,) in reader.iterate("SELECT id FROM receipt WHERE invoice = ? AND invoice <> ''", (number,))]


def rename_invoice(writer: Writer, receipt_ids: Sequence[int], former: str, number: str) -> None:
    """Let those of these receipts that name a document follow its new number."""
    writer.run_many(
        "UPDATE receipt SET invoice = ? WHERE id = ? AND invoice = ?", [(number, id_, former) for id_ in receipt_ids]
    )


def load_record(reader: Reader, kind: TargetKind, record_id: int) -> Receipt | Expense | None:
    """One receipt or expense, None when there is none of this id."""
    cls = Receipt if kind is TargetKind.RECEIPT else Expense
    found: Sequence[Receipt | Expense] = reader.rows_as(cls, f"{_select(cls)} WHERE id = ?", (record_id,))
    return found[0] if found else None


def load_records(reader: Reader, cls: type[Record]) -> list[tuple[int, Record]]:
    """Every receipt, or every expense, with its id, latest first."""
    return reader.keyed_rows_as(cls, f"{_select(cls, 'id, ')} ORDER BY {_COLUMNS[cls]['on']} DESC, id DESC")


def load_expenses_where(reader: Reader, condition: str, params: Sequence[object]) -> list[tuple[int, Expense]]:
    """The expenses that fulfil an SQL condition on their table, in the order of their ids."""
    return reader.keyed_rows_as(Expense, f"{_select(Expense, 'id, ')} WHERE {condition} ORDER BY id", tuple(params))


def load_unpaid_foreign_expenses(reader: Reader) -> list[tuple[int, Expense]]:
    """The expenses in another currency than euros of which nothing is paid, each with its id."""
    return load_expenses_where(reader, f"currency <> '{EUR}' AND id NOT IN (SELECT target_id FROM payment)", ())


def _select(cls: type[Receipt] | type[Expense], key: str = "") -> str:
    columns = ", ".join(f'{column} AS "{field}"' for field, column in _COLUMNS[cls].items())
    return f"SELECT {key}{columns} FROM {KINDS[cls.kind].table}"


def _value(reader: Reader, record: Receipt | Expense, field: str) -> object:
    value = getattr(record, field)
    if field == "reference":
        return value or _next_reference(reader, record)
    if field == "vat":
        return dump_vat(value)
    return value.isoformat() if field == "on" else value


def _next_reference(reader: Reader, record: Receipt | Expense) -> str:
    """The next free reference of the record's year, such as D-2026-0007."""
    prefix = f"{_LETTERS[type(record)]}-{record.on.year}-"
    digits = len(prefix) + 1
    highest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT reference FROM {KINDS[record.kind].table} WHERE length(reference) = {length}"
        f" AND reference BETWEEN '{prefix}0' AND '{prefix}:' AND NOT substr(reference, {digits}) GLOB '*[^0-9]*'"
        " ORDER BY reference DESC LIMIT 1)"
        for length in range(digits, digits + _MOST_DIGITS)
    )
    found = [int(reference.removeprefix(prefix)) for (reference,) in reader.iterate(highest)]
    return f"{prefix}{max(found, default=0) + 1:04}"
