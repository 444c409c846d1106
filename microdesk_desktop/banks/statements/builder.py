"""Builder used by all readers of statement files; produces one Statement per account and currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from microdesk_desktop.banks.normalise.evidence import with_balance_identifiers
from microdesk_desktop.banks.normalise.identifiers import trusted_identifiers
from microdesk_desktop.banks.statements.repeats import balance_gap, rows_of_parts, without_repeated_parts
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import check_rows
from microdesk_desktop.domain.bank.types import Balance, BankRow, RowProblem, Statement

_MOST_CORRECTED = 10_000
"""Rejected rows whose cells are kept to be corrected in place: nobody corrects more by hand, and they take memory."""
MAX_ACCOUNTS = 10_000
"""Parts of accounts in one file: one per day for 27 years."""


@dataclass(slots=True)
class StatementBuilder:
    """One account and currency of a file, or a part of it, filled while the file is read.

    `reference` is the bank's own number of this part, empty without one. `lines` are those of the rows in the file,
    in formats where a row is a line.
    """

    rows: list[BankRow] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    iban: str | None = None
    account_number: str | None = None
    bank_name: str | None = None
    currency: str = "EUR"
    opening: Balance | None = None
    closing: Balance | None = None
    reference: str = ""

    def reject_row(self, line: int, code: str, cells: Mapping[str, str] | None = None, **params: str) -> None:
        """Leave out the row of this line (1-based) for the reason `code`, a key of `views/messages/problems.py`.

        `cells` are the texts of a table's row by field; those of the first rejected rows are kept.
        """
        kept = cells if cells and len(self.problems) < _MOST_CORRECTED else {}
        self.problems.append(RowProblem(line=line, code=code, params=params, cells=kept))


def check_size(builders: Sequence[StatementBuilder]) -> None:
    """Raise FILE_TOO_LARGE for more accounts, or more rows in the last one, than any statement has."""
    check_rows(len(builders[-1].rows) + len(builders[-1].problems) if builders else 0)
    if len(builders) > MAX_ACCOUNTS:
        raise KnownError(ErrorCode.FILE_TOO_LARGE)


def build_statements(builders: Iterable[StatementBuilder]) -> tuple[Statement, ...]:
    """One statement per account and currency; a file may hold one part per day or page of the same account."""
    accounts: dict[tuple[str | None, str | None, str], list[StatementBuilder]] = {}
    for builder in builders:
        accounts.setdefault((builder.iban, builder.account_number, builder.currency), []).append(builder)
    return tuple(_statement(parts) for parts in accounts.values())


def _statement(parts: Sequence[StatementBuilder]) -> Statement:
    if all(part.opening and part.opening.on for part in parts):
        parts = sorted(parts, key=lambda part: (part.opening and part.opening.on) or date.min)
    parts = without_repeated_parts(parts)
    first, last = parts[0], parts[-1]
    rows = _with_trusted_identifiers(rows_of_parts([part.rows for part in parts], first.opening, last.closing))
    gap = balance_gap(first.opening, last.closing, rows)
    if first.opening is not None and gap == 0:
        rows = with_balance_identifiers(rows, first.opening.amount_cents)
    problems = sorted((each for part in parts for each in part.problems), key=lambda each: each.line)
    lines = [line for part in parts for line in part.lines]
    return Statement(
        rows=rows,
        lines=lines if len(lines) == len(rows) else (),
        problems=problems,
        iban=first.iban,
        account_number=first.account_number,
        bank_name=first.bank_name,
        currency=first.currency,
        opening=first.opening,
        closing=last.closing,
        balance_gap_cents=gap,
    )


def _with_trusted_identifiers(rows: list[BankRow]) -> list[BankRow]:
    given = [row.provider_id for row in rows]
    kept = trusted_identifiers(given)
    if kept == given:
        return rows
    return [row._replace(provider_id=identifier) for row, identifier in zip(rows, kept, strict=True)]
