"""Receipts and expenses."""

from datetime import date

from microdesk_desktop.domain.ledger import Activity, Expense, Method, Receipt
from microdesk_desktop.domain.matching import TargetKind
from microdesk_desktop.store.database import Reader, Writer


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


def load_receipts(reader: Reader) -> list[tuple[int, Receipt]]:
    """Every receipt with its id, latest first."""
    rows = reader.iterate(
        "SELECT id, reference, received_on, client, label, amount_cents, method, activity FROM receipt"
        " ORDER BY received_on DESC, id DESC"
    )
    return [
        (
            id_,
            Receipt(
                on=date.fromisoformat(on),
                client=client,
                label=label,
                amount_cents=cents,
                method=Method(method),
                activity=Activity(activity) if activity else None,
                reference=reference,
            ),
        )
        for id_, reference, on, client, label, cents, method, activity in rows
    ]


def load_expenses(reader: Reader) -> list[tuple[int, Expense]]:
    """Every expense with its id, latest first."""
    rows = reader.iterate(
        "SELECT id, reference, spent_on, supplier, label, amount_cents, category FROM expense"
        " ORDER BY spent_on DESC, id DESC"
    )
    return [
        (
            id_,
            Expense(
                on=date.fromisoformat(on),
                supplier=supplier,
                label=label,
                amount_cents=cents,
                category=category,
                reference=reference,
            ),
        )
        for id_, reference, on, supplier, label, cents, category in rows
    ]


def delete_record(writer: Writer, kind: TargetKind, record_id: int) -> None:
    """Remove a receipt or expense that no payment settles."""
    table = {TargetKind.RECEIPT: "receipt", TargetKind.EXPENSE: "expense"}[kind]
    writer.run(f"DELETE FROM {table} WHERE id = ?", (record_id,))
