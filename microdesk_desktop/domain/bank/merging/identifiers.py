"""What the identifiers of transactions prove.

Banks issue them anew for each download, number the rows of a file or of a day, or name a standing order with them.
Beside the identifiers of banks there are two that a reader makes of other data of each row: its time of day
(`time_identifier`), and the balance after it (`balance_identifier`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from microdesk_desktop.domain.bank.facts import Matches, StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.types import State

_TIME, _BALANCE = "@", "="
_LONGEST_RANK = 5
"""Digits of a number that may be the place of a row in a file; a longer one is rather the bank's own."""


def time_identifier(time: str) -> str:
    """The identifier of a row whose file gives its time of day: two times are two transactions."""
    return f"{_TIME}{time}"


def balance_identifier(cents: int) -> str:
    """The identifier of a row whose file gives the balance after it, in cents, where the balances follow the rows."""
    return f"{_BALANCE}{cents}"


def balance_of(identifier: str | None) -> int | None:
    """The balance in a `balance_identifier`; None for another one."""
    if identifier is None or not identifier.startswith(_BALANCE):
        return None
    digits = identifier[1:].removeprefix("-")
    return int(identifier[1:]) if digits.isascii() and digits.isdecimal() else None


def is_made_of_row(identifier: str) -> bool:
    """Whether a reader made the identifier; which identifies the row on its day only."""
    return identifier.startswith((_TIME, _BALANCE))


def repeated_identifiers(identifiers: Iterable[str | None]) -> frozenset[str]:
    """The identifiers that one batch holds more than once, which therefore identify nothing."""
    counts = Counter(each for each in identifiers if each is not None)
    return frozenset(each for each, count in counts.items() if count > 1)


def without_untrusted(rows: list[TransactionFacts]) -> list[TransactionFacts]:
    """The rows without identifiers that are repeated, or that are small numbers, which count rows."""
    given = [row.identifier for row in rows if row.identifier is not None]
    if not given:
        return rows
    untrusted = repeated_identifiers(given) | {each for each in set(given) if _is_rank(each)}
    if not untrusted:
        return rows
    return [row._replace(identifier=None) if row.identifier in untrusted else row for row in rows]


def proven_apart(
    rows: Sequence[TransactionFacts], known: Sequence[StoredRow], exact: Matches, source: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The identifiers of fetched rows, and of stored rows of the same source, that cannot be those of one transaction.

    Times of day always prove that. A bank's own identifiers do once it is seen that the bank keeps them (`exact` are
    the rows whose facts are all equal), except those that now stand at another row: the bank numbers its rows. A
    pending row often has another identifier than the booked one that replaces it, which proves nothing.
    """
    given = {row.identifier for row in rows if row.identifier}
    stored = {row.identifier for row in known if row.identifier and row.source == source and not _is_replaceable(row)}
    kept = {each.identifier for each in exact.values() if each.identifier}
    if not given or not (stored or kept):
        return frozenset(), frozenset()
    moved = given & stored
    given, stored = given - moved, stored - moved
    if not _keeps_identifiers(rows, known, exact, source):
        given, stored = {each for each in given if _is_time(each)}, {each for each in stored if _is_time(each)}
    return frozenset(filter(_proves, given)), frozenset(filter(_proves, stored))


def _keeps_identifiers(
    rows: Sequence[TransactionFacts], known: Sequence[StoredRow], exact: Matches, source: str
) -> bool:
    """Whether at least as many rows came with the identifier that they have as with another one."""
    same = sum(1 for each in exact.values() if each.source == source and _proves(each.identifier))
    by_facts = {row[1:5] for row in known if row.source == source and _proves(row.identifier)}
    changed = sum(1 for row in rows if _proves(row.identifier) and row[1:5] in by_facts)
    return same > 0 and same >= changed


def _proves(identifier: str | None) -> bool:
    return identifier is not None and not identifier.startswith(_BALANCE)


def _is_replaceable(row: StoredRow) -> bool:
    return row.state == State.PENDING and not _is_time(row.identifier or "")


def _is_time(identifier: str) -> bool:
    return identifier.startswith(_TIME)


def _is_rank(identifier: str) -> bool:
    return identifier.isdecimal() and len(identifier.lstrip("0")) <= _LONGEST_RANK
