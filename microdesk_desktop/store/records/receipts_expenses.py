"""Receipts and expenses."""

from datetime import date

from microdesk_desktop.domain.records.receipts_expenses import Activity, Expense, Method, Receipt
from microdesk_desktop.domain.settle.matching import TargetKind
from microdesk_desktop.store.database import Reader, Writer

_RECEIPT = "reference, received_on, client, label, amount_cents, method, activity"
_EXPENSE = "reference, spent_on, supplier, label, amount_cents, category"


def save_receipt(writer: Writer, receipt: Receipt, receipt_id: int | None = None) -> int:
    """Add the receipt, or correct the one of this id; returns its id. An empty reference is given the next one."""
    values = (
        receipt.reference or next_reference(writer, "receipt", "R", receipt.on.year),
        receipt.on.isoformat(),
        receipt.client,
        receipt.label,
        receipt.amount_cents,
        receipt.method.value,
        receipt.activity.value if receipt.activity else None,
    )
    if receipt_id is None:
        return writer.run(
            "INSERT INTO receipt (reference, received_on, client, label, amount_cents, method, activity)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    writer.run(
        "UPDATE receipt SET reference = ?, received_on = ?, client = ?, label = ?, amount_cents = ?, method = ?,"
        " activity = ? WHERE id = ?",
        (*values, receipt_id),
    )
    return receipt_id


def save_expense(writer: Writer, expense: Expense, expense_id: int | None = None) -> int:
    """Add the expense, or correct the one of this id; returns its id. An empty reference is given the next one."""
    values = (
        expense.reference or next_reference(writer, "expense", "D", expense.on.year),
        expense.on.isoformat(),
        expense.supplier,
        expense.label,
        expense.amount_cents,
        expense.category,
    )
    if expense_id is None:
        return writer.run(
            "INSERT INTO expense (reference, spent_on, supplier, label, amount_cents, category)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
    writer.run(
        "UPDATE expense SET reference = ?, spent_on = ?, supplier = ?, label = ?, amount_cents = ?, category = ?"
        " WHERE id = ?",
        (*values, expense_id),
    )
    return expense_id


def next_reference(reader: Reader, table: str, letter: str, year: int) -> str:
    """The next free reference of a year, such as D-2026-0007."""
    prefix = f"{letter}-{year}-"
    last = reader.value(
        f"SELECT max(CAST(substr(reference, {len(prefix) + 1}) AS INTEGER)) FROM {table} WHERE reference GLOB ?",
        (prefix + "[0-9]*",),
    )
    return f"{prefix}{(last or 0) + 1:04}"


def record_kind(record: Receipt | Expense) -> TargetKind:
    """The kind of target that the record is."""
    return TargetKind.RECEIPT if isinstance(record, Receipt) else TargetKind.EXPENSE


def save_record(writer: Writer, record: Receipt | Expense, record_id: int | None = None) -> int:
    """Add the record, or correct the one of this id; returns its id."""
    if isinstance(record, Receipt):
        return save_receipt(writer, record, record_id)
    return save_expense(writer, record, record_id)


def load_record(reader: Reader, kind: TargetKind, record_id: int) -> Receipt | Expense | None:
    """One receipt or expense, None when there is none of this id."""
    if kind is TargetKind.RECEIPT:
        row = reader.one(f"SELECT {_RECEIPT} FROM receipt WHERE id = ?", (record_id,))
        return _receipt(*row) if row else None
    row = reader.one(f"SELECT {_EXPENSE} FROM expense WHERE id = ?", (record_id,))
    return _expense(*row) if row else None


def load_receipts(reader: Reader) -> list[tuple[int, Receipt]]:
    """Every receipt with its id, latest first."""
    rows = reader.iterate(f"SELECT id, {_RECEIPT} FROM receipt ORDER BY received_on DESC, id DESC")
    return [(id_, _receipt(*values)) for id_, *values in rows]


def load_expenses(reader: Reader) -> list[tuple[int, Expense]]:
    """Every expense with its id, latest first."""
    rows = reader.iterate(f"SELECT id, {_EXPENSE} FROM expense ORDER BY spent_on DESC, id DESC")
    return [(id_, _expense(*values)) for id_, *values in rows]


def _receipt(
    reference: str, on: str, client: str, label: str, cents: int, method: str, activity: str | None
) -> Receipt:
    return Receipt(
        on=date.fromisoformat(on),
        client=client,
        label=label,
        amount_cents=cents,
        method=Method(method),
        activity=Activity(activity) if activity else None,
        reference=reference,
    )


def _expense(reference: str, on: str, supplier: str, label: str, cents: int, category: str) -> Expense:
    return Expense(
        on=date.fromisoformat(on),
        supplier=supplier,
        label=label,
        amount_cents=cents,
        category=category,
        reference=reference,
    )


def delete_record(writer: Writer, kind: TargetKind, record_id: int) -> None:
    """Remove a receipt or expense that no payment settles."""
    table = {TargetKind.RECEIPT: "receipt", TargetKind.EXPENSE: "expense"}[kind]
    writer.run(f"DELETE FROM {table} WHERE id = ?", (record_id,))
