"""The Bank page in two readings: its head with the figures, and the list with what waits in it.

Both stay quick with a hundred thousand transactions: what only the table itself tells (the state) is asked of the
latest days alone, for the bank announces no older transaction.
"""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from microdesk_desktop.banks.provider import TRANSACTIONS
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.settle.matching import Status
from microdesk_desktop.store.bank.connections import LastSync, load_connection, load_last_sync
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.rows import BankState, count_by_status, load_bank_state

FIGURE_DAYS = timedelta(days=90)
ANNOUNCED_DAYS = timedelta(days=45)
LATEST = 100
_WAITING = (Status.TODO, Status.SUGGESTED)
# The outcomes of a sync after which only a new consent helps, whatever end the former one announced.
_CONSENT_ENDED = frozenset(
    code.value
    for code in (
        ErrorCode.CONSENT_EXPIRED,
        ErrorCode.CONSENT_MISSING,
        ErrorCode.ACCOUNT_SUSPENDED,
        ErrorCode.BANK_GONE,
    )
)


class Shown(StrEnum):
    """Which transactions the list keeps."""

    ALL = "all"
    TODO = "todo"
    SUGGESTED = "suggested"
    ATTRIBUTED = "attributed"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHead:
    """What stands above the list.

    `alone_percent` is the share of the booked transactions of the last 90 days that needed nobody, None without any;
    `syncs_left` is what the bank still allows today, None when it does not say.
    """

    state: BankState
    institution_id: str | None
    counts: Mapping[Shown, int]
    alone_percent: int | None
    syncs_left: int | None

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the consent ends, 0 once it has or the bank says so; None when no bank is connected."""
        return _days_left(self.state.expires_at, self.state.last_sync, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankListing:
    """The ids of the list, latest first, and those that wait for the user, wherever they stand."""

    ids: "array[int]"
    waiting: frozenset[int]


def load_institution_id(reader: Reader) -> str | None:
    """The connected bank, as the provider names it; None when no bank is connected."""
    connection = load_connection(reader)
    return connection.institution_id if connection else None


def load_consent_days_left(reader: Reader, now: datetime) -> int | None:
    """Whole days until the consent ends, 0 once it has or the bank says so; None when no bank is connected."""
    connection = load_connection(reader)
    return _days_left(connection.expires_at if connection else None, load_last_sync(reader), now)


def _days_left(expires: datetime | None, last: LastSync | None, now: datetime) -> int | None:
    if expires is None:
        return None
    return 0 if last and last.outcome in _CONSENT_ENDED else max(0, (expires - now).days)


def load_bank_head(reader: Reader, today: date) -> BankHead:
    """The account, the consent and the figures."""
    state, connection = load_bank_state(reader), load_connection(reader)
    return BankHead(
        state=state,
        institution_id=connection.institution_id if connection else None,
        counts=_counts(state, _announced(reader)),
        alone_percent=_alone_percent(reader, today),
        syncs_left=next((limit.remaining for limit in state.limits if limit.endpoint == TRANSACTIONS), None),
    )


def load_bank_listing(reader: Reader, shown: Shown) -> BankListing:
    """What the list shows under one chip."""
    announced = _announced(reader)
    ids = array("q", json.loads(reader.value(_IDS.format(where=_condition(shown)), _values(shown))))
    if shown is Shown.TODO and announced:
        ids = array("q", (id_ for id_ in ids if id_ not in announced))
    waiting = json.loads(reader.value("SELECT json_group_array(id) FROM bank_transaction WHERE status IN (?, ?)",
                                      tuple(status.value for status in _WAITING)))  # fmt: skip
    return BankListing(ids=ids, waiting=frozenset(waiting) - announced)


def load_latest(reader: Reader, shown: Shown) -> BankListing:
    """The top of the list, told at once whatever its length; the whole follows with `load_bank_listing`."""
    rows = reader.all(_LATEST.format(where=_condition(shown)), (*_values(shown), LATEST))
    waiting = {status.value for status in _WAITING}
    return BankListing(
        ids=array("q", (id_ for id_, _ in rows)),
        waiting=frozenset(id_ for id_, status in rows if status in waiting) - _announced(reader),
    )


def count_waiting(reader: Reader) -> int:
    """How many transactions wait for the user, for the sidebar."""
    counts = count_by_status(reader)
    return sum(counts[status] for status in _WAITING) - len(_announced(reader))


# One answer of one row: rows fetched one by one would each hand the interpreter to whoever computes meanwhile.
_IDS = (
    "SELECT json_group_array(id) FROM (SELECT id FROM bank_transaction WHERE {where} ORDER BY booked_on DESC, id DESC)"
)
_LATEST = "SELECT id, status FROM bank_transaction WHERE {where} ORDER BY booked_on DESC, id DESC LIMIT ?"


def _condition(shown: Shown) -> str:
    return "1" if shown is Shown.ALL else "status = ?"


def _values(shown: Shown) -> tuple[str, ...]:
    return () if shown is Shown.ALL else (shown.value,)


def _announced(reader: Reader) -> frozenset[int]:
    """The transactions that the bank only announces and that settle nothing yet: there is nothing to do about them."""
    latest = reader.value("SELECT max(booked_on) FROM bank_transaction")
    if latest is None:
        return frozenset()
    rows = reader.iterate(
        "SELECT id FROM bank_transaction WHERE booked_on >= ? AND state = 'pending' AND status = 'todo'",
        ((date.fromisoformat(latest) - ANNOUNCED_DAYS).isoformat(),),
    )
    return frozenset(id_ for (id_,) in rows)


def _counts(state: BankState, announced: frozenset[int]) -> Mapping[Shown, int]:
    counts = {Shown(status.value): count for status, count in state.counts.items()}
    return {**counts, Shown.ALL: state.total, Shown.TODO: counts[Shown.TODO] - len(announced)}


def _alone_percent(reader: Reader, today: date) -> int | None:
    alone, total = reader.all(
        "SELECT count(*) FILTER (WHERE is_decided = 0 AND status IN ('attributed', 'ignored')), count(*)"
        " FROM bank_transaction WHERE booked_on >= ? AND state = 'booked'",
        ((today - FIGURE_DAYS).isoformat(),),
    )[0]
    return round(100 * alone / total) if total else None
