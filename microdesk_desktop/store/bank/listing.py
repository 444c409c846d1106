"""The list of transactions, latest first: pages, positions, counts, and the next one to handle; each uses an index."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.transaction import json_list

# A bank announces a transaction a few days ahead of its booking.
ANNOUNCED_DAYS = timedelta(days=45)
# The statuses in which the user has something to do, as SQL.
_WAITING = f"('{Status.TODO}', '{Status.SUGGESTED}')"
_IS_DOUBLE = "id IN (SELECT newer_id FROM bank_possible_double WHERE is_kept = 0)"
_ORDER = "ORDER BY booked_on DESC, id DESC"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which transactions a list holds: those of a status and of an account, or of all, without `excluded`.

    With `are_doubles`, only those that may be the double of an older one, until the user decides.
    """

    status: Status | None = None
    account_id: int | None = None
    since: date | None = None
    until: date | None = None
    excluded: Collection[int] = ()
    are_doubles: bool = False

    def where(self) -> tuple[str, tuple[object, ...]]:
        """The condition and its parameters."""
        clauses = {
            "status = ?": self.status.value if self.status else None,
            "account_id = ?": self.account_id,
            "booked_on >= ?": self.since.isoformat() if self.since else None,
            "booked_on <= ?": self.until.isoformat() if self.until else None,
            "id NOT IN (SELECT value FROM json_each(?))": json_list(self.excluded) if self.excluded else None,
        }
        kept = {clause: value for clause, value in clauses.items() if value is not None}
        doubles = [_IS_DOUBLE] if self.are_doubles else []
        return " AND ".join((*doubles, *kept)) or "1", tuple(kept.values())


def count_by_status(reader: Reader, account_id: int | None = None) -> Mapping[Status, int]:
    """How many transactions have each status, in all accounts or in one."""
    counts = dict.fromkeys(Status, 0)
    where, values = ListFilter(account_id=account_id).where()
    rows = reader.iterate(f"SELECT status, count(*) FROM bank_transaction WHERE {where} GROUP BY status", values)
    for status, count in rows:
        counts[Status(status)] = count
    return counts


def count_by_account(reader: Reader) -> Mapping[int, int]:
    """How many transactions each account has; an account without any is left out."""
    return dict(reader.iterate("SELECT account_id, count(*) FROM bank_transaction GROUP BY account_id"))


def count_waiting_statuses(reader: Reader) -> int:
    """How many transactions are to do or have a proposal."""
    return int(reader.value(f"SELECT count(*) FROM bank_transaction WHERE status IN {_WAITING}"))


def count_transactions(reader: Reader, wanted: ListFilter) -> int:
    """How many transactions the list holds."""
    where, values = wanted.where()
    return int(reader.value(f"SELECT count(*) FROM bank_transaction WHERE {where}", values))


def load_announced(reader: Reader, account_id: int | None = None) -> frozenset[int]:
    """The pending transactions that settle nothing yet, in all accounts or in one: nobody has to handle them."""
    latest = reader.value("SELECT max(booked_on) FROM bank_transaction")
    if latest is None:
        return frozenset()
    since = date.fromisoformat(latest) - ANNOUNCED_DAYS
    where, values = ListFilter(status=Status.TODO, account_id=account_id, since=since).where()
    rows = reader.iterate(
        f"SELECT id FROM bank_transaction WHERE {where} AND state = ?", (*values, State.PENDING.value)
    )
    return frozenset(id_ for (id_,) in rows)


def load_page(reader: Reader, wanted: ListFilter, offset: int, limit: int) -> list[int]:
    """The ids at these places of the list."""
    where, values = wanted.where()
    rows = reader.iterate(
        f"SELECT id FROM bank_transaction WHERE {where} {_ORDER} LIMIT ? OFFSET ?", (*values, limit, offset)
    )
    return [id_ for (id_,) in rows]


def load_ids(reader: Reader, wanted: ListFilter) -> list[int]:
    """Every id of the list.

    Fetched as one row of JSON: between two rows, another thread may take the interpreter lock.
    """
    where, values = wanted.where()
    ids: list[int] = json.loads(
        reader.value(
            f"SELECT json_group_array(id) FROM (SELECT id FROM bank_transaction WHERE {where} {_ORDER})", values
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


def iterate_labels(reader: Reader) -> Iterator[tuple[int, str, int]]:
    """The id, label and amount of every transaction, latest first."""
    return reader.iterate(f"SELECT id, label, amount_cents FROM bank_transaction {_ORDER}")
