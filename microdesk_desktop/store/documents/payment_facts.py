"""Payments and write-offs of issued documents as facts of the chain, which are appended and never changed.

The database notes each issued document of which one changes (`payment_touched`), whichever statement changes it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.store.database import Reader, Writer


class PaymentFact(NamedTuple):
    """A payment or a write-off, as `kind` states: its day in ISO form and its cents.

    Those of a payment are signed as on the account, those of a write-off like the total of the document; `method` is
    that of a receipt, else empty.
    """

    kind: SealKind
    paid_on: str
    cents: int
    method: str


def touched_documents(reader: Reader) -> Sequence[tuple[int, str, str]]:
    """The id, number and currency of the issued documents whose payments or write-offs changed in this transaction."""
    return reader.all(
        "SELECT id, number, currency FROM document WHERE id IN (SELECT document_id FROM payment_touched) ORDER BY id"
    )


def forget_touched(writer: Writer) -> None:
    """Note that the facts of all documents agree with their payments and write-offs again."""
    writer.run("DELETE FROM payment_touched")


def load_present(reader: Reader, document_id: int) -> Counter[PaymentFact]:
    """The payments and the write-off that a document has now, as the lists show them."""
    rows = reader.iterate(
        f"SELECT '{SealKind.PAYMENT}', paid_on, amount_cents, '' FROM payment WHERE target_id = ?1"
        f" UNION ALL SELECT '{SealKind.PAYMENT}', received_on, amount_cents, method"
        " FROM receipt JOIN document ON number = receipt.invoice"
        " WHERE document.id = ?1 AND receipt.invoice <> '' AND currency = 'EUR'"
        f" UNION ALL SELECT '{SealKind.WRITE_OFF}', decided_on, cents, '' FROM write_off WHERE document_id = ?1",
        (document_id,),
    )
    return Counter(_fact(row) for row in rows)


def load_facts(reader: Reader, document_id: int) -> Counter[PaymentFact]:
    """The payments and write-offs of a document by the chain: those that were recorded and not taken back."""
    facts: Counter[PaymentFact] = Counter()
    sql = "SELECT sign, kind, paid_on, cents, method FROM payment_fact WHERE document_id = ? ORDER BY sequence"
    for sign, *fact in reader.iterate(sql, (document_id,)):
        facts[_fact(fact)] += sign
    return +facts


def load_fact_of(reader: Reader, sequence: int) -> tuple[int, int, PaymentFact] | None:
    """The document, the sign and the fact that the seal of this place is about; None without one.

    Raises ValueError for a fact of a kind that none has.
    """
    row = reader.one(
        "SELECT document_id, sign, kind, paid_on, cents, method FROM payment_fact WHERE sequence = ?", (sequence,)
    )
    return (row[0], row[1], _fact(row[2:])) if row else None


def add_fact(writer: Writer, sequence: int, document_id: int, sign: int, fact: PaymentFact) -> None:
    """Append a fact; from now on it can neither be changed nor removed."""
    writer.run(
        "INSERT INTO payment_fact (sequence, document_id, sign, kind, paid_on, cents, method)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (sequence, document_id, sign, *fact),
    )


def _fact(row: Sequence[Any]) -> PaymentFact:
    kind, paid_on, cents, method = row
    return PaymentFact(SealKind(kind), paid_on, cents, method)
