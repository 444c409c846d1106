"""The Bank page: its head with the accounts, and its list, of which only the rows in sight are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from microdesk_desktop.banks.provider import TRANSACTIONS
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.bank.accounts import Account, load_accounts
from microdesk_desktop.store.bank.connection import LastSync, load_connection, load_last_sync
from microdesk_desktop.store.bank.listing import (
    ListFilter,
    count_by_status,
    count_transactions,
    count_waiting_statuses,
    filter_waiting,
    load_announced,
    load_ids,
    load_page,
    next_waiting,
    place_of,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.rows import BankState, TransactionRow, load_bank_state, load_list_rows
from microdesk_desktop.views.bank.search import TransactionSearch

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
    DOUBLES = "doubles"
    """Those that may be the double of an older one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHead:
    """What stands above the list.

    `account` is the one whose transactions are listed, None when those of all accounts are, or there is none yet.
    `syncs_left` is what the bank still allows today, None when unknown. `announced` are the transactions that
    only the bank announces: they wait for nobody.
    """

    state: BankState
    institution_id: str | None
    counts: Mapping[Shown, int]
    syncs_left: int | None
    announced: frozenset[int] = frozenset()
    accounts: Sequence[Account] = ()
    account: Account | None = None

    @property
    def narrowed_to(self) -> int | None:
        """The id of the account to which the list is narrowed; None where it holds the transactions of all."""
        return self.account.id if self.account is not None and len(self.accounts) > 1 else None

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the consent ends, 0 once it has or a sync was refused; None without a bank."""
        return _days_left(self.state.expires_at, self.state.last_sync, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """What the list should show.

    `account_id` keeps the transactions of one account, None those of all.
    `typed` narrows the chip's transactions once the labels are known to `search`. `selected` is the transaction to
    select, or with `moves_on` the next one that waits after it. When it has left the list the one that took its
    `place` is selected; without a place, the first that waits. `in_sight` are the places that there is room for.
    """

    shown: Shown
    in_sight: range
    account_id: int | None = None
    typed: str = ""
    search: TransactionSearch | None = None
    selected: int | None = None
    moves_on: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankListing:
    """Which transactions a list holds, latest first: those of a filter, or those that a search `found`.

    It is a value: what it names is read anew each time, and may have changed since it was counted.
    """

    wanted: ListFilter
    total: int
    announced: frozenset[int]
    found: Sequence[int] | None = None

    def load_rows(self, reader: Reader, start: int, count: int) -> list[TransactionRow | None]:
        """The rows at `count` places from `start`; None for a transaction found that is no longer in the vault."""
        if self.found is None:
            ids: Sequence[int] = load_page(reader, self.wanted, start, count)
        else:
            ids = self.found[start : start + count]
        rows = {row.id: row for row in load_list_rows(reader, ids)}
        return [rows.get(id_) for id_ in ids]

    def place_of(self, reader: Reader, transaction_id: int) -> int | None:
        """The place of a transaction, None when the list does not hold it."""
        if self.found is None:
            place = place_of(reader, self.wanted, transaction_id)
            return None if place is None or place >= self.total else place
        return self.found.index(transaction_id) if transaction_id in self.found else None

    def next_waiting(self, reader: Reader, after: int | None) -> int | None:
        """The next transaction below `after` that waits for the user, else the first from the top; never itself."""
        if self.found is not None:
            return self._next_found(reader, self.found, after)
        wanted = replace(self.wanted, excluded=self.announced)
        below = next_waiting(reader, wanted, after) if after is not None else None
        following = below or next_waiting(reader, wanted, None)
        return None if following == after else following

    def _next_found(self, reader: Reader, found: Sequence[int], after: int | None) -> int | None:
        start = found.index(after) + 1 if after in found else 0
        waiting = filter_waiting(reader, found) - self.announced - {after}
        return next((each for each in (*found[start:], *found[:start]) if each in waiting), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """A list below its head, with the place to select, None when it is empty, and the pages in sight by number."""

    head: BankHead
    listing: BankListing
    place: int | None
    pages: Mapping[int, Sequence[TransactionRow | None]]


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


def load_bank_head(reader: Reader, account_id: int | None = None) -> BankHead:
    """The accounts, the consent and the counts, of the account with this id where it exists, else of all."""
    state, connection, accounts = load_bank_state(reader), load_connection(reader), load_accounts(reader)
    account = accounts[0] if len(accounts) == 1 else next((each for each in accounts if each.id == account_id), None)
    kept = account.id if account is not None and len(accounts) > 1 else None
    announced = load_announced(reader, kept)
    return BankHead(
        state=state,
        institution_id=connection.institution_id if connection else None,
        counts={
            **_counts(state.counts if kept is None else count_by_status(reader, kept), announced),
            Shown.DOUBLES: count_transactions(reader, ListFilter(account_id=kept, are_doubles=True)),
        },
        announced=announced,
        accounts=tuple(accounts),
        account=account,
        syncs_left=next((limit.remaining for limit in state.limits if limit.endpoint == TRANSACTIONS), None),
    )


def load_list(reader: Reader, head: BankHead, request: ListRequest, page_size: int) -> LoadedList:
    """The list under one chip, whose counts the head gives, with the pages that will be in sight."""
    listing = list_transactions(reader, head, request)
    place = _place_to_select(reader, listing, request)
    return LoadedList(
        head=head,
        listing=listing,
        place=place,
        pages={
            number: listing.load_rows(reader, number * page_size, page_size)
            for number in _pages_in_sight(request.in_sight, place, listing.total, page_size)
        },
    )


def list_transactions(reader: Reader, head: BankHead, request: ListRequest) -> BankListing:
    """Which transactions are listed under one chip, and of those the ones that hold what is typed."""
    are_doubles = request.shown is Shown.DOUBLES
    status = None if are_doubles or request.shown is Shown.ALL else Status(request.shown.value)
    excluded = head.announced if request.shown is Shown.TODO else frozenset[int]()
    wanted = ListFilter(status=status, account_id=head.narrowed_to, excluded=excluded, are_doubles=are_doubles)
    if not request.typed or request.search is None:
        return BankListing(wanted=wanted, total=head.counts[request.shown], announced=head.announced)
    among = None if request.shown is Shown.ALL and head.narrowed_to is None else load_ids(reader, wanted)
    found = request.search.find(request.typed, among)
    return BankListing(wanted=wanted, total=len(found), announced=head.announced, found=found)


def _place_to_select(reader: Reader, listing: BankListing, request: ListRequest) -> int | None:
    if not listing.total:
        return None
    wanted = request.selected
    if request.moves_on or (wanted is None and request.place is None):
        wanted = listing.next_waiting(reader, wanted) or wanted
    place = None if wanted is None else listing.place_of(reader, wanted)
    return min(request.place or 0, listing.total - 1) if place is None else place


def _pages_in_sight(in_sight: range, place: int | None, total: int, page_size: int) -> range:
    """The pages of the rows in sight once the list is scrolled as before, and then to the place selected."""
    room = len(in_sight)
    start = min(in_sight.start, max(0, total - room))
    stop = start + room
    if place is not None and not start <= place < stop:
        start, stop = max(0, place - room), place + room
    return range(start // page_size, -(-min(stop, total) // page_size))


def count_waiting(reader: Reader) -> int:
    """How many transactions wait for the user, for the sidebar."""
    return count_waiting_statuses(reader) - len(load_announced(reader))


def _counts(by_status: Mapping[Status, int], announced: frozenset[int]) -> Mapping[Shown, int]:
    counts = {Shown(status.value): count for status, count in by_status.items()}
    return {**counts, Shown.ALL: sum(by_status.values()), Shown.TODO: counts[Shown.TODO] - len(announced)}
