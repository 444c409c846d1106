"""The list of transactions: its columns, its chips, and the search that answers at each key stroke."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.label_parser import mask_card_numbers
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.pages import PAGE, Page, Pages, Reading
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.bank import words
from microdesk_desktop.views.bank.accounts import account_titles
from microdesk_desktop.views.bank.listing import BankListing, ListRequest, LoadedList, Shown
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.search import TransactionSearch

_mask = personal_cache(maxsize=4096)(mask_card_numbers)


class TransactionList(ListCard):
    """`wanted` asks whoever reads the list for an answer to `request`; `selected` comes when the user selects a row.

    It reads nothing on the main thread: it is given the rows in sight, and asks workers for the other pages.
    """

    wanted = Signal()
    selected = Signal()
    import_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        columns = _columns(workspace.clock.today(), self.account_of)
        self.table: Table[TransactionRow] = Table(tr("Opérations"), columns, _nothing())
        self.chips = Chips(tr("Opérations à montrer"), _chips({}))
        super().__init__(self.table, self.chips)
        self.account_id: int | None = None
        self._account_titles: Mapping[int, str] = {}
        self._target: tuple[int, bool] | None = None
        self._answered: ListRequest | None = None
        self._search: TransactionSearch | None = None
        self._searching: Task[TransactionSearch] | None = None
        self.table.selected.connect(lambda _: self._take_selected())
        self.chips.chosen.connect(lambda _: self.wanted.emit())
        self.search.textChanged.connect(self._take_typed)
        self.search.focused.connect(self._know_labels)
        workspace.changed.connect(self._on_changed)

    @property
    def request(self) -> ListRequest:
        """What to read for the list as it stands."""
        current, place = self.table.current_id(), self.table.view.currentIndex().row()
        selected, moves_on = self._target or (current if isinstance(current, int) else None, False)
        return ListRequest(
            shown=Shown(self.chips.current),
            in_sight=self.table.in_sight,
            account_id=self.account_id,
            typed=self.search.text().strip(),
            search=self._search,
            selected=selected,
            moves_on=moves_on,
            place=place if place >= 0 else None,
        )

    @property
    def is_moving(self) -> bool:
        """Whether another transaction may be about to be selected: the list goes elsewhere, or is being filtered."""
        now, shown = self.request, self._answered
        if self._target is not None or shown is None:
            return True
        is_other = (shown.shown, shown.account_id, shown.typed) != (now.shown, now.account_id, now.typed)
        return is_other or bool(now.typed and shown.search is None)

    def answers(self, request: ListRequest) -> bool:
        """Whether an answer to this request is still what the list wants, wherever it was scrolled meanwhile."""
        now = self.request
        return replace(request, in_sight=now.in_sight) == now

    def show_list(self, request: ListRequest, loaded: LoadedList) -> None:
        """Show the answer to a request; it brings its own selection, which `selected` does not announce."""
        self._target, self._answered = None, request
        listing, head = loaded.listing, loaded.head
        is_mixed = len(head.accounts) > 1 and head.account is None
        self._account_titles = account_titles(head.accounts) if is_mixed else {}
        self.chips.set_chips(_chips(head.counts))
        if not listing.total:
            self.table.set_empty(self._empty(listing.found is not None))
        pages = Pages(listing.total, partial(self._ask, listing), loaded.pages)
        with QSignalBlocker(self.table):
            self.table.set_pages(pages, _id, loaded.place)

    def account_of(self, row: TransactionRow) -> str:
        """The name of the transaction's account where those of several are listed together, else nothing."""
        return self._account_titles.get(row.account_id, "")

    def show_account(self, account_id: int | None) -> None:
        """List the transactions of one account, or of all."""
        self.account_id = account_id
        self.wanted.emit()

    def go_on(self, after: int) -> None:
        """Select the next transaction that waits after this one, if there is one."""
        self._target = (after, True)
        self.wanted.emit()

    def go_to(self, transaction_id: int) -> None:
        """Select a transaction, wherever it is in the list."""
        self._target = (transaction_id, False)
        self.wanted.emit()

    def reveal(self, transaction_id: int) -> None:
        """Take the filters off and select a transaction."""
        self.account_id = None
        self.search.clear()
        self.chips.choose(Shown.ALL)
        self.go_to(transaction_id)

    def _ask(self, listing: BankListing, number: int, take: Callable[[Page[TransactionRow]], None]) -> Reading:
        return self._workspace.load(
            lambda reader: listing.load_rows(reader, number * PAGE, PAGE), owner=self, on_success=take
        )

    def _take_selected(self) -> None:
        """The user selected a row: where the list was about to go no longer matters."""
        self._target = None
        self.selected.emit()

    def _take_typed(self, typed: str) -> None:
        if typed.strip():
            self._know_labels()
        self.wanted.emit()

    def _know_labels(self) -> None:
        """Read every label for the search, unless that is done or under way."""
        if self._search is None and self._searching is None:
            self._read_labels()

    def _read_labels(self) -> None:
        """Read every label anew in the background, for the search; until then the former ones serve."""
        if self._searching is not None:
            self._searching.forget()
        self._searching = self._workspace.load(TransactionSearch, owner=self, on_success=self._take_search)

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.BANK and (self._search is not None or self._searching is not None):
            self._read_labels()

    def _take_search(self, search: TransactionSearch) -> None:
        self._search, self._searching = search, None
        if self.search.text():
            self.wanted.emit()

    def _empty(self, is_search: bool) -> EmptyState:
        if not is_search and self.request.shown is Shown.ALL:
            return nothing_yet(self.import_wanted.emit)
        return nothing_under(self.request.shown, is_search)


