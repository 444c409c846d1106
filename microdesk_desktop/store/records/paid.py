"""What was paid of documents and not taken back since."""

from microdesk_desktop.store.bank.kinds import CREDIT_SIGN
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.turnover import PAID_AT_ISSUE

_PAID_CENTS = (
    "coalesce((SELECT sum(amount_cents) FROM payment WHERE target_id = document.id), 0)"
    " + CASE document.currency WHEN 'EUR' THEN coalesce((SELECT sum(receipt.amount_cents) FROM receipt"
    " WHERE receipt.invoice <> '' AND receipt.invoice = document.number), 0) ELSE 0 END"
    f" + CASE WHEN ({PAID_AT_ISSUE}) OR NOT EXISTS (SELECT 1 FROM issued_document WHERE document_id = document.id)"
    f" THEN {CREDIT_SIGN} * document.paid_before_cents ELSE 0 END"
)
_PAID = f"SELECT document.id AS id, {_PAID_CENTS} AS paid FROM document"


def sum_paid(reader: Reader, document_id: int) -> int:
    """What was paid of a document and not taken back, in cents signed as on the account; 0 where there is none.

    Payments, receipts that name it, what another tool reported as paid, and what was paid on the day of its issue; not
    what deposits, credit notes or write-offs settled.
    """
    cents: int | None = reader.value(f"SELECT paid FROM ({_PAID}) WHERE id = ?", (document_id,))
    return cents or 0


def load_paid(reader: Reader) -> dict[int, int]:
    """The documents of which something was paid and not taken back, by id, in cents signed as on the account."""
    return dict(reader.all(f"SELECT id, paid FROM ({_PAID}) WHERE paid <> 0"))
