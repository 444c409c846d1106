"""The VAT that came in with what clients paid."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader


class CollectedVat(NamedTuple):
    """The cents of VAT that came in on a day with sales of one activity, None where it is not known."""

    on: date
    activity: Activity | None
    is_deposit: bool
    cents: int


def load_collected_vat(reader: Reader, span: Span) -> Sequence[CollectedVat]:
    """The VAT in the receipts of these days in euros, added up by day, activity and whether it is of deposits."""
    rows = reader.iterate(
        'SELECT "on", activity, document_id IN (SELECT id FROM document WHERE type = ?) AS is_deposit, sum(tax_cents)'
        ' FROM receipt_part WHERE "on" BETWEEN ? AND ? AND currency = ? AND tax_cents <> 0 GROUP BY 1, 2, 3',
        (DocumentType.DEPOSIT, span.since.isoformat(), span.until.isoformat(), EUR),
    )
    return [
        CollectedVat(date.fromisoformat(on), Activity(activity) if activity else None, bool(is_deposit), cents)
        for on, activity, is_deposit, cents in rows
    ]