def _id(row: TransactionRow) -> int:
    return row.id


def nothing_yet(import_file: Callable[[], object]) -> EmptyState:
    """Before the first transaction."""
    return EmptyState(
        "landmark",
        tr("Vos opérations s'afficheront ici"),
        tr("Importez un relevé (OFX, QIF, CAMT, CFONB, MT940, CSV), déposez-le ici, ou connectez votre banque."),
        (tr("Importer un relevé…"), import_file),
    )


def nothing_under(shown: Shown, is_search: bool) -> EmptyState:
    """Nothing under this chip, or nothing found."""
    if is_search:
        return EmptyState("search", tr("Rien ne correspond"), tr("Essayez un autre mot, ou un montant : 480,00."))
    if shown is Shown.DOUBLES:
        return EmptyState("circle-check", tr("Aucun double possible. Chaque opération n'est là qu'une fois."))
    if shown in (Shown.TODO, Shown.SUGGESTED):
        return EmptyState("circle-check", tr("Rien à traiter. Tout est attribué."))
    return _nothing()


def _nothing() -> EmptyState:
    return EmptyState("landmark", tr("Aucune opération sous ce filtre"), tr("Choisissez « Tout » pour les revoir."))


def _chips(counts: Mapping[Shown, int]) -> Sequence[Chip]:
    texts = (
        (Shown.ALL, tr("Tout"), Tone.POSITIVE),
        (Shown.TODO, tr("À traiter"), Tone.ATTENTION),
        (Shown.SUGGESTED, tr("Proposées"), Tone.PROPOSAL),
        (Shown.ATTRIBUTED, tr("Attribuées"), Tone.POSITIVE),
        (Shown.IGNORED, tr("Ignorées"), Tone.NEUTRAL),
    )
    chips = [Chip(key=shown.value, text=text, tone=tone, count=counts.get(shown)) for shown, text, tone in texts]
    doubles = counts.get(Shown.DOUBLES, 0)
    text = tr("Doubles possibles")
    return [*chips, Chip(key=Shown.DOUBLES, text=text, tone=Tone.ATTENTION, count=doubles, is_shown=doubles > 0)]


def _columns(today: date, account_of: Callable[[TransactionRow], str]) -> Sequence[Column[TransactionRow]]:
    return (
        Column(
            header=tr("Date"),
            text=lambda row: dates.short_day(row.on),
            detail=lambda row: dates.year_unless(row.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.on),
        ),
        Column(header=tr("Libellé"), text=lambda row: _mask(row.label), detail=account_of),
        Column(header=tr("Montant"), text=words.amount_text, kind=CellKind.AMOUNT, tone=words.amount_tone),
        Column(
            header=tr("Statut"),
            text=words.status_text,
            kind=CellKind.CHIP,
            tone=words.status_tone,
            sample=max(tr("Attribuée"), tr("Proposée"), tr("À venir"), key=len),
        ),
        Column(
            header=tr("Attribution"),
            text=words.attribution_text,
            detail=words.attribution_detail,
        ),
    )
