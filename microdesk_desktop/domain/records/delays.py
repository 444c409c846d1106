"""How long a client takes to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidDocument:
    """A document that is paid in full: when it was issued and due, and the day of its last payment."""

    issued_on: date
    due_on: date | None
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDelay:
    """The average over `documents` that are paid in full, in whole days.

    `days` run from the issue to the last payment; `late_days` from the due date, negative when paid before it, None
    where no document names one.
    """

    documents: int
    days: int
    late_days: int | None


def payment_delay(paid: Sequence[PaidDocument]) -> PaymentDelay | None:
    """The average delay of payment; None without a document that is paid in full."""
    if not paid:
        return None
    late = [(each.paid_on - each.due_on).days for each in paid if each.due_on is not None]
    return PaymentDelay(
        documents=len(paid),
        days=_average([(each.paid_on - each.issued_on).days for each in paid]),
        late_days=_average(late) if late else None,
    )


def _average(days: Sequence[int]) -> int:
    """The average in whole days, half a day away from zero."""
    total = sum(days)
    rounded = (2 * abs(total) + len(days)) // (2 * len(days))
    return rounded if total >= 0 else -rounded
