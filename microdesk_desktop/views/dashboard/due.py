"""What clients still owe, per currency, and the part of it that is late."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.money import Money, total_by_currency
from microdesk_desktop.store.records.open_documents import OpenSum


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What clients still owe in one currency, and the part of it that is late; counts are of documents."""

    total: Money
    documents: int
    late: Money
    late_documents: int


def due_of(open_sums: Sequence[OpenSum]) -> Sequence[Due]:
    """What is owed and late in each currency, euros first."""
    totals = total_by_currency(Money(each.cents, each.currency) for each in open_sums)
    return [_due(total, [each for each in open_sums if each.currency == total.currency]) for total in totals]


def _due(total: Money, sums: Sequence[OpenSum]) -> Due:
    late = [each for each in sums if each.is_late]
    return Due(
        total=total,
        documents=sum(each.documents for each in sums),
        late=Money(sum(each.cents for each in late), total.currency),
        late_documents=sum(each.documents for each in late),
    )
