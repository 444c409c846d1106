"""The balances of a table: of its running balance, and of rows that show a balance in place of a transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from microdesk_desktop.domain.bank.types import Balance


@dataclass(frozen=True, slots=True)
class Course:
    """The rows of one account, in the order of the file: day, change of the balance, balance after it where known."""

    days: Sequence[date]
    changes: Sequence[int]
    balances: Sequence[int | None]
    currency: str


def find_balances(course: Course, *, is_known_layout: bool) -> tuple[Balance | None, Balance | None]:
    """The balances before the first and after the last row, None where the file does not show them.

    Files list the oldest or the latest row first, or in any order. Where rows are missing, the balances of the order
    that more rows agree with are taken, so that the gap shows. One balance proves nothing: that of a single row is
    taken as the closing one in a known bank's layout only.
    """
    known = [row for row, balance in enumerate(course.balances) if balance is not None]
    if is_known_layout and len(course.balances) == len(known) == 1:
        return None, Balance(amount_cents=course.balances[0] or 0, currency=course.currency, on=course.days[0])
    if len(known) < 2:
        return None, None
    values = [course.balances[row] for row in known]
    if all(value == values[0] for value in values) and any(course.changes):
        return None, Balance(amount_cents=values[0] or 0, currency=course.currency)
    oldest_first, latest_first = _agreeing(course, known), _agreeing(_reversed(course), _mirrored(course, known))
    if max(oldest_first, latest_first) < len(known) - 1 and (ends := _ends_of_chain(course, known)):
        return ends
    is_latest_first = latest_first > oldest_first or (
        latest_first == oldest_first and course.days[known[0]] > course.days[known[-1]]
    )
    return _ends(_reversed(course) if is_latest_first else course)


def _reversed(course: Course) -> Course:
    return Course(course.days[::-1], course.changes[::-1], course.balances[::-1], course.currency)


def _mirrored(course: Course, known: Sequence[int]) -> list[int]:
    last = len(course.balances) - 1
    return [last - row for row in reversed(known)]


def _agreeing(course: Course, known: Sequence[int]) -> int:
    """How many balances are the one before them, changed by the rows between, in this order."""
    sums = list(accumulate(course.changes))
    return sum(
        (course.balances[after] or 0) - (course.balances[before] or 0) == sums[after] - sums[before]
        for before, after in pairwise(known)
    )


def _ends_of_chain(course: Course, known: Sequence[int]) -> tuple[Balance, Balance] | None:
    """The balances that no other row leads to or goes on from, where there is one of each: whatever the order."""
    if len(known) < len(course.balances):
        return None
    balances = [balance or 0 for balance in course.balances]
    after = Counter(balance for balance in balances)
    before = Counter(balance - change for balance, change in zip(balances, course.changes, strict=True))
    first, last = list((before - after).elements()), list((after - before).elements())
    if len(first) != 1 or len(last) != 1:
        return None
    opened = min(course.days)
    return (
        Balance(amount_cents=first[0], currency=course.currency, on=opened),
        Balance(amount_cents=last[0], currency=course.currency, on=max(course.days)),
    )


def _ends(course: Course) -> tuple[Balance, Balance]:
    """The balances before the first and after the last row of a course in the order of time."""
    known = [row for row, balance in enumerate(course.balances) if balance is not None]
    first, last = known[0], known[-1]
    opening = (course.balances[first] or 0) - sum(course.changes[: first + 1])
    closing = (course.balances[last] or 0) + sum(course.changes[last + 1 :])
    return (
        Balance(amount_cents=opening, currency=course.currency, on=course.days[0]),
        Balance(amount_cents=closing, currency=course.currency, on=course.days[-1]),
    )


def follows_rows(course: Course) -> bool:
    """Whether every row has a balance, and each is the one before it changed by the row."""
    count = len(course.balances)
    return count > 1 and None not in course.balances and agreement(course) == count - 1


def agreement(course: Course) -> int:
    """How many balances follow from the one before them, in the better of the two orders of a file."""
    known = [row for row, balance in enumerate(course.balances) if balance is not None]
    return max(_agreeing(course, known), _agreeing(_reversed(course), _mirrored(course, known)))
