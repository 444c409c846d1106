"""Turn the cells of a CSV export into transactions, column by column, and group these by account and currency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import repeat

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.text import clean_column, clean_text, join_label
from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS, StatementBuilder
from microdesk_desktop.banks.statements.csv.columns import ColumnMapping
from microdesk_desktop.banks.statements.csv.preamble import read_preamble
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.values import (
    RowErrors,
    apply_direction,
    convert,
    detect_separator,
    read_amounts,
    read_debits_and_credits,
)
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import Header
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, State
from microdesk_desktop.domain.dates import DateOrder, day_reader, find_order
from microdesk_desktop.domain.imports.types import AmountSign, ReadOptions
from microdesk_desktop.domain.text import fold

_BATCH = 5000
_NO_DAY = date.min
# A row made without the argument checks of BankRow's constructor: nearly twice as fast.
_make_row = partial(tuple.__new__, BankRow)


@dataclass(frozen=True, slots=True)
class Table:
    """The mapped columns, by position, with the line of each row; `is_truncated`: the file ends inside a line."""

    mapping: ColumnMapping
    header: Header
    cells: dict[int, list[str]]
    lines: Sequence[int]
    is_truncated: bool

    def column(self, role: str) -> Sequence[str]:
        """The cells of a role, none when the file has no such column."""
        place = self.mapping.roles.get(role)
        return () if place is None else self.cells[place]

    def is_last(self, role: str) -> bool:
        """Whether the role's column ends the line."""
        names = self.header.names
        return self.mapping.roles.get(role) == max(place for place, name in enumerate(names) if name)


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The order of day and month that the dates were read with, and whether a date of the file has no other reading."""

    order: DateOrder
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One builder per account and currency, at least one, and how the days were read."""

    builders: list[StatementBuilder]
    day_order: DayOrder


@dataclass(slots=True)
class _Values:
    """One value per row in each column, and the rows to reject."""

    days: list[date]
    cents: list[int]
    currencies: Sequence[str]
    labels: list[str]
    ids: Sequence[str | None]
    fees: list[int]
    balances: list[int]
    errors: RowErrors


def build_accounts(table: Table, options: ReadOptions, job: Job) -> Reading:
    """Read the rows. Raises FILE_TOO_LARGE for more accounts than any file has."""
    day_order = _day_order(table, options)
    values = _read_values(table, day_order.order, job)
    accounts = _accounts(table, values)
    if len(accounts) > MAX_ACCOUNTS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)
    builders = [_account(table, values, name, currency, rows, job) for (name, currency), rows in accounts.items()]
    for row, (code, text) in sorted(values.errors.items()):
        builders[0].reject_row(table.lines[row], code, **({"value": clean_text(text)} if text.strip() else {}))
    return Reading(builders, day_order)


def _day_order(table: Table, options: ReadOptions) -> DayOrder:
    """The order that the user chose, else the one that the file proves, else that of the account's earlier files."""
    found = find_order(set(table.column("date")), remembered=options.date_order)
    if chosen := table.mapping.date_order:
        return DayOrder(chosen, is_proven=True)
    # A known bank writes the day first; one wrong date must not make all of them month first.
    if table.mapping.preset:
        return DayOrder(DateOrder.DAY_FIRST, is_proven=True)
    return DayOrder(found.applied, is_proven=found.is_proven)


def _read_values(table: Table, order: DateOrder, job: Job) -> _Values:
    errors, count = RowErrors(), len(table.lines)
    decimal = table.mapping.decimal or detect_separator(
        table.column("amount"), table.column("debit"), table.column("credit")
    )
    days = convert(table.column("date"), day_reader(order), _NO_DAY, errors, job)
    cents = _cents(table, decimal, errors, job)
    _check_truncation(table, decimal, errors)
    job.progress(count, count * 2, "read")
    return _Values(
        days=days,
        cents=cents,
        currencies=_currencies(table, errors),
        labels=_labels(table, job),
        ids=[clean_text(text) or None for text in table.column("id")] or [None] * count,
        fees=read_amounts(table.column("fee"), decimal, errors, job, blank_is_zero=True),
        # Balances only check the rows: an unreadable one rejects none.
        balances=read_amounts(table.column("balance"), decimal, RowErrors(), job, blank_is_zero=True),
        errors=errors,
    )


