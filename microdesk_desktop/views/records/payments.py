"""What settles one document, receipt or expense: each payment, and the transaction that explains it."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.matching import Origin, TargetKind
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


def load_payments(reader: Reader, kind: TargetKind, target_id: int) -> list[PaymentRow]:
    """The payments of one target, oldest first."""
    rows = reader.iterate(
        "SELECT paid_on, payment.amount_cents, bank_transaction.label, transaction_id, origin, rule.name FROM payment"
        " LEFT JOIN attribution ON payment_id = payment.id"
        " LEFT JOIN bank_transaction ON bank_transaction.id = transaction_id"
        " LEFT JOIN rule ON rule.id = rule_id"
        " WHERE payment.kind = ? AND target_id = ? ORDER BY paid_on, payment.id",
        (kind.value, target_id),
    )
    return [
        PaymentRow(
            on=date.fromisoformat(on),
            amount_cents=cents,
            label=label,
            transaction_id=transaction_id,
            origin=Origin(origin) if origin else None,
            rule=rule,
        )
        for on, cents, label, transaction_id, origin, rule in rows
    ]


def load_categories(reader: Reader) -> list[str]:
    """The categories of expense already in use, the most used first."""
    rows = reader.iterate(
        "SELECT category FROM expense WHERE category <> '' GROUP BY category ORDER BY count(*) DESC, category"
    )
    return [category for (category,) in rows]
