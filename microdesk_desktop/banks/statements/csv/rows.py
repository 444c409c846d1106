"""Turn the cells of a CSV export into transactions, column by column, and group these by account and currency."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import TypeVar

from microdesk_desktop.banks.normalise.balance_rows import is_balance_label, is_total_label, is_total_word
from microdesk_desktop.banks.normalise.evidence import identifiers_of_balances, identifiers_of_times
from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.text import clean_column, clean_text, join_label
from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS, StatementBuilder
from microdesk_desktop.banks.statements.csv.amounts.balances import Course, find_balances, follows_rows
from microdesk_desktop.banks.statements.csv.amounts.currencies import row_currencies, split_currencies
from microdesk_desktop.banks.statements.csv.amounts.fees import read_fees, read_refunds
from microdesk_desktop.banks.statements.csv.amounts.signs import read_cents
from microdesk_desktop.banks.statements.csv.amounts.summaries import (
    NO_DAY,
    Rows,
    Summary,
    find_summaries,
    set_shown_balances,
)
from microdesk_desktop.banks.statements.csv.mapping import line_cells, row_cells
from microdesk_desktop.banks.statements.csv.preamble import read_balance, read_preamble
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.banks.statements.csv.values import RowErrors, convert, detect_separator, read_amounts
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State
from microdesk_desktop.domain.calendar.dates import DateOrder, day_reader, find_order, parse_day
from microdesk_desktop.domain.imports.types import ReadOptions
from microdesk_desktop.domain.text import fold

Value = TypeVar("Value")

_BATCH = 5000
_ENDS_IN_DECIMALS = re.compile(r"\d[.,]\d?\Z")
_HAS_CENTS = re.compile(r"\d[.,]\d{2}(?!\d|[./]\d)")
_WRONG_DATES = 0.4
"""Share of the dates that may be wrong; where the month stands first, three of five days are above 12."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the whole file writes days and amounts; `is_order_proven`: a date of the file has one reading only."""

    order: DateOrder
    is_order_proven: bool
    decimal: str | None


@dataclass(slots=True)
class _Values:
    """One value per row in each column; rows to reject, and rows that are no transaction."""

    days: list[date]
    cents: list[int]
    currencies: Sequence[str]
    labels: list[str]
    ids: Sequence[str | None]
    fees: Sequence[int]
    refunds: Sequence[int]
    balances: Sequence[int | None]
    errors: RowErrors
    summaries: Mapping[int, Summary]


def find_style(table: Table, options: ReadOptions) -> Style:
    """How the file writes days and amounts: as the user chose, as the file shows, as earlier files of the account."""
    decimal = table.mapping.decimal or _find_decimal(table)
    if chosen := table.mapping.date_order:
        return Style(chosen, True, decimal)
    # A French bank writes the day first; one wrong date must not make all of them month first.
    if table.mapping.preset and table.mapping.preset.is_day_first:
        return Style(DateOrder.DAY_FIRST, True, decimal)
    found = find_order(table.distinct_dates, remembered=options.date_order)
    if found.order is DateOrder.MONTH_FIRST and decimal == "," and _is_mostly_day_first(table.distinct_dates):
        return Style(DateOrder.DAY_FIRST, False, decimal)
    return Style(found.applied, found.is_proven, decimal)


def _find_decimal(table: Table) -> str | None:
    """The decimal separator of the amounts, from the first of them where they show it."""
    columns = [table.column(role) for role in ("amount", "debit", "credit")]
    first = (split_currencies(column[:_BATCH])[0] for column in columns)
    return detect_separator(*first) or detect_separator(*_money(table)[0].values())


def _is_mostly_day_first(dates: Collection[str]) -> bool:
    """Whether only few dates have no reading with the day first.

    Countries that write the month first have a decimal point: beside a comma, a few such dates are wrong ones.
    """
    unreadable = 0
    for text in dates:
        try:
            parse_day(text, DateOrder.DAY_FIRST)
        except ValueError:
            unreadable += 1
    return unreadable < len(dates) * _WRONG_DATES


def build_accounts(table: Table, style: Style, job: Job) -> list[StatementBuilder]:
    """One builder per account and currency that the rows name; at least one.

    Raises FILE_TOO_LARGE for more accounts than any file has, AMOUNT_SIGN_UNCLEAR.
    """
    values = _read_values(table, style, job)
    accounts = _accounts(table, values)
    if len(accounts) > MAX_ACCOUNTS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    builders = [_account(table, values, name, currency, rows, job) for (name, currency), rows in accounts.items()]
    last = max((rows[-1] for rows in accounts.values() if rows), default=len(table.lines))
    for row, (code, text) in sorted(values.errors.items()):
        cells = row_cells(table, row)
        is_footer = row > last and _is_footer(table, [column[row] for column in table.cells.values()])
        if any(map(str.strip, cells.values())) and not is_footer:
            value = {"value": clean_text(text)} if text.strip() else {}
            builders[0].reject_row(table.lines[row], code, cells, **value)
    _reject_lines(table, builders[0], table.lines[last] if last < len(table.lines) else None)
    return builders


