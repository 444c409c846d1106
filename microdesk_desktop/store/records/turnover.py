"""The payments from which the turnover of some days follows, with what is known of the documents that they pay.

Nearly all documents are plain: everything that is paid of them is turnover of one activity. Their payments are added up
by the database, day by day; the others are read one by one, with what their seals hold.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.store.database import Reader

_SETTLED = ", ".join(f"'{each}'" for each in DocumentType if each.is_settled_by_money)
_SIGN = f"CASE document.type WHEN '{DocumentType.CREDIT_NOTE}' THEN -1 ELSE 1 END"
# A document of this program that was paid on the day of its issue has no payment of its own.
_PAID_AT_ISSUE = (
    f"document.paid_before_cents = document.incl_tax_cents AND document.type <> '{DocumentType.CREDIT_NOTE}'"
    " AND EXISTS (SELECT 1 FROM issued_document WHERE issued_document.document_id = document.id)"
    " AND NOT EXISTS (SELECT 1 FROM issued_reference WHERE issued_reference.document_id = document.id"
    " AND issued_reference.kind = 'deposit')"
)
_PAYMENTS = (
    'SELECT document.id AS document_id, issued_on AS "on", incl_tax_cents AS cents, 0 AS rank, 0 AS id'
    f" FROM document WHERE paid_before_cents <> 0 AND {_PAID_AT_ISSUE}"
    " UNION ALL SELECT target_id, paid_on, amount_cents, 1, payment.id FROM payment JOIN document"
    " ON document.id = target_id"
    " UNION ALL SELECT document.id, received_on, amount_cents, 2, receipt.id FROM receipt JOIN document"
    f" ON document.number = receipt.invoice WHERE receipt.invoice <> '' AND document.currency = '{EUR}'"
)
_IS_SEALED_WITH = "instr(seal.content, '{}') > 0"
"""The content is JSON without spaces; inside a text of the user, quotation marks are escaped."""
_OF_ACTIVITY = {each: _IS_SEALED_WITH.format(f'"activity":"{each}"') for each in Activity}
_ACTIVITY = "CASE " + " ".join(f"WHEN {found} THEN '{each}'" for each, found in _OF_ACTIVITY.items()) + " END"
_HAS_ONE_ACTIVITY = "(" + " + ".join(f"({found})" for found in _OF_ACTIVITY.values()) + ") = 1"
_SEALED = (
    " LEFT JOIN issued_document ON issued_document.document_id = document.id"
    " LEFT JOIN seal ON seal.sequence = issued_document.sequence"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidDocument:
    """A document with a payment, and all its payments in their order, in cents that are signed as on the account.

    `content` is what its seal holds, None for a document of another tool.
    """

    sign: int
    currency: str
    excl_tax_cents: int
    tax_cents: int
    content: str | None
    payments: Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSum:
    """What was paid on a day of plain documents, in cents signed as on the account; no activity is known of those of
    other tools.
    """

    on: date
    cents: int
    currency: str
    activity: Activity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainReceipt:
    """A receipt that pays no document of the vault."""

    on: date
    amount_cents: int
    activity: Activity | None


def touched_days(reader: Reader) -> list[str]:
    """The days, in ISO form, whose turnover may have changed in this transaction, with what the database noted."""
    if not reader.value("SELECT EXISTS (SELECT 1 FROM turnover_touched)"):
        return []
    rows = reader.iterate(
        f'SELECT "on" FROM turnover_touched UNION SELECT "on" FROM ({_PAYMENTS})'
        " WHERE document_id IN (SELECT document_id FROM turnover_touched) ORDER BY 1"
    )
    return [on for (on,) in rows]


def load_plain_sums(reader: Reader, days: Sequence[str], uncounted: Sequence[str]) -> tuple[list[PlainSum], list[int]]:
    """What was paid on these days of plain documents, and the ids of the other documents that were paid.

    Every payment of a plain document is turnover of one activity: it has no tax, no disbursement, and no line of the
    cases `uncounted` of VAT.
    """
    rows = reader.iterate(
        f'SELECT CASE WHEN {_is_plain(uncounted)} THEN 0 ELSE document.id END AS other, "on", sum(cents), currency,'
        f" {_ACTIVITY} FROM ({_PAYMENTS}) AS paid JOIN document ON document.id = paid.document_id{_SEALED}"
        ' WHERE "on" IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 4, 5',
        (json.dumps(days),),
    )
    plain: list[PlainSum] = []
    others: set[int] = set()
    for other, on, cents, currency, activity in rows:
        if other:
            others.add(other)
            continue
        of = Activity(activity) if activity else None
        plain.append(PlainSum(on=date.fromisoformat(on), cents=cents, currency=currency, activity=of))
    return plain, sorted(others)


def _is_plain(uncounted: Sequence[str]) -> str:
    others = (_IS_SEALED_WITH.format(f'"case":"{case}"') for case in uncounted)
    several = " OR ".join((_IS_SEALED_WITH.format('"is_disbursement":true'), *others))
    return (
        "document.tax_cents = 0 AND document.excl_tax_cents > 0"
        f" AND (seal.content IS NULL OR ({_HAS_ONE_ACTIVITY} AND NOT ({several})))"
    )


def load_paid_documents(reader: Reader, ids: Sequence[int]) -> list[PaidDocument]:
    """These documents with all their payments."""
    if not ids:
        return []
    chosen = (json.dumps(ids),)
    rows = reader.iterate(
        f'SELECT document_id, "on", cents FROM ({_PAYMENTS}) WHERE document_id IN (SELECT value FROM json_each(?))'
        ' ORDER BY document_id, "on", rank, id',
        chosen,
    )
    payments = {
        document_id: [(date.fromisoformat(on), cents) for _, on, cents in of_document]
        for document_id, of_document in groupby(rows, key=itemgetter(0))
    }
    facts = reader.iterate(
        f"SELECT document.id, {_SIGN}, currency, excl_tax_cents, tax_cents, seal.content FROM document{_SEALED}"
        " WHERE document.id IN (SELECT value FROM json_each(?)) ORDER BY document.id",
        chosen,
    )
    return [
        PaidDocument(
            sign=sign,
            currency=currency,
            excl_tax_cents=excl_tax,
            tax_cents=tax,
            content=content,
            payments=payments[id_],
        )
        for id_, sign, currency, excl_tax, tax, content in facts
    ]


def load_plain_receipts(reader: Reader, days: Sequence[str]) -> list[PlainReceipt]:
    """The receipts of these days that pay no document in euros of the vault."""
    rows = reader.iterate(
        "SELECT received_on, amount_cents, activity FROM receipt WHERE received_on IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM document WHERE receipt.invoice <> '' AND document.number = receipt.invoice"
        f" AND document.currency = '{EUR}')",
        (json.dumps(days),),
    )
    return [
        PlainReceipt(on=date.fromisoformat(on), amount_cents=cents, activity=Activity(activity) if activity else None)
        for on, cents, activity in rows
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
