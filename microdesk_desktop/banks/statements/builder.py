"""What every reader fills while it reads, and the statements made of it: one per account."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from microdesk_desktop.domain.bank.types import Balance, BankRow, RowProblem, State, Statement

_NO_IDENTIFIER = {"", "0", "-", "NONREF", "NONE", "NULL", "N/A", "NOTPROVIDED", "NOT PROVIDED", "NOT AVAILABLE"}


@dataclass(slots=True)
class StatementBuilder:
    """One account's part of a file, while it is read."""

    rows: list[BankRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    iban: str | None = None
    account_number: str | None = None
    bank_name: str | None = None
    currency: str = "EUR"
    opening: Balance | None = None
    closing: Balance | None = None

    def reject_row(self, line: int, code: str, **params: str) -> None:
        """Leave out the row of this line, for this reason."""
        self.problems.append(RowProblem(line=line, code=code, params=params))


def statements(drafts: Iterable[StatementBuilder]) -> tuple[Statement, ...]:
    """One statement per account and currency: a file may hold one part per day or page of the same account."""
    accounts: dict[tuple[str | None, str | None, str], list[StatementBuilder]] = {}
    for draft in drafts:
        accounts.setdefault((draft.iban, draft.account_number, draft.currency), []).append(draft)
    return tuple(_statement(parts) for parts in accounts.values())


def _statement(parts: Sequence[StatementBuilder]) -> Statement:
    if all(part.opening and part.opening.on for part in parts):
        parts = sorted(parts, key=lambda part: (part.opening and part.opening.on) or date.min)
    first, last = parts[0], parts[-1]
    rows = _with_trusted_identifiers([row for part in parts for row in part.rows])
    problems = sorted((each for part in parts for each in part.problems), key=lambda each: each.line)
    return Statement(
        rows=rows,
        problems=problems,
        iban=first.iban,
        account_number=first.account_number,
        bank_name=first.bank_name,
        currency=first.currency,
        opening=first.opening,
        closing=last.closing,
        balance_gap_cents=_gap(first.opening, last.closing, rows),
    )


def _gap(opening: Balance | None, closing: Balance | None, rows: Sequence[BankRow]) -> int | None:
    if opening is None or closing is None:
        return None
    booked = sum(row.amount_cents for row in rows if row.state is State.BOOKED)
    return closing.amount_cents - opening.amount_cents - booked


def _with_trusted_identifiers(rows: list[BankRow]) -> list[BankRow]:
    """The rows without the identifiers that identify nothing: blank, filler, repeated, or a mere rank."""
    counts = Counter(row.provider_id for row in rows if row.provider_id is not None)
    untrusted = {given for given, count in counts.items() if count > 1 or given.upper() in _NO_IDENTIFIER}
    if _are_ranks(list(counts)):
        untrusted.update(counts)
    if not untrusted:
        return rows
    return [row._replace(provider_id=None) if row.provider_id in untrusted else row for row in rows]


def _are_ranks(identifiers: Sequence[str]) -> bool:
    if not identifiers or identifiers[0] not in ("0", "1"):
        return False
    start = int(identifiers[0])
    return list(identifiers) == [str(start + rank) for rank in range(len(identifiers))]
