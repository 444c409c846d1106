"""Payments of a target, with the transaction that explains each."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.attributions import Origin
from microdesk_desktop.store.database import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment; label, transaction and origin are None once the bank module is erased, or when none made it."""

    on: date
    amount_cents: int
    label: str | None
    transaction_id: int | None
    origin: Origin | None
    rule: str | None


def load_payments(reader: Reader, target_id: int) -> list[PaymentRow]:
    """The payments of one target, oldest first."""
    return reader.rows_as(
        PaymentRow,
        'SELECT paid_on AS "on", payment.amount_cents AS amount_cents, bank_transaction.label AS label,'
        " transaction_id, origin, rule.name AS rule FROM payment"
        " LEFT JOIN attribution ON payment_id = payment.id"
        " LEFT JOIN bank_transaction ON bank_transaction.id = transaction_id"
        " LEFT JOIN rule ON rule.id = rule_id"
        " WHERE target_id = ? ORDER BY paid_on, payment.id",
        (target_id,),
    )
