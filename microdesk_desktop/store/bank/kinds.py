"""The kinds of target: the table of each, and its columns as every target is read.

A new kind is a `TargetKind`, a table whose primary key refers to `target`, and one entry here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTable:
    """One kind's table; every other field is an SQL expression over it.

    `total` and `due` are cents with the sign of the transaction that settles them; `due` is `total` without what was
    settled before an import. `is_settled_by_money` is false for rows of the table that are never paid (quotes).
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

KINDS: Mapping[TargetKind, KindTable] = {
    TargetKind.INVOICE: KindTable(
        table="document",
        join=" LEFT JOIN client ON client.id = document.client_id",
        reference="document.number",
        party="client.name",
        party_id="document.client_id",
        on="document.issued_on",
        due_on="document.due_on",
        total=f"{_CREDIT_SIGN} * document.incl_tax_cents",
        due=f"{_CREDIT_SIGN} * (document.incl_tax_cents - document.paid_before_cents)",
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
# A constant is left out: it is never NULL, and coalesce would stop there.
TARGET_CATEGORY = (
    "coalesce("
    + ", ".join(f"nullif({each.category}, '')" for each in KINDS.values() if each.category != "''")
    + ", '')"
)
