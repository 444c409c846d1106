"""What clients still owe, added up by the day on which it is due and by how late they usually pay, and one by one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.database import Reader

LEAST_PAID = 2
"""Documents paid in full from which on a client has a usual delay: one is no habit."""
LEGAL_DAYS = 30
"""From issue to payment where a document names no day (Code de commerce art. L. 441-10)."""
_KIND = KINDS[TargetKind.INVOICE]
_OF_PAID = "SELECT target_id, sum(amount_cents) AS cents FROM payment{where} GROUP BY target_id"
_LAST_PAID_ON = "coalesce((SELECT max(paid_on) FROM payment WHERE target_id = document.id), '')"
"""Of the few that are asked about: the sums of all are in an index, the days are not."""
_OF_BOOKED = (
    "SELECT invoice, sum(amount_cents) AS cents, max(received_on) AS last_on FROM receipt WHERE invoice <> ''"
    " GROUP BY invoice"
)
_IS_PAID_IN_FULL = (
    "coalesce(paid.cents, 0) + coalesce(booked.cents, 0) = incl_tax_cents AND paid_before_cents = 0"
    f" AND type <> '{DocumentType.CREDIT_NOTE}'"
)
_OF_OWED = (
    "SELECT document.id AS id, client_id, due_on, currency,"
    f" coalesce(due_on, date(issued_on, '+{LEGAL_DAYS} days')) AS expected_on, excl_tax_cents, incl_tax_cents,"
    f" {_KIND.due} - coalesce(paid.cents, 0) AS remaining,"
    f" CASE WHEN {_IS_PAID_IN_FULL} THEN max({_LAST_PAID_ON}, coalesce(booked.last_on, '')) END AS last_on"
    f" FROM {_KIND.table} LEFT JOIN paid ON paid.target_id = document.id"
    f" LEFT JOIN booked ON booked.invoice = document.number AND document.currency = '{EUR}'"
    f" WHERE {_KIND.is_settled_by_money}"
)
_OF_DELAY = (
    "SELECT client_id AS of_client, CAST(round(avg(julianday(last_on) - julianday(due_on))) AS INTEGER) AS late_days"
    " FROM owed WHERE remaining = 0 AND last_on IS NOT NULL AND due_on IS NOT NULL GROUP BY client_id"
    f" HAVING count(*) >= {LEAST_PAID}"
)
_OWED = (
    f"WITH paid AS MATERIALIZED ({_OF_PAID.format(where='')}), booked AS MATERIALIZED ({_OF_BOOKED}),"
    f" owed AS MATERIALIZED ({_OF_OWED}), delay AS MATERIALIZED ({_OF_DELAY})"
)
_OF_CLIENTS = "(SELECT id FROM document WHERE client_id IN (SELECT value FROM json_each(?1)))"
_OWED_BY = (
    f"WITH paid AS MATERIALIZED ({_OF_PAID.format(where=f' WHERE target_id IN {_OF_CLIENTS}')}),"
    f" booked AS MATERIALIZED ({_OF_BOOKED}), owed AS MATERIALIZED ({_OF_OWED} AND document.id IN {_OF_CLIENTS})"
)
_HAS_GOODS = f'instr(seal.content, \'"activity":"{Activity.SALES}"\') > 0'
"""The content is JSON without spaces; inside a text of the user, quotation marks are escaped."""
_SEALED = (
    " LEFT JOIN issued_document ON issued_document.document_id = owed.id"
    " LEFT JOIN seal ON seal.sequence = issued_document.sequence"
)


class OpenSum(NamedTuple):
    """What is open of some documents of one currency, in cents, with how many there are.

    `due_on` is the last day for payment: where they name none, that of the law. `is_late` is only for those that name
    it. `late_days` is how long after it their clients usually pay, negative before it, None where that is not known.
    `turnover_cents` is the part without VAT. `sells_goods` is None for documents of other tools.
    """

    currency: str
    due_on: date
    is_late: bool
    late_days: int | None
    sells_goods: bool | None
    cents: int
    turnover_cents: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """A document of which something is open; the fields are as in `OpenSum`."""

    id: int
    number: str
    party: str
    label: str
    type: DocumentType
    currency: str
    due_on: date
    is_late: bool
    late_days: int | None
    cents: int


def load_open_sums(reader: Reader, today: date) -> list[OpenSum]:
    """What clients still owe, by day; overpaid documents and open credit notes are left out."""
    rows = reader.iterate(
        f"{_OWED} SELECT currency, expected_on, coalesce(due_on < ?, 0), late_days,"
        f" CASE WHEN seal.content IS NOT NULL THEN {_HAS_GOODS} END, sum(remaining),"
        " sum(CASE WHEN incl_tax_cents > 0 THEN remaining * excl_tax_cents / incl_tax_cents ELSE 0 END), count(*)"
        f" FROM owed LEFT JOIN delay ON of_client = client_id{_SEALED}"
        " WHERE remaining > 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
        (today.isoformat(),),
    )
    return [
        OpenSum(
            currency,
            date.fromisoformat(due_on),
            bool(is_late),
            late_days,
            None if sells_goods is None else bool(sells_goods),
            *sums,
        )
        for currency, due_on, is_late, late_days, sells_goods, *sums in rows
    ]


def load_open_documents(reader: Reader, today: date) -> Sequence[OpenDocument]:
    """The documents that `load_open_sums` adds up, the earliest due first."""
    rows = reader.iterate(
        f"{_OWED} SELECT document.id, {_KIND.reference}, {_KIND.party}, {_KIND.label}, document.type, owed.currency,"
        " expected_on, coalesce(owed.due_on < ?, 0), late_days, remaining"
        f" FROM owed JOIN {_KIND.table} ON document.id = owed.id{_KIND.join}"
        " LEFT JOIN delay ON of_client = owed.client_id"
        " WHERE remaining > 0 ORDER BY expected_on, document.id",
        (today.isoformat(),),
    )
    return [
        OpenDocument(
            id=id_,
            number=number,
            party=party or "",
            label=label,
            type=DocumentType(type_),
            currency=currency,
            due_on=date.fromisoformat(due_on),
            is_late=bool(is_late),
            late_days=late_days,
            cents=cents,
        )
        for id_, number, party, label, type_, currency, due_on, is_late, late_days, cents in rows
    ]


def load_usual_delays(reader: Reader, clients: Iterable[int]) -> dict[int, int]:
    """How many days after the due date these clients usually pay; none of those of whom that is not known."""
    return dict(reader.iterate(f"{_OWED_BY} {_OF_DELAY}", (json.dumps(sorted(clients)),)))
