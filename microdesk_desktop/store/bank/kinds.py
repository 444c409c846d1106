"""The kinds of target: the table of each, and its columns as every target is read.

A new kind is a `TargetKind`, a table whose primary key refers to `target`, and one entry here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTable:
    """One kind's table; every other field is an SQL expression over it.

    `total` and `due` are cents with the sign of the transaction that settles them; `due` is `total` without what is
    settled otherwise than by payments. `is_settled_by_money` is false for rows that are never paid (quotes).
    """

    table: str
    reference: str
    party: str
    on: str
    total: str
    due: str
    join: str = ""
    party_id: str = "NULL"
    label: str = "''"
    category: str = "''"
    due_on: str = "NULL"
    currency: str = "'EUR'"
    document_type: str = "NULL"
    is_settled_by_money: str = "1"


_CREDIT_SIGN = f"CASE document.type WHEN '{DocumentType.CREDIT_NOTE}' THEN -1 ELSE 1 END"
# What an import reports as settled, and the receipts that name the document; a client may have paid too much.
DOCUMENT_SETTLED = (
    f"{_CREDIT_SIGN} * document.paid_before_cents + CASE document.currency WHEN 'EUR' THEN coalesce("
    "(SELECT sum(receipt.amount_cents) FROM receipt WHERE receipt.invoice <> '' AND receipt.invoice = document.number)"
    ", 0) ELSE 0 END"
)
_DOCUMENT_TOTAL = f"{_CREDIT_SIGN} * document.incl_tax_cents"
_DOCUMENT_DUE = (
    f"CASE WHEN document.status = '{DocumentStatus.CANCELLED}' THEN 0"
    f" WHEN document.type = '{DocumentType.CREDIT_NOTE}' THEN min(0, {_DOCUMENT_TOTAL} - ({DOCUMENT_SETTLED}))"
    f" ELSE max(0, {_DOCUMENT_TOTAL} - ({DOCUMENT_SETTLED})) END"
)

KINDS: Mapping[TargetKind, KindTable] = {
    TargetKind.INVOICE: KindTable(
        table="document",
        join=" LEFT JOIN client ON client.id = document.client_id",
        reference="document.number",
        party="client.name",
        party_id="document.client_id",
        on="document.issued_on",
        due_on="document.due_on",
        total=_DOCUMENT_TOTAL,
        due=_DOCUMENT_DUE,
        label="document.subject",
        currency="document.currency",
        document_type="document.type",
        is_settled_by_money=f"document.type <> '{DocumentType.QUOTE}'",
    ),
    TargetKind.EXPENSE: KindTable(
        table="expense",
        reference="expense.reference",
        party="expense.supplier",
        label="expense.label",
        category="expense.category",
        on="expense.spent_on",
        total="-expense.amount_cents",
        due="-expense.amount_cents",
    ),
    TargetKind.RECEIPT: KindTable(
        table="receipt",
        reference="receipt.reference",
        party="receipt.client",
        label="receipt.label",
        on="receipt.received_on",
        total="receipt.amount_cents",
        due="receipt.amount_cents",
    ),
}


def _first(column: str) -> str:
    return f"coalesce({', '.join(getattr(each, column) for each in KINDS.values())})"


# For a query on a table with a `target_id`: the tables of every kind, of which one has the row.
TARGET_JOINS = " JOIN target ON target.id = target_id" + "".join(
    f" LEFT JOIN {each.table} ON {each.table}.id = target.id{each.join}" for each in KINDS.values()
)
TARGET_REFERENCE = _first("reference")
TARGET_PARTY = _first("party")
TARGET_PARTY_ID = _first("party_id")
TARGET_CATEGORY = "coalesce(" + ", ".join(f"nullif({each.category}, '')" for each in KINDS.values()) + ", '')"
