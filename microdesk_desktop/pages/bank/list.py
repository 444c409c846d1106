"""The list of transactions: its filters, its months, and the search that answers at each key stroke."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.periods import ALWAYS, Period
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chips
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.pages import PAGE, Page, Pages, Reading
from microdesk_desktop.gui.table.period import PeriodSwitcher
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.bank.columns import ORDERS, chips, columns, nothing, nothing_under, nothing_yet
from microdesk_desktop.pages.bank.totals import list_totals, month_bands
from microdesk_desktop.views.bank.accounts import account_titles
from microdesk_desktop.views.bank.connections.head import Shown
from microdesk_desktop.views.bank.listing import BankListing, ListOrder, ListRequest, LoadedList
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.search import TransactionSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """What the list shows under which filters, and the transaction that is selected; « back » returns to it.

    `shown` is None while the chip has not been chosen yet.
    """

    shown: Shown | None
    account_id: int | None
    period: Period
    typed: str
    selected: int | None


class TransactionList(ListCard):
    """`wanted` asks whoever reads the list for an answer to `request`; `selected` comes when the user selects a row.

    It reads nothing on the main thread: it is given the rows in sight, and asks workers for the other pages. Rows that
    the user checked stay so only as long as the filters stay: nobody acts on what they do not see.
    """

    wanted = Signal()
    selected = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._has_months = True
        self._is_undecided = True
        self._reveals = False
        self.account_id: int | None = None
        self._account_titles: Mapping[int, str] = {}
        self._target: tuple[int, bool] | None = None
        self._answered: ListRequest | None = None
        self._search: TransactionSearch | None = None
        self._searching: Task[TransactionSearch] | None = None
        self.table: Table[TransactionRow] = Table(
            tr("Opérations"), columns(lambda: self._has_months, self.account_of), nothing(), is_checkable=True
        )
        self.chips = Chips(tr("Opérations à montrer"), chips({}))
        self.period = PeriodSwitcher(workspace.clock.today())
        super().__init__(self.table, self.period, self.chips)
        self.table.selected.connect(lambda _: self._take_selected())
        self.table.sort_changed.connect(lambda _: self.wanted.emit())
        self.chips.chosen.connect(lambda _: self._take_filter())
        self.period.changed.connect(lambda _: self._take_filter())
        self._is_searching_typed = True
        self.search.textChanged.connect(self._take_typed)
        self.search.focused.connect(self._know_labels)
        workspace.changed.connect(self._on_changed)

    @property
    def request(self) -> ListRequest:
        """What to read for the list as it stands."""
        current, place = self.table.current_id(), self.table.view.currentIndex().row()
        selected, moves_on = self._target or (current if isinstance(current, int) else None, False)
        return ListRequest(
            shown=None if self._is_undecided else Shown(self.chips.current),
            in_sight=self.table.in_sight,
            account_id=self.account_id,
            period=self.period.period,
            order=ORDERS[self.table.model.sorted_by],
            typed=self.search.text().strip(),
            search=self._search,
            selected=selected,
            moves_on=moves_on,
            reveals=self._reveals,
            place=place if place >= 0 else None,
        )

    @property
    def is_moving(self) -> bool:
        """Whether another transaction may be about to be selected: the list goes elsewhere, or is being filtered."""
        now, shown = self.request, self._answered
        if self._target is not None or shown is None:
            return True
        kept = (shown.shown, shown.account_id, shown.period, shown.order, shown.typed)
        is_other = kept != (now.shown, now.account_id, now.period, now.order, now.typed)
        return is_other or bool(now.typed and shown.search is None)

    def answers(self, request: ListRequest) -> bool:
        """Whether an answer to this request is still what the list wants, wherever it was scrolled meanwhile."""
        now = self.request
        return replace(request, in_sight=now.in_sight) == now

    def show_list(self, request: ListRequest, loaded: LoadedList) -> None:
        """Show the answer to a request; it brings its own selection, which `selected` does not announce."""
        self._take_filters(request, loaded.request)
        self._target, self._reveals, self._answered = None, False, replace(loaded.request, search=request.search)
        listing, head = loaded.listing, loaded.head
        is_mixed = len(head.accounts) > 1 and head.account is None
        self._account_titles = account_titles(head.accounts) if is_mixed else {}
        self.chips.set_chips(chips(loaded.counts))
        self.chips.setVisible(bool(head.state.total))
        self.period.setVisible(bool(head.state.total))
        self._has_months = request.order is ListOrder.LATEST
        if not listing.total:
            self.table.set_empty(self._empty(loaded))
        self.table.find_ids = partial(self._find_ids, listing)
        pages = Pages(listing.total, partial(self._ask, listing), loaded.pages)
        with QSignalBlocker(self.table):
            self.table.set_pages(pages, _id, loaded.place, month_bands(loaded.months) if self._has_months else None)
        self.set_totals(*list_totals(loaded))

    def _take_filters(self, request: ListRequest, answered: ListRequest) -> None:
        """Show the filters of the answer, where the request left them open or they were taken off."""
        self._is_undecided = False
        if answered.shown is not None and answered.shown != self.chips.current:
            with QSignalBlocker(self.chips):
                self.chips.choose(answered.shown)
        if answered.account_id != request.account_id:
            self.account_id = answered.account_id
        if answered.period != request.period:
            self.period.set_period(answered.period)
        if answered.typed != request.typed:
            self._put_in_search(answered.typed)

    def account_of(self, row: TransactionRow) -> str:
        """The name of the transaction's account where those of several are listed together, else nothing."""
        return self._account_titles.get(row.account_id, "")

    def show_account(self, account_id: int | None) -> None:
        """List the transactions of one account, or of all."""
        self.account_id = account_id
        self._take_filter()

    def show_only(self, shown: Shown) -> None:
        """List what is under a chip, whatever the other filters were."""
        self.forget_filters()
        self._is_undecided = False
        self.chips.choose(shown)
        self.wanted.emit()

    @property
    def place(self) -> ListPlace:
        """What is in sight."""
        request = self.request
        return ListPlace(
            shown=request.shown,
            account_id=request.account_id,
            period=request.period,
            typed=request.typed,
            selected=request.selected,
        )

    def return_to(self, place: ListPlace) -> None:
        """Show again what was in sight at a place, as far as it is still there."""
        if place == self.place:
            return
        if place.typed:
            self._know_labels()
        self._put_in_search(place.typed)
        self.account_id = place.account_id
        self.period.set_period(place.period)
        self._is_undecided = place.shown is None
        if place.shown is not None:
            with QSignalBlocker(self.chips):
                self.chips.choose(place.shown)
        self.table.checks.clear()
        self._target = (place.selected, False) if place.selected is not None else None
        self.wanted.emit()

    def forget_filters(self) -> None:
        """Take every filter off, and check nothing any more; the next answer chooses the chip."""
        self._put_in_search("")
        self.account_id = None
        self.period.set_period(ALWAYS)
        self.table.checks.clear()
        self._is_undecided = True
        self._target = None

    def forget_labels(self) -> None:
        """Take every filter off, and drop the labels that were read for the search: what they name has been erased."""
        self.forget_filters()
        if self._searching is not None:
            self._searching.forget()
        self._search = self._searching = None

    def go_on(self, after: int) -> None:
        """Select the next transaction that waits after this one, if there is one."""
        self._target = (after, True)
        self.wanted.emit()

    def go_to(self, transaction_id: int) -> None:
        """Select a transaction, wherever it is in the list."""
        self._target = (transaction_id, False)
        self.wanted.emit()

    def reveal(self, transaction_id: int) -> None:
        """Select a transaction, and take the filters off where they hide it."""
        self._reveals = True
        self.go_to(transaction_id)

    def _ask(self, listing: BankListing, number: int, take: Callable[[Page[TransactionRow]], None]) -> Reading:
        return self._workspace.load(
            lambda reader: listing.load_rows(reader, number * PAGE, PAGE), owner=self, on_success=take
        )

    def _find_ids(self, listing: BankListing, places: range | None, take: Callable[[Sequence[Hashable]], None]) -> None:
        self._workspace.load(lambda reader: listing.load_ids(reader, places), owner=self, on_success=take)

    def _take_filter(self) -> None:
        self._is_undecided = False
        self.table.checks.clear()
        self.wanted.emit()

    def _take_selected(self) -> None:
        """The user selected a row: where the list was about to go no longer matters."""
        self._target = None
        self.selected.emit()

    def _put_in_search(self, text: str) -> None:
        """Show another text without searching it; with signals blocked, the field's own cross would stay."""
        self._is_searching_typed = False
        self.search.setText(text)
        self._is_searching_typed = True

    def _take_typed(self, typed: str) -> None:
        if not self._is_searching_typed:
            return
        if typed.strip():
            self._know_labels()
        self._take_filter()

    def _know_labels(self) -> None:
        """Read every label for the search, unless that is done or under way."""
        if self._search is None and self._searching is None:
            self._read_labels()

    def _read_labels(self) -> None:
        """Read every label anew in the background, for the search; until then the former ones serve."""
        self._searching = self._workspace.load(
            TransactionSearch, owner=self, on_success=self._take_search, instead_of=self._searching
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.BANK and (self._search is not None or self._searching is not None):
            self._read_labels()

    def _take_search(self, search: TransactionSearch) -> None:
        self._search, self._searching = search, None
        if self.search.text():
            self.wanted.emit()

    def _empty(self, loaded: LoadedList) -> EmptyState:
        request = loaded.request
        if loaded.shown is Shown.ALL and not request.typed and request.period == ALWAYS:
            return nothing_yet()
        return nothing_under(loaded.shown, bool(request.typed))


def _id(row: TransactionRow) -> int:
    return row.id
