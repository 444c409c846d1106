"""Standing orders that run ahead of the invoices: the same amount, month after month, some days before each issue.

Taken one by one, each payment would go to the invoice of the month before. Taken together, payments and documents of
one amount line up in order, all as many days apart: where only one such line exists, it is the right one.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from microdesk_desktop.domain.settle.attributions import Outcome
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.instalments import Payments
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.tuning import MATCHES, WINDOWS

# A payment and the document that it settles, both by position.
Aligned = tuple[int, int]


def payments_ahead(
    payments: Payments, evidence: Sequence[Evidence], outcomes: Sequence[Outcome | None], items: OpenItems
) -> list[Aligned]:
    """The payments of each series that runs ahead of its documents, with the document of each."""
    found: list[Aligned] = []
    for (party, currency), group in payments.items():
        for cents, same in _by_amount(group, evidence, outcomes).items():
            documents = [
                position for position in items.exact_of_party(party, currency, cents) if not items.is_record[position]
            ]
            if len(documents) > 1 and 1 < len(same) <= len(documents) <= MATCHES.series:
                found += _aligned(same, sorted(documents, key=lambda each: (items.days[each], each)), evidence, items)
    return found


def _by_amount(
    group: Sequence[int], evidence: Sequence[Evidence], outcomes: Sequence[Outcome | None]
) -> dict[int, list[int]]:
    """The undecided payments of one party alone that cite nothing, by amount, in the order of their days."""
    same: dict[int, list[int]] = {}
    for position in group:
        each = evidence[position]
        if outcomes[position] is None and len(each.matched_parties) == 1 and not each.cited.found:
            same.setdefault(each.transaction.amount_cents, []).append(position)
    return same


def _aligned(
    payments: Sequence[int], documents: Sequence[int], evidence: Sequence[Evidence], items: OpenItems
) -> Sequence[Aligned]:
    days = [evidence[position].day for position in payments]
    lines = []
    for shift in range(len(documents) - len(payments) + 1):
        line = documents[shift : shift + len(payments)]
        lags = [day - items.days[position] for day, position in zip(days, line, strict=True)]
        if _is_regular(lags):
            lines.append((line, lags))
    if len(lines) != 1 or not _is_monthly(days):
        return ()
    line, lags = lines[0]
    is_ahead = max(lags) <= 0 and min(lags) < WINDOWS.invoice[0]  # of February's end, two days before the issue
    return list(zip(payments, line, strict=True)) if is_ahead else ()


def _is_regular(lags: Sequence[int]) -> bool:
    return max(lags) - min(lags) <= MATCHES.series_spread_days and -MATCHES.series_lead_days <= min(lags)


def _is_monthly(days: Sequence[int]) -> bool:
    return all(gap >= MATCHES.series_gap_days for gap in _gaps(days))


def _gaps(days: Sequence[int]) -> Iterator[int]:
    return (later - earlier for earlier, later in pairwise(days))
