"""The list of the Bank page, of which only the rows in sight are read.

account, period, words ─▶ scope ─▶ counts of the chips
                            └─ chip ─▶ list ─▶ totals of its months, rows in sight
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.domain.calendar.periods import ALWAYS, Period
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.bank.listing import (
    ListFilter,
    ListOrder,
    MonthTotal,
    count_by_status,
    count_transactions,
    filter_waiting,
    load_ids,
    load_month_totals,
    load_page,
    next_waiting,
    place_of,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.connections.head import BankHead, Shown, chip_counts, load_bank_head
from microdesk_desktop.views.bank.rows import TransactionRow, load_list_rows
from microdesk_desktop.views.bank.search import TransactionSearch

__all__ = ["ListOrder", "MonthTotal"]

# How many of the found ones are looked at together for the next that waits.
_FEW = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """What the list should show.

    `shown` None is what waits where something does, else all. `account_id` keeps the transactions of one account, None
    those of all.
    `typed` narrows the chip's transactions once the labels are known to `search`. `selected` is the transaction to
    select, or with `moves_on` the next one that waits after it; with `reveals`, the filters are taken off where they
    hide it. When it has left the list the one that took its `place` is selected; without a place, the first that
    waits. `in_sight` are the places that there is room for.
    """

    shown: Shown | None
    in_sight: range
    account_id: int | None = None
    period: Period = ALWAYS
    order: ListOrder = ListOrder.LATEST
    typed: str = ""
    search: TransactionSearch | None = None
    selected: int | None = None
    moves_on: bool = False
    reveals: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankListing:
    """Which transactions a list holds: those of a filter, latest first, or those `found`, in their own order.

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

    def load_ids(self, reader: Reader, places: range | None) -> Sequence[int]:
        """The ids at these places, or all of the list for None."""
        if self.found is not None:
            return self.found if places is None else self.found[places.start : places.stop]
        if places is None:
            return load_ids(reader, self.wanted)
        return load_page(reader, self.wanted, places.start, len(places))

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
        start = found.index(after) + 1 if after is not None and after in found else 0
        for places in _chunks(start, len(found)):
            ids = found[places.start : places.stop]
            waiting = filter_waiting(reader, ids) - self.announced - {after}
            if waiting:
                return next(each for each in ids if each in waiting)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """A list below its head, with the place to select, None when it is empty, and the pages in sight by number.

    `request` is what was answered: with the chip that was chosen for it, or without the filters that hid what had to
    be revealed. `counts` are those of the chips within the account, the period and what is typed; `months` the totals
    of the list.
    """

    request: ListRequest
    head: BankHead
    listing: BankListing
    place: int | None
    pages: Mapping[int, Sequence[TransactionRow | None]]
    counts: Mapping[Shown, int]
    months: Sequence[MonthTotal]

    @property
    def shown(self) -> Shown:
        """The chip under which the list is."""
        assert self.request.shown is not None, "an answer names its chip"
        return self.request.shown


