"""Whether a payment falls within the days when such a payment may, and how far from the day expected."""

from collections.abc import Iterable

from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.tuning import WINDOWS, Window

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_RECEIPT = TargetKind.RECEIPT


def days_after(evidence: Evidence, items: OpenItems, position: int) -> int:
    """Days from the document's issue, or from the record's day, to the payment; a card pays on its day of purchase."""
    paid = evidence.paid_day if items.is_record[position] else evidence.day
    return paid - items.days[position]


def is_timely(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the payment falls within the window of such a target and such an operation."""
    if items.is_record[position]:
        first, last = _record_window(evidence, items.targets[position].kind)
        return first <= evidence.paid_day - items.days[position] <= last
    first, last = WINDOWS.invoice
    return first <= evidence.day - items.days[position] <= last


def is_nearly_timely(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the payment falls at least within the wider window of what comes early or late."""
    if items.is_record[position]:
        first, last = WINDOWS.wide_record
        return first <= evidence.paid_day - items.days[position] <= last
    first, last = WINDOWS.wide_invoice
    return first <= evidence.day - items.days[position] <= last


def timely_days(evidence: Evidence) -> tuple[int, int]:
    """The first and the last day of the invoices for which `is_timely` is true."""
    first, last = WINDOWS.invoice
    return evidence.day - last, evidence.day - first


def timely_invoices(evidence: Evidence, items: OpenItems, invoices: Iterable[int]) -> list[int]:
    """Those of the invoices for which `is_timely` is true, found several at a time."""
    (earliest, latest), days = timely_days(evidence), items.days
    return [position for position in invoices if earliest <= days[position] <= latest]


def _record_window(evidence: Evidence, kind: TargetKind) -> Window:
    if kind is _RECEIPT:
        return WINDOWS.receipts.get(evidence.kind, WINDOWS.receipt)
    if evidence.has_purchase_day:
        return WINDOWS.dated_card
    return WINDOWS.expenses.get(evidence.kind, WINDOWS.expense)


def days_late(evidence: Evidence, items: OpenItems, position: int) -> int | None:
    """Days from the due date to the payment, None where no due date is known."""
    due = items.due_days[position]
    return None if due is None else evidence.day - due
