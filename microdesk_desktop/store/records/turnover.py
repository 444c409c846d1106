"""Keep what each receipt of money is made of, for the days that a transaction changed.

Nearly all documents are plain: everything that is paid of them is turnover of one activity, without VAT. The parts of
their payments, and of receipts without a document, are written by the database itself; the payments of the others are
read one by one, with what the seals of their documents hold.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.parts import PartCents, PartOf
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.types import VatCategory
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader, Writer


class PartOrigin(StrEnum):
    """Where the money of a part is recorded."""

    ISSUE = "issue"
    """A document that was paid on the day of its issue, which has no payment of its own."""
    PAYMENT = "payment"
    RECEIPT = "receipt"


_SETTLED = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)
_SIGN = f"CASE document.type WHEN '{DocumentType.CREDIT_NOTE}' THEN -1 ELSE 1 END"
PAID_AT_ISSUE = (
    f"document.paid_before_cents = document.incl_tax_cents AND document.type <> '{DocumentType.CREDIT_NOTE}'"
    " AND EXISTS (SELECT 1 FROM issued_document WHERE issued_document.document_id = document.id)"
    " AND NOT EXISTS (SELECT 1 FROM issued_reference WHERE issued_reference.document_id = document.id"
    " AND issued_reference.kind = 'deposit')"
)
"""Whether a document was paid on the day of its issue, without a payment of its own, as SQL over its table."""
PAYMENTS = (
    f"SELECT document.id AS document_id, issued_on AS \"on\", incl_tax_cents AS cents, '{PartOrigin.ISSUE}' AS origin,"
    f" document.id AS id FROM document WHERE paid_before_cents <> 0 AND {PAID_AT_ISSUE}"
    f" UNION ALL SELECT target_id, paid_on, amount_cents, '{PartOrigin.PAYMENT}', payment.id FROM payment JOIN document"
    " ON document.id = target_id"
    f" UNION ALL SELECT document.id, received_on, amount_cents, '{PartOrigin.RECEIPT}', receipt.id FROM receipt"
    " JOIN document ON document.number = receipt.invoice"
    f" WHERE receipt.invoice <> '' AND document.currency = '{EUR}'"
)
"""Every payment of a document, as SQL: its document, day and cents signed as on the account, origin and id there."""
_IS_SEALED_WITH = "instr(seal.content, '{}') > 0"
"""The content is JSON without spaces; inside a text of the user, quotation marks are escaped."""


def _only(found: Mapping[str, str]) -> tuple[str, str]:
    """Two SQL expressions: the one value whose condition holds, and whether there is exactly one."""
    value = "CASE " + " ".join(f"WHEN {each} THEN '{name}'" for name, each in found.items()) + " ELSE '' END"
    return value, "(" + " + ".join(f"({each})" for each in found.values()) + ") = 1"


_ACTIVITY, _HAS_ONE_ACTIVITY = _only({each: _IS_SEALED_WITH.format(f'"activity":"{each}"') for each in Activity})
_CATEGORY, _HAS_ONE_CATEGORY = _only({each: _IS_SEALED_WITH.format(f'"category":"{each}"') for each in VatCategory})
_SEALED = (
    " LEFT JOIN issued_document ON issued_document.document_id = document.id"
    " LEFT JOIN seal ON seal.sequence = issued_document.sequence"
)
_PAID_ON_DAYS = (
    f"FROM ({PAYMENTS}) AS paid JOIN document ON document.id = paid.document_id{_SEALED}"
    ' WHERE "on" IN (SELECT value FROM json_each(?))'
)
_GIVEN = "IN (SELECT value FROM json_each(?))"


class PaidOn(NamedTuple):
    """A payment of a document, in cents signed as on the account."""

    on: date
    cents: int
    origin: PartOrigin
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidDocument:
    """A document with a payment, and all its payments in their order.

    `content` is what its seal holds, None for a document of another tool.
    """

    id: int
    sign: int
    currency: str
    excl_tax_cents: int
    tax_cents: int
    content: str | None
    payments: Sequence[PaidOn]


def touched_days(reader: Reader) -> list[str]:
    """The days, in ISO form, whose turnover may have changed in this transaction, with what the database noted."""
    if not reader.value("SELECT EXISTS (SELECT 1 FROM turnover_touched)"):
        return []
    rows = reader.iterate(
        f'SELECT "on" FROM turnover_touched UNION SELECT "on" FROM ({PAYMENTS})'
        " WHERE document_id IN (SELECT document_id FROM turnover_touched) ORDER BY 1"
    )
    return [on for (on,) in rows]


def remove_parts(writer: Writer, days: Sequence[str]) -> None:
    """Remove the parts of these days, in ISO form, before they are written anew."""
    writer.run(f'DELETE FROM receipt_part WHERE "on" {_GIVEN}', (json.dumps(days),))


def add_plain_parts(writer: Writer, days: Sequence[str], uncounted: Sequence[str]) -> list[int]:
    """Write the parts of these days that the database can; returns the ids of the other documents that were paid.

    Every payment of a plain document is turnover of one activity: it has no tax, no disbursement, and no line of the
    cases `uncounted` of VAT.
    """
    given, is_plain = (json.dumps(days),), _is_plain(uncounted)
    writer.run(
        f'INSERT INTO receipt_part SELECT "on", origin, paid.id, document.id, {_ACTIVITY}, 1, {_CATEGORY}, 0, currency,'
        f" cents, 0, 0 {_PAID_ON_DAYS} AND {is_plain}",
        given,
    )
    writer.run(
        f"INSERT INTO receipt_part SELECT received_on, '{PartOrigin.RECEIPT}', id, 0, coalesce(activity, ''), 1, '', 0,"
        f" '{EUR}', amount_cents, 0, 0 FROM receipt WHERE received_on {_GIVEN}"
        " AND NOT EXISTS (SELECT 1 FROM document WHERE receipt.invoice <> '' AND document.number = receipt.invoice"
        f" AND document.currency = '{EUR}')",
        given,
    )
    others = writer.iterate(f"SELECT DISTINCT document.id {_PAID_ON_DAYS} AND NOT {is_plain} ORDER BY 1", given)
    return [id_ for (id_,) in others]


def add_parts(
    writer: Writer, document: PaidDocument, parts: Iterable[tuple[PaidOn, Mapping[PartOf, PartCents]]]
) -> None:
    """Write the parts of payments of one document."""
    writer.run_many(
        "INSERT INTO receipt_part VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (paid.on.isoformat(), paid.origin, paid.id, document.id, of.activity or "", of.counts_for_franchise,
             of.category, of.rate_bp, document.currency, *cents)
            for paid, found in parts
            for of, cents in found.items()
        ),
    )  # fmt: skip


def _is_plain(uncounted: Sequence[str]) -> str:
    others = (_IS_SEALED_WITH.format(f'"case":"{case}"') for case in uncounted)
    several = " OR ".join((_IS_SEALED_WITH.format('"is_disbursement":true'), *others))
    return (
        "(document.tax_cents = 0 AND document.excl_tax_cents > 0"
        f" AND (seal.content IS NULL OR ({_HAS_ONE_ACTIVITY} AND {_HAS_ONE_CATEGORY} AND NOT ({several}))))"
    )


def load_paid_documents(reader: Reader, ids: Sequence[int]) -> list[PaidDocument]:
    """These documents with all their payments."""
    if not ids:
        return []
    chosen = (json.dumps(ids),)
    rows = reader.iterate(
        f'SELECT document_id, "on", cents, origin, id FROM ({PAYMENTS}) WHERE document_id {_GIVEN}'
        f" ORDER BY document_id, \"on\", origin <> '{PartOrigin.ISSUE}', origin, id",
        chosen,
    )
    payments = {
        document_id: [
            PaidOn(date.fromisoformat(on), cents, PartOrigin(origin), id_) for _, on, cents, origin, id_ in of_document
        ]
        for document_id, of_document in groupby(rows, key=itemgetter(0))
    }
    facts = reader.iterate(
        f"SELECT document.id, {_SIGN}, currency, excl_tax_cents, tax_cents, seal.content FROM document{_SEALED}"
        f" WHERE document.id {_GIVEN} ORDER BY document.id",
        chosen,
    )
    return [
        PaidDocument(
            id=id_,
            sign=sign,
            currency=currency,
            excl_tax_cents=excl_tax,
            tax_cents=tax,
            content=content,
            payments=payments[id_],
        )
        for id_, sign, currency, excl_tax, tax, content in facts
    ]


def load_paid_without_day(reader: Reader, span: Span) -> list[Money]:
    """What other tools reported as paid, without a day, of the documents that they issued in these days."""
    rows = reader.iterate(
        f"SELECT currency, sum({_SIGN} * paid_before_cents) FROM document WHERE paid_before_cents <> 0"
        f" AND type IN ({_SETTLED}) AND issued_on BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM issued_document WHERE issued_document.document_id = document.id)"
        " GROUP BY currency ORDER BY currency",
        (span.since.isoformat(), span.until.isoformat()),
    )
    return [Money(cents, currency) for currency, cents in rows if cents]
