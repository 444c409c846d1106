"""Payments that no transaction explains, and their links to transactions."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.domain.records.kept_payments import MOVED, KeptPayment
from microdesk_desktop.domain.settle.attributions import Origin
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.store.bank.attributions import delete_suggestions, mark_stale
from microdesk_desktop.store.bank.kinds import TARGET_JOINS, TARGET_PARTY, TARGET_REFERENCE
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


def set_explained(writer: Writer, transaction_id: int) -> None:
    """Note that a transaction is settled by payments of the books, as decided."""
    delete_suggestions(writer, [transaction_id])
    mark_stale(writer, [transaction_id])
    writer.run(
        "UPDATE bank_transaction SET status = 'attributed', is_decided = 1, reasons = NULL WHERE id = ?",
        (transaction_id,),
    )
