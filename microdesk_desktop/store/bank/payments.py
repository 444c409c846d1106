"""Payments of a target, with the transaction that explains each."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.attributions import Origin
from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment; label, transaction and origin are None once the bank module is erased, or when none made it.

    `receipt_id` and `method` are of a receipt that names the document, which has no `id`; both are None for others.
    """

    on: date
    amount_cents: int
    label: str | None
    transaction_id: int | None
    origin: Origin | None
    rule: str | None
    id: int | None = None
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
    sql = _select_payments("target_id = ?1", "document.id = ?1")
    return [payment for _, payment in reader.keyed_rows_as(PaymentRow, sql, (target_id,))]


def load_client_payments(reader: Reader, client_id: int) -> list[tuple[int, PaymentRow]]:
    """The payments of the client's documents, each with the id of its document, oldest first."""
    of_client = "target_id IN (SELECT id FROM document WHERE client_id = ?1)"
    return reader.keyed_rows_as(PaymentRow, _select_payments(of_client, "document.client_id = ?1"), (client_id,))


def load_document_payments(reader: Reader) -> list[tuple[int, PaymentRow]]:
    """The payments of all documents without the receipts that name them, each with its document's id, oldest first."""
    sql = f"{_PAYMENTS} WHERE target_id IN (SELECT id FROM document) ORDER BY paid_on, payment.id"
    return reader.keyed_rows_as(PaymentRow, sql)


_PAYMENTS = (
    'SELECT target_id, payment.id AS id, paid_on AS "on", payment.amount_cents AS amount_cents,'
    " bank_transaction.label AS label, transaction_id, origin, rule.name AS rule, NULL AS receipt_id, NULL AS method"
    " FROM payment LEFT JOIN attribution ON payment_id = payment.id"
    " LEFT JOIN bank_transaction ON bank_transaction.id = transaction_id"
    " LEFT JOIN rule ON rule.id = rule_id"
)


def _select_payments(of_target: str, of_document: str) -> str:
    """The query of the payments that the first condition keeps, with the receipts of documents that the second does."""
    return (
        f"{_PAYMENTS} WHERE {of_target}"
        " UNION ALL SELECT document.id, NULL, received_on, amount_cents, NULL, NULL, NULL, NULL, receipt.id, method"
        " FROM receipt JOIN document ON document.number = receipt.invoice"
        f" WHERE receipt.invoice <> '' AND {of_document} AND document.currency = 'EUR'"
        ' ORDER BY "on", receipt_id, id'
    )


def load_payments_by_target(reader: Reader) -> list[tuple[int, date, int]]:
    """The target, the day and the signed cents of every payment that a transaction made or once made."""
    return [
        (target_id, date.fromisoformat(on), cents)
        for target_id, on, cents in reader.iterate("SELECT target_id, paid_on, amount_cents FROM payment ORDER BY id")
    ]