def load_list(reader: Reader, head: BankHead, request: ListRequest, page_size: int) -> LoadedList:
    """The list under one chip, with the pages that will be in sight."""
    scope = _scope_of(reader, head, request)
    shown = request.shown or (Shown.TODO if scope.counts[Shown.TODO] else Shown.ALL)
    request = replace(request, shown=shown)
    listing, months = _list_transactions(reader, scope, request, shown)
    if request.reveals and request.selected is not None and listing.place_of(reader, request.selected) is None:
        whole = head if head.narrowed_to is None else load_bank_head(reader)
        return load_list(reader, whole, _without_filters(request), page_size)
    place = _place_to_select(reader, listing, request)
    return LoadedList(
        request=request,
        head=head,
        listing=listing,
        place=place,
        counts=scope.counts,
        months=months,
        pages={
            number: listing.load_rows(reader, number * page_size, page_size)
            for number in _pages_in_sight(request.in_sight, place, listing.total, page_size)
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What the account, the period and the words keep, whatever the chip; `places` are those of a search."""

    filter: ListFilter
    announced: frozenset[int]
    counts: Mapping[Shown, int]
    places: Sequence[int] | None = None


def _scope_of(reader: Reader, head: BankHead, request: ListRequest) -> _Scope:
    since, until = request.period.since, request.period.until
    kept = ListFilter(account_id=head.narrowed_to, since=since, until=until)
    is_whole = kept == ListFilter()
    if request.typed and request.search is not None:
        places = request.search.places(request.typed, None if is_whole else load_ids(reader, kept))
        if is_whole and len(places) == head.counts[Shown.ALL]:  # a letter that every label has narrows nothing
            return _Scope(filter=kept, announced=head.announced, counts=head.counts)
        found = request.search.ids(places)
        announced = head.announced.intersection(found) if head.announced else head.announced
        counts = _count_found(reader, request.search, found, head, announced)
        return _Scope(filter=kept, announced=announced, counts=counts, places=places)
    if since is None and until is None:
        return _Scope(filter=kept, announced=head.announced, counts=head.counts)
    announced = frozenset(load_ids(reader, replace(kept, only=head.announced)))
    counts = {
        **chip_counts(count_by_status(reader, kept), len(announced)),
        Shown.DOUBLES: count_transactions(reader, replace(kept, are_doubles=True)),
    }
    return _Scope(filter=kept, announced=announced, counts=counts)


def _list_transactions(
    reader: Reader, scope: _Scope, request: ListRequest, shown: Shown
) -> tuple[BankListing, Sequence[MonthTotal]]:
    """Which transactions of the scope are listed under a chip, and the totals of their months."""
    wanted, search = _filter_of(scope, shown), request.search
    if scope.places is not None and search is not None:
        places = scope.places
        if shown is not Shown.ALL:
            places = search.keep(places, load_ids(reader, wanted))
        months, found = search.months(places), search.ids(places)
        ids: Sequence[int] | None = _in_order(reader, request.order, found)
    else:
        months = load_month_totals(reader, wanted)
        ids = None if request.order is ListOrder.LATEST else load_ids(reader, wanted, request.order)
    total = scope.counts[shown] if ids is None else len(ids)
    return BankListing(wanted=wanted, total=total, announced=scope.announced, found=ids), months


def _filter_of(scope: _Scope, shown: Shown) -> ListFilter:
    match shown:
        case Shown.ALL:
            return scope.filter
        case Shown.TODO:
            return replace(scope.filter, is_waiting=True, excluded=scope.announced)
        case Shown.UPCOMING:
            return replace(scope.filter, only=scope.announced)
        case Shown.DOUBLES:
            return replace(scope.filter, are_doubles=True)
        case _:
            return replace(scope.filter, status=Status(shown.value))


def _in_order(reader: Reader, order: ListOrder, found: Sequence[int]) -> Sequence[int]:
    if order is ListOrder.LATEST:
        return found
    return found[::-1] if order is ListOrder.OLDEST else load_ids(reader, ListFilter(only=found), order)


def _without_filters(request: ListRequest) -> ListRequest:
    return replace(request, shown=Shown.ALL, account_id=None, period=ALWAYS, typed="", reveals=False)


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


def _chunks(start: int, end: int) -> Iterator[range]:
    """The places from `start` to the end, then those before it, some at a time: the next that waits is seldom far."""
    for first, last in ((start, end), (0, start)):
        for place in range(first, last, _FEW):
            yield range(place, min(place + _FEW, last))


def _count_found(
    reader: Reader, search: TransactionSearch, found: Sequence[int], head: BankHead, announced: frozenset[int]
) -> Mapping[Shown, int]:
    """The counts of the chips within what a search found."""
    by_status = search.count_statuses(reader, found, as_of=head)
    doubles = frozenset(load_ids(reader, ListFilter(are_doubles=True)) if head.counts[Shown.DOUBLES] else ())
    counts = chip_counts(by_status, len(announced))
    return {**counts, Shown.DOUBLES: len(doubles.intersection(found)) if doubles else 0}
