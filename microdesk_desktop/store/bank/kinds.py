"""The kinds of target: the table of each, and its columns as every target is read.

A new kind is a `TargetKind`, a table whose primary key refers to `target`, and one entry here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS, KEPT_IDS


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTable:
    """One kind's table; every other field is an SQL expression over it.

    `total` and `due` are cents with the sign of the transaction that settles them; `due` is `total` without what is
    settled otherwise than by payments. `is_settled_by_money` is false for rows that are never paid (quotes),
    `is_hidden` true for what is kept of an erased client, to which nothing is to be proposed.
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
    is_hidden: str = "0"


CREDIT_SIGN = f"CASE document.type WHEN '{DocumentType.CREDIT_NOTE}' THEN -1 ELSE 1 END"
# What an import reports as settled, the receipts that name the document, the credit notes that took something off it,
# and what is written off; a client may have paid too much.
_SETTLED_ITSELF = (
    f"{CREDIT_SIGN} * document.paid_before_cents + CASE document.currency WHEN 'EUR' THEN coalesce("
    "(SELECT sum(receipt.amount_cents) FROM receipt WHERE receipt.invoice <> '' AND receipt.invoice = document.number)"
    ", 0) ELSE 0 END + coalesce((SELECT sum(issued_reference.cents) FROM issued_reference"
    " WHERE issued_reference.number = document.number), 0)"
    " + coalesce((SELECT write_off.cents FROM write_off WHERE write_off.document_id = document.id), 0)"
)
_PAYMENTS = "coalesce((SELECT sum(payment.amount_cents) FROM payment WHERE payment.target_id = {}.id), 0)"
# What was paid of the documents that a corrective invoice replaces counts for it, and for them nothing is due any more.
_PAID_OF_REPLACED = (
    f"CASE document.type WHEN '{DocumentType.CORRECTIVE}' THEN coalesce((SELECT sum(former.paid_before_cents"
    " + coalesce((SELECT sum(receipt.amount_cents) FROM receipt WHERE receipt.invoice <> ''"
    f" AND receipt.invoice = former.number), 0) + {_PAYMENTS.format('former')})"
    " FROM issued_reference JOIN document AS former ON former.number = issued_reference.number"
    " WHERE issued_reference.document_id = document.id AND issued_reference.kind = 'refers_to'), 0) ELSE 0 END"
)
DOCUMENT_SETTLED = f"{_SETTLED_ITSELF} + {_PAID_OF_REPLACED}"
_IS_REPLACED = (
    "EXISTS (SELECT 1 FROM issued_reference JOIN document AS later ON later.id = issued_reference.document_id"
    f" WHERE issued_reference.number = document.number AND later.type = '{DocumentType.CORRECTIVE}')"
)
_DOCUMENT_TOTAL = f"{CREDIT_SIGN} * document.incl_tax_cents"
_DOCUMENT_DUE = (
    f"CASE WHEN document.status = '{DocumentStatus.CANCELLED}' THEN 0"
    f" WHEN {_IS_REPLACED} THEN {_PAYMENTS.format('document')}"
    f" WHEN document.type = '{DocumentType.CREDIT_NOTE}' THEN min(0, {_DOCUMENT_TOTAL} - ({DOCUMENT_SETTLED}))"
    f" ELSE max(0, {_DOCUMENT_TOTAL} - ({DOCUMENT_SETTLED})) END"
)

_SETTLED_TYPES = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)

_IS_OF_ERASED = f"document.client_id IN ({ERASED_IDS})"

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
        label=f"CASE WHEN {_IS_OF_ERASED} THEN '' ELSE document.subject END",
        is_hidden=_IS_OF_ERASED,
        currency="document.currency",
        document_type="document.type",
        is_settled_by_money=f"document.type IN ({_SETTLED_TYPES})",
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
        is_hidden=f"expense.id IN ({KEPT_IDS})",
        currency="expense.currency",
    ),
    TargetKind.RECEIPT: KindTable(
        table="receipt",
        reference="receipt.reference",
        party="receipt.client",
        label="receipt.label",
        on="receipt.received_on",
        total="receipt.amount_cents",
        due="receipt.amount_cents",
        is_hidden=f"receipt.id IN ({KEPT_IDS})",
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
TARGET_IS_HIDDEN = "(" + " OR ".join(f"coalesce({each.is_hidden}, 0)" for each in KINDS.values()) + ")"
TARGET_CATEGORY = "coalesce(" + ", ".join(f"nullif({each.category}, '')" for each in KINDS.values()) + ", '')"
