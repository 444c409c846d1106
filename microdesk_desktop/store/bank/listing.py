"""The list of transactions, latest first: pages, positions, counts, totals, and the next one to handle.

Each uses an index; the totals of the months are read from one that holds all they need.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.transaction import json_list

# A bank announces a transaction a few days ahead of its booking.
ANNOUNCED_DAYS = timedelta(days=45)
# The statuses in which the user has something to do, as SQL.
_WAITING = f"('{Status.TODO}', '{Status.SUGGESTED}')"
_DOUBLES = "SELECT newer_id FROM bank_possible_double WHERE is_kept = 0"
_IS_DOUBLE = f"id IN ({_DOUBLES})"
_ORDER = "ORDER BY booked_on DESC, id DESC"


class ListOrder(StrEnum):
    """The order of a list, as SQL; all but the first sort every row of it."""

    LATEST = "ORDER BY booked_on DESC, id DESC"
    OLDEST = "ORDER BY booked_on, id"
    SMALLEST = "ORDER BY amount_cents, booked_on DESC, id DESC"
    LARGEST = "ORDER BY amount_cents DESC, booked_on DESC, id DESC"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which transactions a list holds: those of a status and of an account, or of all, without `excluded`.

    With `is_waiting`, only those that wait for the user; with `are_doubles`, only those that may be the double of an
    older one, until the user decides. `only` keeps those of these ids.
    """

    status: Status | None = None
    is_waiting: bool = False
    account_id: int | None = None
    since: date | None = None
    until: date | None = None
    excluded: Collection[int] = ()
    only: Collection[int] | None = None
    are_doubles: bool = False

    def where(self) -> tuple[str, tuple[object, ...]]:
        """The condition and its parameters."""
        clauses = {
            "status = ?": self.status.value if self.status else None,
            "account_id = ?": self.account_id,
            "booked_on >= ?": self.since.isoformat() if self.since else None,
            "booked_on <= ?": self.until.isoformat() if self.until else None,
            "id NOT IN (SELECT value FROM json_each(?))": json_list(self.excluded) if self.excluded else None,
            "id IN (SELECT value FROM json_each(?))": json_list(self.only) if self.only is not None else None,
        }
        kept = {clause: value for clause, value in clauses.items() if value is not None}
        fixed = [
            *([_IS_DOUBLE] if self.are_doubles else []),
            *([f"status IN {_WAITING}"] if self.is_waiting else []),
        ]
        return " AND ".join((*fixed, *kept)) or "1", tuple(kept.values())


_EVERYTHING = ListFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTotal:
    """How many transactions a month has in one currency, and the cents that came in (≥ 0) and went out (≤ 0)."""

    month: date
    currency: str
    count: int
    in_cents: int
    out_cents: int


def count_by_status(reader: Reader, wanted: ListFilter = _EVERYTHING) -> Mapping[Status, int]:
    """How many transactions of a list have each status."""
    counts = dict.fromkeys(Status, 0)
    where, values = wanted.where()
    rows = reader.iterate(f"SELECT status, count(*) FROM bank_transaction WHERE {where} GROUP BY status", values)
    for status, count in rows:
        counts[Status(status)] = count
    return counts


def count_by_account(reader: Reader) -> Mapping[int, int]:
    """How many transactions each account has; an account without any is left out."""
    return dict(reader.iterate("SELECT account_id, count(*) FROM bank_transaction GROUP BY account_id"))


def count_transactions(reader: Reader, wanted: ListFilter) -> int:
    """How many transactions the list holds."""
    where, values = wanted.where()
    return int(reader.value(f"SELECT count(*) FROM bank_transaction WHERE {where}", values))


def load_month_totals(reader: Reader, wanted: ListFilter) -> list[MonthTotal]:
    """The totals of each month of the list, the latest first; one entry for each currency of a month."""
    found = _month_totals(reader, wanted, "booked_on")
    if any(currency != other for _, currency, other, *_ in found):
        found = _month_totals(reader, wanted, "booked_on, currency")
    return [
        MonthTotal(
            month=date.fromisoformat(f"{month}-01"), currency=currency, count=count, in_cents=came, out_cents=went
        )
        for month, currency, _, count, came, went in found
    ]


