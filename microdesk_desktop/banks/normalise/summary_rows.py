"""Decide by the other rows whether a row named only « SOLDE » or « TOTAL » is a transaction.

Such a row may be a summary of the table, or a payment of what was left, or one at a petrol station of that name.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import Enum, auto
from itertools import accumulate

from microdesk_desktop.banks.normalise.balance_rows import is_balance_word, is_total_word


class Verdict(Enum):
    """What a row with the name of a summary is."""

    TRANSACTION = auto()
    SUMMARY = auto()
    UNCLEAR = auto()


def judge_rows(labels: Mapping[int, str], cents: Sequence[int], balances: Sequence[int | None]) -> dict[int, Verdict]:
    """What each of these rows is; `labels` are their names by row, `cents` and `balances` those of all rows.

    `balances` are the balances after each row, empty for a file without. A row that changes the balance by its amount
    is a transaction. One that leaves the balance as it is, that alone has no balance, or whose amount is the sum of
    other rows, is a summary. A total stands at an end of the table or is a sum; where another one is a payment, it is
    one too. All else is unclear.
    """
    sums = _sums(labels, cents)
    found = {row: _verdict(row, label, cents, balances, sums[row]) for row, label in labels.items()}
    totals = {row for row, label in labels.items() if is_total_word(label)}
    if any(found[row] is Verdict.TRANSACTION for row in totals):
        found |= {row: Verdict.TRANSACTION for row in totals if found[row] is Verdict.UNCLEAR}
    return found


def is_summary_word(label: str) -> bool:
    """Whether the label is nothing but a word for a balance or a total."""
    return is_balance_word(label) or is_total_word(label)


def _verdict(
    row: int, label: str, cents: Sequence[int], balances: Sequence[int | None], sums: Collection[int]
) -> Verdict:
    amount = cents[row]
    by_balance = _by_balance(row, amount, balances)
    if by_balance is not None:
        return by_balance
    if amount in sums or -amount in sums:
        return Verdict.SUMMARY
    is_between = 0 < row < len(cents) - 1
    return Verdict.TRANSACTION if is_between and is_total_word(label) else Verdict.UNCLEAR


def _by_balance(row: int, amount: int, balances: Sequence[int | None]) -> Verdict | None:
    """What the running balance shows; None where it shows nothing."""
    if not balances:
        return None
    after = balances[row]
    if after is None:
        return Verdict.SUMMARY if sum(each is None for each in balances) * 2 < len(balances) else None
    beside = [balances[at] for at in (row - 1, row + 1) if 0 <= at < len(balances)]
    # The row before it in time stands above or below it.
    if amount and any(each is not None and each + amount == after for each in beside):
        return Verdict.TRANSACTION
    return Verdict.SUMMARY if after in beside or after == amount else None


def _sums(labels: Mapping[int, str], cents: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """The sums that a summary in each of these rows may show: of all other rows, of those in and those out, each of the
    whole table or of the rows before it, since the summary before, or behind it. One row alone is no sum.
    """
    rows = [0 if row in labels else amount for row, amount in enumerate(cents)]
    parts = (rows, [max(each, 0) for each in rows], [min(each, 0) for each in rows])
    totals = [list(accumulate(part, initial=0)) for part in parts]
    counts = [list(accumulate(map(bool, part), initial=0)) for part in parts]
    found: dict[int, frozenset[int]] = {}
    start = 0
    for row in sorted(labels):
        spans = ((0, len(rows)), (0, row), (start, row), (row, len(rows)))
        found[row] = frozenset(
            total[end] - total[begin]
            for total, count in zip(totals, counts, strict=True)
            for begin, end in spans
            if count[end] - count[begin] > 1
        ) - {0}
        start = row
    return found
