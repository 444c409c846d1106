"""The Bank page: its head with the figures, and its list, of which only the pages in sight are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar, overload

from microdesk_desktop.banks.provider import TRANSACTIONS
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.bank.connection import LastSync, load_connection, load_last_sync
from microdesk_desktop.store.bank.listing import (
    ListFilter,
    count_decided_alone,
    count_waiting_statuses,
    filter_waiting,
    load_announced,
    load_ids,
    load_page,
    next_waiting,
    place_of,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.rows import BankState, load_bank_state

FIGURE_DAYS = timedelta(days=90)
PAGE = 64
# In place of a row that has left the list since it was counted; no transaction has this id.
GONE = -1
T = TypeVar("T")


class Read(Protocol):
    """Runs a view on the vault, as `Session.read` does."""

    def __call__(self, fn: Callable[[Reader], T]) -> T: ...


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
    `syncs_left` is what the bank still allows today, None when unknown. `announced` are the transactions that
    only the bank announces: they wait for nobody.
    """

    state: BankState
    institution_id: str | None
    counts: Mapping[Shown, int]
    alone_percent: int | None
    syncs_left: int | None
    announced: frozenset[int] = frozenset()

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the consent ends, 0 once it has or a sync was refused; None without a bank."""
        return _days_left(self.state.expires_at, self.state.last_sync, now)


class BankListing(Sequence[int]):
    """The ids of the list, latest first, read by pages when they are first looked at.

    `read` runs a view on the vault. Until the next change is announced a page may be of a later state than another;
    the list is then read again.
    """

    def __init__(self, read: Read, wanted: ListFilter, total: int, announced: frozenset[int]) -> None:
        self._read, self._wanted, self._total, self._announced = read, wanted, total, announced
        self._pages: dict[int, list[int]] = {}
        self._everything: frozenset[int] | None = None

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            return [self._at(each) for each in range(*place.indices(self._total))]
        if not -self._total <= place < self._total:
            raise IndexError(place)
        return self._at(place % self._total)

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """The place of a transaction. Raises ValueError when the list does not hold it."""
        place = self._read(lambda reader: place_of(reader, self._wanted, value))
        if place is None or place >= self._total:
            raise ValueError(value)
        return place

    def everything(self) -> frozenset[int]:
        """All the ids, for a search among them; read once."""
        if self._everything is None:
            self._everything = frozenset(self._read(lambda reader: load_ids(reader, self._wanted)))
        return self._everything

    def next_waiting(self, after: int | None) -> int | None:
        """The next transaction below `after` that waits for the user, else the first from the top; never itself."""
        wanted = replace(self._wanted, excluded=self._announced)

        def read(reader: Reader) -> int | None:
            found = next_waiting(reader, wanted, after) if after is not None else None
            return found or next_waiting(reader, wanted, None)

        found = self._read(read)
        return None if found == after else found

    def next_waiting_among(self, ids: Sequence[int], after: int | None) -> int | None:
        """As `next_waiting`, in a part of the list."""
        start = ids.index(after) + 1 if after in ids else 0
        waiting = self._read(lambda reader: filter_waiting(reader, ids)) - self._announced - {after}
        return next((each for each in (*ids[start:], *ids[:start]) if each in waiting), None)

    def _at(self, place: int) -> int:
        number, offset = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(lambda reader: load_page(reader, self._wanted, number * PAGE, PAGE))
            self._pages[number] = page
        return page[offset] if offset < len(page) else GONE


def load_institution_id(reader: Reader) -> str | None:
    """The connected bank, as the provider names it; None when no bank is connected."""
    connection = load_connection(reader)
    return connection.institution_id if connection else None


def load_consent_days_left(reader: Reader, now: datetime) -> int | None:
    """Whole days until the consent ends, 0 once it has or a sync was refused; None without a bank."""
    connection = load_connection(reader)
    return _days_left(connection.expires_at if connection else None, load_last_sync(reader), now)


def _days_left(expires: datetime | None, last: LastSync | None, now: datetime) -> int | None:
    if expires is None:
        return None
    return 0 if last and last.outcome in _CONSENT_ENDED else max(0, (expires - now).days)


def load_bank_head(reader: Reader, today: date) -> BankHead:
    """The account, the consent and the figures."""
    state, connection, announced = load_bank_state(reader), load_connection(reader), load_announced(reader)
    return BankHead(
        state=state,
        institution_id=connection.institution_id if connection else None,
        counts=_counts(state, announced),
        announced=announced,
        alone_percent=_alone_percent(reader, today),
        syncs_left=next((limit.remaining for limit in state.limits if limit.endpoint == TRANSACTIONS), None),
    )


def list_transactions(read: Read, head: BankHead, shown: Shown) -> BankListing:
    """The list under one chip, whose counts the head gives."""
    status = None if shown is Shown.ALL else Status(shown.value)
    excluded = head.announced if shown is Shown.TODO else frozenset[int]()
    return BankListing(read, ListFilter(status=status, excluded=excluded), head.counts[shown], head.announced)


def count_waiting(reader: Reader) -> int:
    """How many transactions wait for the user, for the sidebar."""
    return count_waiting_statuses(reader) - len(load_announced(reader))


def _counts(state: BankState, announced: frozenset[int]) -> Mapping[Shown, int]:
    counts = {Shown(status.value): count for status, count in state.counts.items()}
    return {**counts, Shown.ALL: state.total, Shown.TODO: counts[Shown.TODO] - len(announced)}


def _alone_percent(reader: Reader, today: date) -> int | None:
    alone, total = count_decided_alone(reader, today - FIGURE_DAYS)
    return round(100 * alone / total) if total else None
