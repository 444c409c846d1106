"""Expenses that came as files from suppliers."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.domain.documents.received import ReceivedRecord, ReceivedState
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import KEPT_IDS
from microdesk_desktop.store.records.receipts_expenses import load_expenses_where

_COLUMNS = "state, number, received_at, content"
TO_CONFIRM_IDS = f"SELECT id FROM received_invoice WHERE state = '{ReceivedState.TO_CONFIRM}'"
"""A query for the expenses that the user has not checked yet."""


def save_received(writer: Writer, expense_id: int, record: ReceivedRecord) -> None:
    """Keep what the file of an expense states, in place of a former record."""
    writer.run(
        f"INSERT OR REPLACE INTO received_invoice (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        (expense_id, record.state.value, record.number, record.received_at.isoformat(), record.content),
    )


def delete_received(writer: Writer, expense_id: int) -> None:
    """Let an expense be one like any other."""
    writer.run("DELETE FROM received_invoice WHERE id = ?", (expense_id,))


def load_received(reader: Reader, expense_id: int) -> ReceivedRecord | None:
    """What the file of an expense states; None for an expense that came otherwise, or whose supplier was erased."""
    sql = f"SELECT {_COLUMNS} FROM received_invoice WHERE id = ? AND id NOT IN ({KEPT_IDS})"
    found = reader.rows_as(ReceivedRecord, sql, (expense_id,))
    return found[0] if found else None


def load_received_of_number(reader: Reader, numbers: Sequence[str]) -> list[tuple[int, ReceivedRecord]]:
    """The received documents with one of these numbers, each with the id of its expense."""
    marks = ", ".join("?" * len(numbers))
    return reader.keyed_rows_as(
        ReceivedRecord,
        f"SELECT id, {_COLUMNS} FROM received_invoice WHERE number IN ({marks}) AND id NOT IN ({KEPT_IDS})",
        tuple(numbers),
    )


def load_received_states(reader: Reader) -> Mapping[int, ReceivedState]:
    """The state of each expense that came as a file."""
    return {id_: ReceivedState(state) for id_, state in reader.iterate("SELECT id, state FROM received_invoice")}


def load_ids_of_file(reader: Reader, digest: str) -> list[int]:
    """The expenses and receipts that have a file of this digest, the first one first."""
    rows = reader.iterate("SELECT DISTINCT target_id FROM voucher WHERE digest = ? ORDER BY target_id", (digest,))
    return [id_ for (id_,) in rows]


def load_like_expenses(reader: Reader, expense: Expense, since: date, until: date) -> list[tuple[int, Expense]]:
    """The expenses of this amount and currency between two days, or of this reference."""
    return load_expenses_where(
        reader,
        f"id NOT IN ({KEPT_IDS}) AND (amount_cents = ? AND currency = ? AND spent_on BETWEEN ? AND ?"
        " OR reference <> '' AND reference = ?)",
        (expense.amount_cents, expense.currency, since.isoformat(), until.isoformat(), expense.reference),
    )


def count_to_confirm(reader: Reader) -> int:
    """How many expenses the user has to check."""
    return int(reader.value(f"SELECT count(*) FROM ({TO_CONFIRM_IDS}) WHERE id NOT IN ({KEPT_IDS})"))


def load_to_confirm(reader: Reader, limit: int) -> list[tuple[int, Expense]]:
    """The expenses that the user has to check, the one received first before the others."""
    first = f"{TO_CONFIRM_IDS} AND id NOT IN ({KEPT_IDS}) ORDER BY received_at, id LIMIT ?"
    return load_expenses_where(reader, f"id IN ({first})", (limit,))
