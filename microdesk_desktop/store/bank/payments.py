"""Payments of a target, with the transaction that explains each."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.attributions import Origin
from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment; label, transaction and origin are None once the bank module is erased, or when none made it.

    `receipt_id` and `method` are of a receipt that names the document; both are None for other payments.
    """

    on: date
    amount_cents: int
    label: str | None
    transaction_id: int | None
    origin: Origin | None
    rule: str | None
    receipt_id: int | None = None
    method: Method | None = None


def sum_payments(reader: Reader, target_id: int) -> int | None:
    """What the payments of a target add up to, in cents signed as on the account; None when it has none."""
    total: int | None = reader.value("SELECT sum(amount_cents) FROM payment WHERE target_id = ?", (target_id,))
    return total


def add_payment(writer: Writer, target_id: int, on: date, amount_cents: int) -> int:
    """Add a payment that no transaction explains; returns its id."""
    return writer.run(
        "INSERT INTO payment (target_id, paid_on, amount_cents) VALUES (?, ?, ?)",
        (target_id, on.isoformat(), amount_cents),
    )


def delete_payment(writer: Writer, payment_id: int) -> None:
    """Delete a payment, with its attribution if it has one."""
    writer.run("DELETE FROM payment WHERE id = ?", (payment_id,))


def load_payments(reader: Reader, target_id: int) -> list[PaymentRow]:
    """The payments of one target, oldest first; of a document, with the receipts that name it."""
    return reader.rows_as(
        PaymentRow,
        'SELECT paid_on AS "on", payment.amount_cents AS amount_cents, bank_transaction.label AS label,'
        " transaction_id, origin, rule.name AS rule, NULL AS receipt_id, NULL AS method FROM payment"
        " LEFT JOIN attribution ON payment_id = payment.id"
        " LEFT JOIN bank_transaction ON bank_transaction.id = transaction_id"
        " LEFT JOIN rule ON rule.id = rule_id WHERE target_id = ?1"
        " UNION ALL SELECT received_on, amount_cents, NULL, NULL, NULL, NULL, receipt.id, method"
        " FROM receipt JOIN document ON document.number = receipt.invoice"
        " WHERE receipt.invoice <> '' AND document.id = ?1 AND document.currency = 'EUR'"
        ' ORDER BY "on", receipt_id',
        (target_id,),
    )


def load_payments_by_target(reader: Reader) -> list[tuple[int, date, int]]:
    """The target, the day and the signed cents of every payment that a transaction made or once made."""
    return [
        (target_id, date.fromisoformat(on), cents)
        for target_id, on, cents in reader.iterate("SELECT target_id, paid_on, amount_cents FROM payment ORDER BY id")
    ]