def _read_values(table: Table, style: Style, job: Job) -> _Values:
    errors, count = RowErrors(), len(table.lines)
    days = convert(table.column("date"), day_reader(style.order), NO_DAY, errors, job)
    money, beside = _money(table)
    cents = read_cents(table, money, style.decimal, errors, job)
    _check_truncation(table, style.decimal, errors)
    job.progress(count, count * 2, "read")
    currencies = row_currencies(table, beside, errors)
    labels = _labels(table, job)
    balances = _balances(table, style.decimal, job)
    values = _Values(
        days=days,
        cents=cents,
        currencies=currencies,
        labels=labels,
        ids=[clean_text(text) or None for text in table.column("id")] or [None] * count,
        fees=(),
        refunds=read_refunds(table, style.decimal, errors, job),
        balances=balances,
        errors=errors,
        summaries=find_summaries(table, Rows(days, cents, labels, balances), errors),
    )
    values.fees = read_fees(table, cents, _whole_course(table, values), style.decimal, errors, job)
    return values


def _money(table: Table) -> tuple[Mapping[str, Sequence[str]], dict[int, str]]:
    """The cells of the amounts by role without the currency beside them, and that currency by row."""
    money: dict[str, Sequence[str]] = {}
    beside: dict[int, str] = {}
    for role in ("amount", "debit", "credit"):
        money[role], found = split_currencies(table.column(role))
        beside |= found
    return money, beside


def _balances(table: Table, decimal: str | None, job: Job) -> Sequence[int | None]:
    """The balance after each row; None for blanks, and for what cannot be read: balances only check the rows."""
    texts = split_currencies(table.column("balance"))[0]
    if not texts:
        return ()
    unreadable = RowErrors()
    own_decimal = detect_separator(texts) or decimal
    balances = read_amounts(texts, own_decimal, unreadable, job, blank_is_zero=True)
    if table.is_truncated and table.is_last("balance") and _is_cut(texts, own_decimal):
        unreadable.add(len(texts) - 1, "row_cut")
    return [
        None if row in unreadable or not text.strip() else balance
        for row, (balance, text) in enumerate(zip(balances, texts, strict=True))
    ]


def _whole_course(table: Table, values: _Values) -> Course | None:
    """The rows of a table of one account and currency with a running balance."""
    if not values.balances or table.column("account") or len(set(values.currencies)) > 1:
        return None
    return Course(values.days, values.cents, values.balances, table.mapping.currency)


def _check_truncation(table: Table, decimal: str | None, errors: RowErrors) -> None:
    """Reject the amount on which a broken download ends, when it has fewer decimals than the others."""
    if not table.is_truncated:
        return
    columns = {role: table.column(role) for role in ("amount", "debit", "credit")}
    for role, texts in columns.items():
        if texts and table.is_last(role):
            beside = [text for other, column in columns.items() if other != role for text in column]
            if _is_cut([*beside, *texts], decimal):
                errors.add(len(texts) - 1, "row_cut", texts[-1])


def _is_cut(texts: Sequence[str], decimal: str | None) -> bool:
    """Whether the last of these amounts, behind which the file ends without a line end, may have lost decimals.

    It has fewer than most others; alone, it ends within its decimals. A whole number alone may be complete.
    """
    last = texts[-1].rstrip()
    others = [text for text in texts[:-1] if text.strip()]
    if not last:
        return False
    if not others:
        return _ENDS_IN_DECIMALS.search(last) is not None
    with_cents = sum(text[-3:-2] == decimal for text in others)
    return decimal is not None and with_cents * 2 > len(others) and last[-3:-2] != decimal


def _labels(table: Table, job: Job) -> list[str]:
    job.checkpoint()
    columns = [table.cells[place] for place in table.mapping.label]
    is_single = len(columns) == 1
    labels = clean_column(columns[0]) if is_single else list(map(join_label, zip(*columns, strict=True)))
    if table.mapping.spare and "" in labels:
        spares = map(join_label, zip(*(table.cells[place] for place in table.mapping.spare), strict=True))
        labels = [label or spare for label, spare in zip(labels, spares, strict=True)]
    return labels


