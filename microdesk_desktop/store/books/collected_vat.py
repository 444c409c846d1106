"""The VAT that came in with what clients paid."""

from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.store.database import Reader


def load_collected_vat(reader: Reader, span: Span) -> int:
    """The cents of VAT in the receipts of these days in euros."""
    collected = reader.value(
        'SELECT sum(tax_cents) FROM receipt_part WHERE "on" BETWEEN ? AND ? AND currency = ?',
        (span.since.isoformat(), span.until.isoformat(), EUR),
    )
    return collected or 0
