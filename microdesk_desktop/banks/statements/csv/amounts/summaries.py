"""Rows of a table that show a balance or a total in place of a transaction, and the balances that they give."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.banks.normalise.balance_rows import (
    is_balance_label,
    is_balance_word,
    is_closing_name,
    is_opening_name,
    is_total_label,
)
from microdesk_desktop.banks.normalise.summary_rows import Verdict, is_summary_word, judge_rows
from microdesk_desktop.banks.statements.builder import StatementBuilder
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.banks.statements.csv.values import RowErrors
from microdesk_desktop.base.pieces import batches, distinct
from microdesk_desktop.domain.bank.types import Balance

NO_DAY = date.min
_WORDS = ("solde", "balance", "saldo", "s a l d o", "report", "kontostand", "tota", "somme", "summe", "gesamt")
"""Parts of the names of balances and totals, in small letters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A row that is no transaction: its name, and its day and the balance or total that it shows, where it has them."""

    name: str
    day: date | None
    cents: int | None

    @property
    def is_balance(self) -> bool:
        return is_balance_label(self.name) or is_balance_word(self.name)


@dataclass(frozen=True, slots=True)
class Rows:
    """The values of all rows of a table by column; `balances` are those after each row, empty without such a column."""

    days: Sequence[date]
    cents: Sequence[int]
    labels: Sequence[str]
    balances: Sequence[int | None]


def find_summaries(table: Table, rows: Rows, errors: RowErrors) -> Mapping[int, Summary]:
    """The rows whose label, or whose cell of the date, is the name of a balance or total; they leave the errors.

    A row that may be a summary or a payment is rejected.
    """
    found: dict[int, Summary] = {}
    words: dict[int, str] = {}
    dates = table.column("date")
    for row, name in _named_rows(dates, rows.labels, errors):
        if is_balance_label(name) or is_total_label(name) or dates[row].strip() in ("", name):
            found[row] = _summary(name, row, rows, table)
        else:
            words[row] = name
    for row, verdict in judge_rows(words, rows.cents, rows.balances).items() if words else ():
        if verdict is Verdict.SUMMARY:
            found[row] = _summary(words[row], row, rows, table)
        elif verdict is Verdict.UNCLEAR:
            errors.add(row, "summary_unclear", words[row])
    preset, last = table.mapping.preset, len(table.lines) - 1
    if preset and preset.headerless and preset.headerless.has_closing_row and last >= 0 and not rows.labels[last]:
        found[last] = _summary("SOLDE FINAL", last, rows, table)
    for row in found:
        errors.pop(row, None)
    return found


def _named_rows(dates: Sequence[str], labels: Sequence[str], errors: RowErrors) -> Iterator[tuple[int, str]]:
    """The rows with the name of a summary, in the cell of the label, else in that of a date that cannot be read."""
    for row in errors:
        if not labels[row] and _is_name(dates[row]):
            yield row, dates[row].strip()
    # Searched together, since nearly no file has such a row.
    if any(map(_has_word, batches(labels))):
        names = {label for label in distinct(labels) if _is_name(label)}
        yield from ((row, label) for row, label in enumerate(labels) if label in names)


def _has_word(labels: Sequence[str]) -> bool:
    together = "\n".join(labels).lower()
    return any(word in together for word in _WORDS)


def _is_name(text: str) -> bool:
    return is_balance_label(text) or is_total_label(text) or is_summary_word(text)


def _summary(name: str, row: int, rows: Rows, table: Table) -> Summary:
    day = None if rows.days[row] == NO_DAY else rows.days[row]
    if cents := rows.cents[row]:
        return Summary(name, day, cents)
    shown = rows.balances[row] if rows.balances else None
    texts = (table.column(role)[row] for role in ("amount", "debit", "credit") if table.column(role))
    has_amount = any(char.isdecimal() for text in texts for char in text)
    return Summary(name, day, 0 if shown is None and has_amount else shown)


def set_shown_balances(summaries: Mapping[int, Summary], days: Sequence[date], builder: StatementBuilder) -> None:
    """Set the balances that rows show: by their name, else by whether they stand before or after the transactions.

    `days` are those of the account's transactions.
    """
    for shown in summaries.values():
        if not shown.is_balance or shown.cents is None:
            continue
        balance = Balance(amount_cents=shown.cents, currency=builder.currency, on=shown.day)
        is_before = shown.day is not None and bool(days) and shown.day < min(days)
        if is_opening_name(shown.name) or (is_before and not is_closing_name(shown.name)):
            builder.opening = balance
        elif shown.day is None or not days or shown.day >= max(days):
            builder.closing = balance