def _accounts(table: Table, values: _Values) -> dict[tuple[str, str], Sequence[int]]:
    """The good rows of each account and currency."""
    names = table.column("account")
    count = len(table.lines)
    left_out = {*values.errors, *values.summaries}
    kept: Sequence[int] = [row for row in range(count) if row not in left_out] if left_out else range(count)
    if not names and len(set(values.currencies)) < 2:
        return {("", values.currencies[0] if values.currencies else table.mapping.currency): kept}
    accounts: dict[tuple[str, str], list[int]] = {}
    for row in kept:
        name = clean_text(names[row]) if names else ""
        accounts.setdefault((name, values.currencies[row]), []).append(row)
    return {**accounts} or {("", table.mapping.currency): ()}


def _account(
    table: Table, values: _Values, name: str, currency: str, rows: Sequence[int], job: Job
) -> StatementBuilder:
    preset = table.mapping.preset
    builder = StatementBuilder(bank_name=preset.bank if preset else None, currency=currency)
    read_preamble(table.header.preamble, builder)
    if name and fold(name) not in bank_tables().words.main_account:
        builder.iban = as_iban(name)
        builder.account_number = None if builder.iban else name
    course = _course(values, rows, currency) if values.balances else None
    columns = (_identifiers(table, values, rows, course), values.days, values.cents, values.currencies, values.labels)
    # Without the constructor's argument checks: half of its time.
    make = tuple.__new__
    for start in range(0, len(rows), _BATCH):
        job.checkpoint()
        batch = [_pick(column, rows[start : start + _BATCH]) for column in columns]
        builder.rows += [make(BankRow, values) for values in zip(*batch, repeat(State.BOOKED))]
    builder.lines = list(_pick(table.lines, rows))
    for row, fee in _fee_rows(table, values, rows):
        builder.rows.append(fee)
        builder.lines.append(table.lines[row])
    if values.summaries:
        set_shown_balances(values.summaries, [values.days[row] for row in rows], builder)
    if course is not None:
        opening, closing = find_balances(course, is_known_layout=preset is not None)
        builder.opening, builder.closing = opening or builder.opening, closing or builder.closing
    return builder


def _identifiers(table: Table, values: _Values, rows: Sequence[int], course: Course | None) -> Sequence[str | None]:
    """The bank's identifiers; in a file without any, what its times of day or its running balance make of one."""
    if any(values.ids):
        return values.ids
    times = identifiers_of_times(table.column("date"), table.distinct_dates)
    if times:
        return times
    if course is None or not follows_rows(course):
        return values.ids
    found = list(values.ids)
    for row, identifier in zip(rows, identifiers_of_balances(course.balances), strict=True):
        found[row] = identifier
    return found


def _pick(column: Sequence[Value], rows: Sequence[int]) -> Sequence[Value]:
    if isinstance(rows, range):
        return column[rows.start : rows.stop]
    return [column[row] for row in rows]


def _fee_rows(table: Table, values: _Values, rows: Sequence[int]) -> Iterator[tuple[int, BankRow]]:
    """The charges by their row: each becomes a transaction of its own, so that the operation keeps its exact amount."""
    for role, charges in (("fee", values.fees), ("refund", values.refunds)):
        if not any(charges):
            continue
        word = table.header.names[table.mapping.roles[role]]
        for row in rows:
            if cents := charges[row]:
                label = f"{word} {values.labels[row]}"
                yield row, BankRow(None, values.days[row], cents, values.currencies[row], label)


def _course(values: _Values, rows: Sequence[int], currency: str) -> Course:
    return Course(
        days=[values.days[row] for row in rows],
        changes=[values.cents[row] + (values.fees[row] if values.fees else 0) for row in rows],
        balances=[values.balances[row] for row in rows],
        currency=currency,
    )


def _reject_lines(table: Table, builder: StatementBuilder, last: int | None) -> None:
    """Reject the lines that are no row of the table, but for balances, totals, and remarks below the `last` row."""
    for line, code in table.rejected.items():
        cells = table.rejected_rows.get(line)
        if cells is None:
            builder.reject_row(line, code)
            continue
        name = next((cell for cell in cells if cell.strip()), "")
        is_balance = is_balance_label(name) and read_balance(";".join(cells), builder)
        is_total = is_total_label(name) or is_total_word(name)
        if not (is_balance or is_total or (last is not None and line > last and _is_footer(table, cells))):
            builder.reject_row(line, code, line_cells(table, cells))


def _is_footer(table: Table, cells: Sequence[str]) -> bool:
    """Whether a line below the last row is a remark: « Document édité le 31/03/2026 ».

    Its one text begins with a letter, where the rows begin with a day, and holds no amount.
    """
    texts = [cell.strip() for cell in cells if cell.strip()]
    begins_with_day = table.mapping.roles.get("date") == 0
    return len(texts) == 1 and begins_with_day and texts[0][0].isalpha() and not _HAS_CENTS.search(texts[0])