def _cents(table: Table, decimal: str | None, errors: RowErrors, job: Job) -> list[int]:
    if "amount" not in table.mapping.roles:
        return read_debits_and_credits(table.column("debit"), table.column("credit"), decimal, errors, job)
    cents = read_amounts(table.column("amount"), decimal, errors, job)
    if table.mapping.sign is AmountSign.REVERSED:
        cents = [-each for each in cents]
    return apply_direction(cents, table.column("direction"), errors)


def _check_truncation(table: Table, decimal: str | None, errors: RowErrors) -> None:
    """Reject the amount on which a broken download ends, when it has fewer decimals than the others."""
    for role in ("amount", "debit", "credit"):
        texts = table.column(role)
        if not (table.is_truncated and decimal and texts and table.is_last(role) and texts[-1].strip()):
            continue
        with_cents = sum(text[-3:-2] == decimal for text in texts[:-1])
        if with_cents * 2 > len(texts) - 1 and texts[-1][-3:-2] != decimal:
            errors.add(len(texts) - 1, "row_cut", texts[-1])


def _currencies(table: Table, errors: RowErrors) -> Sequence[str]:
    """The currency of each row: its own, else that of the amount's column."""
    texts = table.column("currency")
    if not texts:
        return [table.mapping.currency] * len(table.lines)
    codes = {text: clean_text(text).upper().replace("€", "EUR") or table.mapping.currency for text in set(texts)}
    wrong = {text for text, code in codes.items() if not (len(code) == 3 and code.isascii() and code.isalpha())}
    if wrong:
        for row, text in enumerate(texts):
            if text in wrong:
                errors.add(row, "currency_unknown", text)
    return [codes[text] for text in texts]


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
    kept: Sequence[int] = [row for row in range(count) if row not in values.errors] if values.errors else range(count)
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
    columns = (values.ids, values.days, values.cents, values.currencies, values.labels)
    for start in range(0, len(rows), _BATCH):
        job.checkpoint()
        batch = _pick(columns, rows[start : start + _BATCH])
        builder.rows += map(_make_row, zip(*batch, repeat(State.BOOKED)))
    builder.rows += _fees(table, values, rows)
    if balances := _running_balances(values, rows, currency):
        builder.opening, builder.closing = balances
    return builder


def _pick(columns: Sequence[Sequence[object]], rows: Sequence[int]) -> list[Sequence[object]]:
    if isinstance(rows, range):
        return [column[rows.start : rows.stop] for column in columns]
    return [[column[row] for row in rows] for column in columns]


def _fees(table: Table, values: _Values, rows: Sequence[int]) -> Iterator[BankRow]:
    """A charge beside its operation becomes a transaction of its own, so that the operation keeps its exact amount."""
    if not any(values.fees):
        return
    word = table.header.names[table.mapping.roles["fee"]]
    for row in rows:
        if fee := values.fees[row]:
            yield BankRow(None, values.days[row], -fee, values.currencies[row], f"{word} {values.labels[row]}")


def _running_balances(values: _Values, rows: Sequence[int], currency: str) -> tuple[Balance, Balance] | None:
    """The balances before the first and after the last row; None unless the column follows at least half the rows.

    Files list the oldest or the latest row first: the order that more rows agree with is taken.
    """
    if not values.balances or len(rows) < 2:
        return None
    changes = [values.cents[row] - (values.fees[row] if values.fees else 0) for row in rows]
    balances = [values.balances[row] for row in rows]
    oldest_first, latest_first = _agreeing(balances, changes), _agreeing(balances[::-1], changes[::-1])
    if max(oldest_first, latest_first) * 2 < len(rows) - 1:
        return None
    first, last = (0, -1) if oldest_first >= latest_first else (-1, 0)
    days = [values.days[row] for row in rows]
    return (
        Balance(amount_cents=balances[first] - changes[first], currency=currency, on=days[first]),
        Balance(amount_cents=balances[last], currency=currency, on=days[last]),
    )


def _agreeing(balances: Sequence[int], changes: Sequence[int]) -> int:
    """How many rows change the balance by their amount, in this order."""
    steps = zip(balances, balances[1:], changes[1:], strict=False)
    return sum(after - before == change for before, after, change in steps)
