"""Rows of a format without running balance that are a balance or a total in place of a transaction."""

from collections.abc import Callable

from microdesk_desktop.banks.normalise.balance_rows import is_balance_label, is_total_label
from microdesk_desktop.banks.normalise.summary_rows import Verdict, is_summary_word, judge_rows
from microdesk_desktop.banks.statements.builder import StatementBuilder


def leave_out_summaries(builder: StatementBuilder, line_of: Callable[[int], int]) -> None:
    """Leave out the builder's rows that are balances or totals, and reject those that may also be payments.

    `line_of` gives the line in the file of the row at a position. Rows with an identifier in a file that gives one to
    most rows are transactions of the bank, unless their name is plainly that of a balance or a total.
    """
    labels = [row.label for row in builder.rows]
    named = {label for label in set(labels) if is_balance_label(label) or is_total_label(label)}
    words = {label for label in set(labels) if is_summary_word(label)}
    if not named and not words:
        return
    has_ids = any(row.provider_id for row in builder.rows)
    left_out = {at for at, label in enumerate(labels) if label in named}
    open_rows = {at: label for at, label in enumerate(labels) if label in words}
    if has_ids:
        left_out.update(at for at in open_rows if builder.rows[at].provider_id is None)
    else:
        cents = [0 if at in left_out else row.amount_cents for at, row in enumerate(builder.rows)]
        for at, verdict in judge_rows(open_rows, cents, ()).items():
            if verdict is Verdict.UNCLEAR:
                builder.reject_row(line_of(at), "summary_unclear", value=labels[at])
            if verdict is not Verdict.TRANSACTION:
                left_out.add(at)
    builder.rows = [row for at, row in enumerate(builder.rows) if at not in left_out]
