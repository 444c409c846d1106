"""What each row's fee changes the balance by, where a column of fees stands beside the amounts."""

from collections.abc import Sequence

from microdesk_desktop.banks.statements.csv.amounts.balances import Course, agreement
from microdesk_desktop.banks.statements.csv.amounts.currencies import split_currencies
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.banks.statements.csv.values import RowErrors, read_amounts
from microdesk_desktop.base.jobs import Job


def read_fees(
    table: Table, cents: Sequence[int], course: Course | None, decimal: str | None, errors: RowErrors, job: Job
) -> list[int]:
    """What each row's fee changes the balance by, 0 for none.

    `course` are the rows without their fees, None without a running balance. The amount after the fee, or the running
    balance, proves whether the fee comes on top of the amount. A bank's layout and the user's mapping are about fees
    on top. Else a row with a fee is rejected: the account moves either by the amount or by the amount less the fee.
    """
    texts = table.column("fee")
    if not texts:
        return []
    fees = read_amounts(_plain(texts), decimal, errors, job, blank_is_zero=True)
    if not any(fees):
        return []
    is_signed = sum(fee < 0 for fee in fees) * 2 > sum(map(bool, fees))
    on_top = fees if is_signed else [-fee for fee in fees]
    if net := table.column("net"):
        nets = read_amounts(_plain(net), decimal, errors, job)
        return _to_net(table, cents, on_top, nets, errors)
    if table.mapping.preset or table.mapping.is_chosen:
        return on_top
    return _by_balance(texts, on_top, course, errors)


def read_refunds(table: Table, decimal: str | None, errors: RowErrors, job: Job) -> list[int]:
    """What was paid back of each row's amount, negative; empty without such a column."""
    texts = table.column("refund")
    return [-abs(cents) for cents in read_amounts(_plain(texts), decimal, errors, job, blank_is_zero=True)]


def _plain(texts: Sequence[str]) -> list[str]:
    """The amounts without the currency beside them; dashes stand for none."""
    return ["" if not text.strip(" -\u2013\u2014") else text for text in split_currencies(texts)[0]]


def _to_net(
    table: Table, cents: Sequence[int], fees: Sequence[int], nets: Sequence[int], errors: RowErrors
) -> list[int]:
    """The difference that leads from each amount to its net amount."""
    changes = [net - amount for amount, net in zip(cents, nets, strict=True)]
    if table.mapping.preset is None:
        for row, (change, fee) in enumerate(zip(changes, fees, strict=True)):
            if change and abs(change) != abs(fee):
                errors.add(row, "fee_unclear")
    return changes


def _by_balance(texts: Sequence[str], fees: Sequence[int], course: Course | None, errors: RowErrors) -> list[int]:
    if course is not None:
        within = agreement(course)
        added = [change + fee for change, fee in zip(course.changes, fees, strict=True)]
        on_top = agreement(Course(course.days, added, course.balances, course.currency))
        if on_top != within:
            return list(fees) if on_top > within else []
    for row, fee in enumerate(fees):
        if fee:
            errors.add(row, "fee_unclear", texts[row])
    return [0] * len(fees)
