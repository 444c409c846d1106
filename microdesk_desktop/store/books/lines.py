"""The lines of the books as the money stands now: of the receipts, each by activity, and of the purchases."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book, BookLine, VatPart
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS
from microdesk_desktop.store.records.received import TO_CONFIRM_IDS
from microdesk_desktop.store.records.turnover import PartOrigin

_ACTIVITIES: Mapping[str, Activity | None] = {"": None} | {each.value: each for each in Activity}
_METHODS: Mapping[str | None, Method | None] = {None: None, "": None} | {each.value: each for each in Method}
# The books name an erased client as long as the law keeps them: the seal of the document does, or the archive.
_BUYER = (
    f"CASE WHEN document.client_id IN ({ERASED_IDS}) THEN coalesce((SELECT seal.content ->> '$.document.buyer.name'"
    " FROM issued_document JOIN seal USING (sequence) WHERE document_id = document.id), client.name)"
    " ELSE client.name END"
)
_TRANSACTION = (
    "(SELECT transaction_id FROM payment AS shown JOIN attribution AS shows ON shows.payment_id = shown.id"
    " WHERE shown.target_id = {} LIMIT 1)"
)


def _of_receipt(name: str) -> str:
    return (
        f"coalesce(nullif(receipt.{name}, ''), (SELECT archived ->> '{name}' FROM kept_record"
        " WHERE kept_record.target_id = receipt.id AND archived <> ''), '')"
    )


def _of_expense(name: str) -> str:
    return (
        f"coalesce(nullif(expense.{name}, ''), (SELECT archived ->> '{name}' FROM kept_record"
        " WHERE kept_record.target_id = expense.id AND archived <> ''), '')"
    )


RECEIPTS = (
    'SELECT part."on", part.origin_id, part.origin, part.activity, part.vat_category, part.vat_rate_bp,'
    " part.base_cents, part.tax_cents, part.disbursement_cents, part.currency, document.id,"
    " coalesce(document.number, receipt.invoice), coalesce(receipt.reference, document.number),"
    f" CASE part.origin WHEN '{PartOrigin.RECEIPT}' THEN {_of_receipt('client')} ELSE {_BUYER} END,"
    f" CASE part.origin WHEN '{PartOrigin.RECEIPT}' THEN {_of_receipt('label')} ELSE document.subject END,"
    " coalesce(receipt.method, payment.method),"
    f" CASE part.origin WHEN '{PartOrigin.RECEIPT}' THEN {_TRANSACTION.format('receipt.id')}"
    " ELSE attribution.transaction_id END"
    " FROM receipt_part AS part LEFT JOIN document ON document.id = part.document_id"
    " LEFT JOIN client ON client.id = document.client_id"
    f" LEFT JOIN payment ON part.origin = '{PartOrigin.PAYMENT}' AND payment.id = part.origin_id"
    " LEFT JOIN attribution ON attribution.payment_id = payment.id"
    f" LEFT JOIN receipt ON part.origin = '{PartOrigin.RECEIPT}' AND receipt.id = part.origin_id"
    ' WHERE part."on" BETWEEN ? AND ?'
    ' ORDER BY part."on", part.origin, part.origin_id, part.activity'
)
"""The query of the parts of the receipts of some days, in the order of the primary key of their table."""
_PURCHASES = (
    f"SELECT spent_on, id, reference, {_of_expense('supplier')}, {_of_expense('label')},"
    " amount_cents, currency, method,"
    " coalesce((SELECT number FROM received_invoice WHERE received_invoice.id = expense.id), ''),"
    f" {_TRANSACTION.format('expense.id')} FROM expense WHERE spent_on BETWEEN ? AND ?"
    f" AND id NOT IN ({TO_CONFIRM_IDS}) ORDER BY spent_on, id"
)
_ACTIVITY = itemgetter(3)
_RECEIPT, _KIND_OF_RECEIPT, _KIND_OF_OTHERS = PartOrigin.RECEIPT.value, TargetKind.RECEIPT, TargetKind.INVOICE


def load_lines(reader: Reader, book: Book, span: Span) -> Sequence[BookLine]:
    """The lines of these days as the money stands now, in the order of their days."""
    days = span.since.isoformat(), span.until.isoformat()
    if book is Book.PURCHASES:
        return [_purchase(row) for row in reader.iterate(_PURCHASES, days)]
    return _receipts(reader.all(RECEIPTS, days))


def _receipts(rows: Iterable[Sequence[Any]]) -> list[BookLine]:
    """One line for each activity of each receipt, by hand: there are tens of thousands."""
    lines: list[BookLine] = []
    run: list[Sequence[Any]] = []
    for row in rows:
        if run and row[1] == run[0][1] and row[2] == run[0][2] and row[0] == run[0][0]:
            run.append(row)
            continue
        if run:
            lines += _lines_of(run)
        run = [row]
    return lines + list(_lines_of(run)) if run else lines


def _lines_of(parts: Sequence[Sequence[Any]]) -> Iterable[BookLine]:
    """The lines of the parts of one receipt; what was disbursed stands on the first one."""
    if len(parts) == 1:
        return (_receipt(parts),)
    apart = [part for part in parts if not part[6] and not part[7]]
    sold = [part for part in parts if part[6] or part[7]] or [apart.pop()]
    by_activity = [list(some) for _, some in groupby(sold, key=_ACTIVITY)]
    return [_receipt(some + apart if some is by_activity[0] else some) for some in by_activity]


def _receipt(parts: Sequence[Sequence[Any]]) -> BookLine:
    """The line of the parts of one activity, after which what was disbursed may come."""
    on, origin_id, origin, activity, category, rate, base, tax, disbursed, currency, *document = parts[0]
    document_id, number, reference, party, nature, method, transaction_id = document
    if len(parts) > 1:
        base, disbursed = sum(part[6] for part in parts), sum(part[8] for part in parts)
        vat = _vat(parts)
    else:
        vat = (VatPart(category, rate, base, tax),) if tax or (category and base) else ()
    is_receipt = origin == _RECEIPT
    paid_on = day(on)
    # In the order of the fields: by their names it takes twice as long.
    return BookLine(
        paid_on,
        paid_on,
        reference,
        party or "",
        nature or "",
        _ACTIVITIES[activity],
        base,
        _METHODS[method],
        number or "",
        _KIND_OF_RECEIPT if is_receipt else _KIND_OF_OTHERS,
        origin_id if is_receipt else document_id,
        transaction_id,
        vat,
        disbursed,
        currency,
    )


def _vat(parts: Sequence[Sequence[Any]]) -> tuple[VatPart, ...]:
    """The VAT by rate; what counts and what does not count for the franchise is one part, what is not known is none."""
    found: dict[tuple[str, int], VatPart] = {}
    for part in parts:
        category, rate_bp, base, tax = part[4:8]
        if tax or (category and base):
            had = found.get((category, rate_bp), VatPart(category, rate_bp, 0, 0))
            found[category, rate_bp] = had._replace(base_cents=had.base_cents + base, tax_cents=had.tax_cents + tax)
    return tuple(found.values())


def _purchase(row: tuple[Any, ...]) -> BookLine:
    on, target_id, reference, supplier, label, cents, currency, method, number, transaction_id = row
    paid_on = day(on)
    return BookLine(
        on=paid_on,
        paid_on=paid_on,
        reference=reference,
        party=supplier,
        nature=label,
        activity=None,
        amount_cents=cents,
        method=_METHODS[method],
        document=number,
        kind=TargetKind.EXPENSE,
        target_id=target_id,
        transaction_id=transaction_id,
        currency=currency,
    )
