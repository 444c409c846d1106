"""The documents that should have been paid, counted and listed without reading the others."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.database import Reader

_INVOICE = KINDS[TargetKind.INVOICE]
_REMAINING = (
    f"({_INVOICE.due}) - coalesce((SELECT sum(amount_cents) FROM payment WHERE target_id = {_INVOICE.table}.id), 0)"
)
# The day first: it rules out most documents before their payments are added up.
_LATE = f"{_INVOICE.due_on} < ? AND {_INVOICE.is_settled_by_money} AND {_REMAINING} > 0 AND NOT {_INVOICE.is_hidden}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDocument:
    """A document whose due date has passed, with what is left to collect in cents of its currency."""

    id: int
    number: str
    type: DocumentType
    client: str
    due_on: date
    remaining_cents: int
    currency: str


def count_late(reader: Reader, today: date) -> int:
    """How many documents were due before today and are not paid in full."""
    return int(reader.value(f"SELECT count(*) FROM {_INVOICE.table} WHERE {_LATE}", (today.isoformat(),)))


def load_late(reader: Reader, today: date, limit: int) -> list[LateDocument]:
    """The documents that are late, the latest due date last."""
    return reader.rows_as(
        LateDocument,
        f"SELECT {_INVOICE.table}.id AS id, {_INVOICE.reference} AS number, {_INVOICE.document_type} AS type,"
        f" {_INVOICE.party} AS client, {_INVOICE.due_on} AS due_on, {_REMAINING} AS remaining_cents,"
        f" {_INVOICE.currency} AS currency FROM {_INVOICE.table}{_INVOICE.join} WHERE {_LATE}"
        f" ORDER BY {_INVOICE.due_on}, {_INVOICE.table}.id LIMIT ?",
        (today.isoformat(), limit),
    )