def _month_totals(reader: Reader, wanted: ListFilter, group: str) -> list[tuple[str, str, str, int, int, int]]:
    """Month, first and last currency, count, cents in and out, the latest first.

    The days come first, in the order of the index: grouping by the month at once would sort every row.
    """
    where, values = wanted.where()
    of_month = group.replace("booked_on", "month")
    return reader.all(
        "SELECT month, min(currency), max(other), sum(count), sum(came), sum(went) FROM ("
        "SELECT substr(booked_on, 1, 7) AS month, min(currency) AS currency, max(currency) AS other,"
        " count(*) AS count, sum(max(amount_cents, 0)) AS came, sum(min(amount_cents, 0)) AS went"
        f" FROM bank_transaction WHERE {where} GROUP BY {group}) GROUP BY {of_month} ORDER BY month DESC",
        values,
    )


def load_announced(reader: Reader, account_id: int | None = None) -> frozenset[int]:
    """The pending transactions that settle nothing yet, in all accounts or in one: nobody has to handle them."""
    latest = reader.value("SELECT max(booked_on) FROM bank_transaction")
    if latest is None:
        return frozenset()
    since = date.fromisoformat(latest) - ANNOUNCED_DAYS
    where, values = ListFilter(status=Status.TODO, account_id=account_id, since=since).where()
    rows = reader.iterate(f"SELECT id FROM bank_transaction WHERE {where} AND state = '{State.PENDING}'", values)
    return frozenset(id_ for (id_,) in rows)


def load_double_ids(reader: Reader) -> frozenset[int]:
    """The transactions that may be the same payment as an older one, while the user has not decided."""
    return frozenset(id_ for (id_,) in reader.iterate(_DOUBLES))


def load_page(reader: Reader, wanted: ListFilter, offset: int, limit: int) -> list[int]:
    """The ids at these places of the list."""
    where, values = wanted.where()
    rows = reader.iterate(
        f"SELECT id FROM bank_transaction WHERE {where} {_ORDER} LIMIT ? OFFSET ?", (*values, limit, offset)
    )
    return [id_ for (id_,) in rows]


def load_ids(reader: Reader, wanted: ListFilter, order: ListOrder = ListOrder.LATEST) -> list[int]:
    """Every id of the list.

    Fetched as one row of JSON: between two rows, another thread may take the interpreter lock.
    """
    where, values = wanted.where()
    ids: list[int] = json.loads(
        reader.value(
            f"SELECT json_group_array(id) FROM (SELECT id FROM bank_transaction WHERE {where} {order})", values
        )
    )
    return ids


def place_of(reader: Reader, wanted: ListFilter, transaction_id: int) -> int | None:
    """The place of a transaction in the list, None when the list does not hold it."""
    where, values = wanted.where()
    found = reader.one(f"SELECT booked_on FROM bank_transaction WHERE id = ? AND {where}", (transaction_id, *values))
    if found is None:
        return None
    return int(
        reader.value(
            f"SELECT count(*) FROM bank_transaction WHERE {where} AND (booked_on, id) > (?, ?)",
            (*values, found[0], transaction_id),
        )
    )


def next_waiting(reader: Reader, wanted: ListFilter, after: int | None) -> int | None:
    """The first transaction of the list that waits for the user, below `after` when it is given."""
    where, values = wanted.where()
    if after is not None:
        where += " AND (booked_on, id) < (SELECT booked_on, id FROM bank_transaction WHERE id = ?)"
        values = (*values, after)
    found = reader.one(
        " UNION ALL ".join(
            f"SELECT * FROM (SELECT booked_on, id FROM bank_transaction WHERE status = '{status}' AND {where} {_ORDER}"
            " LIMIT 1)"
            for status in (Status.TODO, Status.SUGGESTED)
        )
        + " ORDER BY 1 DESC, 2 DESC LIMIT 1",
        (*values, *values),
    )
    return None if found is None else int(found[1])


def filter_waiting(reader: Reader, ids: Sequence[int]) -> set[int]:
    """Those of these transactions that are to do or have a proposal."""
    rows = reader.iterate(
        f"SELECT id FROM bank_transaction WHERE status IN {_WAITING} AND id IN (SELECT value FROM json_each(?))",
        (json_list(ids),),
    )
    return {id_ for (id_,) in rows}


def iterate_labels(reader: Reader) -> Iterator[tuple[int, str, int, str, str]]:
    """The id, label, cents, currency and ISO day of every transaction, latest first."""
    return reader.iterate(f"SELECT id, label, amount_cents, currency, booked_on FROM bank_transaction {_ORDER}")
