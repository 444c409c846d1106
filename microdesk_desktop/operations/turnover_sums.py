"""Add up the turnover of the days that a transaction changed, at its end, so that no way of changing one escapes it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.documents.turnover import Parts, Sold, parts_of_payments, parts_without_lines
from microdesk_desktop.documents.vat_cases import uncounted_cases
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.turnover import Origin
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.turnover import (
    PaidDocument,
    load_paid_documents,
    load_plain_receipts,
    load_plain_sums,
    touched_days,
)
from microdesk_desktop.store.records.turnover_sums import replace_sums


def sum_turnover(writer: Writer) -> None:
    """Bring the sums of the days that the database noted up to date."""
    days = touched_days(writer)
    if not days:
        return
    sums: Counter[Origin] = Counter()
    for origin, cents in _amounts(writer, days):
        sums[origin] += cents
    replace_sums(writer, days, sums)


def _amounts(reader: Reader, days: Sequence[str]) -> Iterator[tuple[Origin, int]]:
    """What came in on these days, in cents; several amounts may be of one origin."""
    plain, others = load_plain_sums(reader, days, uncounted_cases())
    for each in plain:
        yield Origin(each.on, each.currency, each.activity), each.cents
    wanted = set(map(date.fromisoformat, days))
    for document in load_paid_documents(reader, others):
        for (on, _), parts in zip(document.payments, _parts(document), strict=True):
            if on in wanted:
                yield from _of_document(document, on, parts)
    for receipt in load_plain_receipts(reader, days):
        yield Origin(receipt.on, EUR, receipt.activity, has_document=False), receipt.amount_cents


def _of_document(document: PaidDocument, on: date, parts: Parts) -> Iterator[tuple[Origin, int]]:
    for sold, cents in parts.items():
        if sold is not None:
            yield Origin(on, document.currency, sold.activity, sold.counts_for_franchise), document.sign * cents


def _parts(document: PaidDocument) -> Iterable[Parts]:
    """The parts of each payment; of a document that amounts to nothing, the whole payment."""
    cents = [document.sign * each for _, each in document.payments]
    if document.excl_tax_cents + document.tax_cents <= 0:
        return [{Sold(None): each} for each in cents]
    if document.content is None:
        return parts_without_lines(document.excl_tax_cents, document.tax_cents, cents)
    return parts_of_payments(read_content(document.content), cents)
