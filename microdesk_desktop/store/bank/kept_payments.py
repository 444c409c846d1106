"""Payments that no transaction explains, and their links to transactions."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.domain.records.kept_payments import MOVED, KeptPayment
from microdesk_desktop.domain.settle.attributions import Origin, Status
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.store.bank.attributions import mark_stale
from microdesk_desktop.store.bank.kinds import TARGET_JOINS, TARGET_PARTY, TARGET_REFERENCE
from microdesk_desktop.store.bank.transactions import TRANSACTION_COLUMNS
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.reasons import dump_reasons


def load_kept_payments(reader: Reader, first: date, last: date) -> list[KeptPayment]:
    """The payments that transactions of these days may have made, in the order in which they were recorded."""
    return reader.rows_as(
        KeptPayment,
        f'SELECT payment.id AS id, target_id, target.kind AS kind, paid_on AS "on",'
        f" payment.amount_cents AS amount_cents, payment.method AS method,"
        f" {TARGET_REFERENCE} AS reference, {TARGET_PARTY} AS party"
        f" FROM payment{TARGET_JOINS} WHERE paid_on BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM attribution WHERE payment_id = payment.id) ORDER BY payment.id",
        ((first - MOVED).isoformat(), (last + MOVED).isoformat()),
    )


def link_payment(
    writer: Writer, payment_id: int, transaction_id: int, origin: Origin, reasons: Sequence[Reason]
) -> None:
    """Let a transaction explain a payment that none does."""
    writer.run(
        "INSERT INTO attribution (payment_id, transaction_id, origin, reasons) VALUES (?, ?, ?, ?)",
        (payment_id, transaction_id, origin.value, dump_reasons(tuple(reasons))),
    )


def load_new_transactions(reader: Reader) -> list[Transaction]:
    """The transactions that came since the last run, and those marked as changed, that nobody decided."""
    return reader.rows_as(
        Transaction,
        f"SELECT {TRANSACTION_COLUMNS} FROM bank_transaction WHERE status IN ('todo', 'suggested') AND is_decided = 0"
        " AND (id > coalesce((SELECT last_transaction_id FROM attribution_run), 0)"
        " OR id IN (SELECT transaction_id FROM attribution_stale)) ORDER BY id",
    )


def find_kept_payment(
    reader: Reader, target_id: int, amount_cents: int, on: date
) -> tuple[int, int, str, int, str] | None:
    """The row of the nearest payment of this target and amount that no transaction explains; None without any."""
    row = reader.one(
        "SELECT id, target_id, paid_on, amount_cents, method FROM payment WHERE target_id = ?1 AND amount_cents = ?2"
        " AND paid_on BETWEEN ?3 AND ?4 AND NOT EXISTS (SELECT 1 FROM attribution WHERE payment_id = payment.id)"
        " ORDER BY abs(julianday(paid_on) - julianday(?5)), id LIMIT 1",
        (target_id, amount_cents, (on - MOVED).isoformat(), (on + MOVED).isoformat(), on.isoformat()),
    )
    return None if row is None else (row[0], row[1], row[2], row[3], row[4])


def restore_payment(writer: Writer, row: tuple[int, int, str, int, str]) -> None:
    """Bring a payment back, under its id, as `find_kept_payment` gave it."""
    writer.run("INSERT INTO payment (id, target_id, paid_on, amount_cents, method) VALUES (?, ?, ?, ?, ?)", row)


def set_explained(writer: Writer, transaction_id: int, status: Status) -> None:
    """Note that payments of the books settle a transaction, or may: the engine leaves it alone."""
    mark_stale(writer, [transaction_id])
    writer.run(
        "UPDATE bank_transaction SET status = ?, is_decided = 1, reasons = NULL WHERE id = ?",
        (status.value, transaction_id),
    )
