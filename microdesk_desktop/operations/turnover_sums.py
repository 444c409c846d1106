"""Keep the parts of the receipts and the turnover of each day, at the end of the transaction that changes them.

Called at the end of every transaction of a session, so that no way of changing money escapes it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.documents.turnover import Parts, parts_of_payments, parts_without_lines
from microdesk_desktop.documents.vat_cases import uncounted_cases
from microdesk_desktop.documents.vat_shares import in_proportion
from microdesk_desktop.domain.books.parts import PartCents, PartOf
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.euro_values import (
    PartKey,
    StatedParts,
    load_stated_parts,
    put_parts_in_euros,
)
from microdesk_desktop.store.records.turnover import (
    PaidDocument,
    add_parts,
    add_plain_parts,
    load_paid_documents,
    remove_parts,
    touched_days,
)
from microdesk_desktop.store.records.turnover_sums import replace_sums


def sum_turnover(writer: Writer) -> Sequence[str]:
    """Bring the parts and the sums of the days that the database noted up to date; returns these days, in ISO form."""
    days = touched_days(writer)
    if not days:
        return days
    remove_parts(writer, days)
    others = add_plain_parts(writer, days, uncounted_cases())
    wanted = set(map(date.fromisoformat, days))
    for document in load_paid_documents(writer, others):
        paid = zip(document.payments, _parts(document), strict=True)
        add_parts(writer, document, ((each, parts) for each, parts in paid if each.on in wanted))
    for stated in load_stated_parts(writer, days):
        put_parts_in_euros(writer, _in_euros(stated))
    replace_sums(writer, days)
    return days


def _in_euros(stated: StatedParts) -> Iterable[tuple[PartKey, PartCents]]:
    """The parts divide the euros as they divided the foreign money, to the cent."""
    sign = -1 if sum(map(sum, stated.parts.values())) < 0 else 1
    weights = {(key, place): sign * cents for key, part in stated.parts.items() for place, cents in enumerate(part)}
    shares = in_proportion(abs(stated.euro_cents), weights)
    return [(key, PartCents(*(sign * shares[key, place] for place in range(3)))) for key in stated.parts]


def _parts(document: PaidDocument) -> Iterable[Parts]:
    """The parts of each payment, signed as on the account."""
    cents = [document.sign * paid.cents for paid in document.payments]
    return [
        {of: PartCents(*(document.sign * each for each in part)) for of, part in parts.items()}
        for parts in _positive_parts(document, cents)
    ]


def _positive_parts(document: PaidDocument, cents: list[int]) -> Iterable[Parts]:
    """The parts of each payment; of a document that amounts to nothing, the whole payment."""
    if document.excl_tax_cents + document.tax_cents <= 0:
        return [{PartOf(None): PartCents(base=each)} for each in cents]
    if document.content is None:
        return parts_without_lines(document.excl_tax_cents, document.tax_cents, cents)
    return parts_of_payments(read_content(document.content), cents)
