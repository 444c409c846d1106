"""The list of transactions: its columns, its chips, and the search that answers at each key stroke."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from PySide6.QtCore import Signal

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.label_parser import mask_card_numbers
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.bank import words
from microdesk_desktop.views.bank.listing import BankListing, Shown
from microdesk_desktop.views.bank.rows import TransactionRow, load_list_rows
from microdesk_desktop.views.bank.search import TransactionSearch

_mask = lru_cache(maxsize=4096)(mask_card_numbers)


class TransactionList(ListCard):
    """`selected` carries the id of the selected transaction; `shown_changed` the chip that was pressed."""

    selected = Signal(object)
    shown_changed = Signal()
    import_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.table: Table[TransactionRow] = Table(tr("Opérations"), _columns(workspace.clock.today()), _nothing())
        self.chips = Chips(tr("Opérations à montrer"), _chips({}))
        super().__init__(self.table, self.chips)
        self._listing: BankListing | None = None
        self._found: Sequence[int] | None = None
        self._search: TransactionSearch | None = None
        self._searching: Task[TransactionSearch] | None = None
        self.table.selected.connect(self.selected)
        self.chips.chosen.connect(lambda _: self.shown_changed.emit())
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.focused.connect(self._know_labels)
        workspace.changed.connect(self._on_changed)

    @property
    def shown(self) -> Shown:
        """The chip that is pressed."""
        return Shown(self.chips.current)

    def show_listing(self, listing: BankListing, counts: Mapping[Shown, int]) -> None:
        """Show what was read; the selected transaction stays selected."""
        self._listing = listing
        self.chips.set_chips(_chips(counts))
        self._filter()

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

    def next_waiting(self, transaction_id: object) -> int | None:
        """The next transaction below this one that waits for the user, else the first from the top."""
        if self._listing is None:
            return None
        after = transaction_id if isinstance(transaction_id, int) else None
        if self._found is not None:
            return self._listing.next_waiting_among(self._found, after)
        return self._listing.next_waiting(after)

    def go_on(self) -> None:
        """Select the next transaction that waits, if there is one."""
        following = self.next_waiting(self.table.current_id())
        if following is not None:
            self.table.select(following)

    def find_everything(self) -> None:
        """Take the filters off."""
        self.search.clear()
        self.chips.choose(Shown.ALL)

    def _take_search(self, search: TransactionSearch) -> None:
        self._search, self._searching = search, None
        if self.search.text():
            self._filter()

    def _filter(self) -> None:
        if self._listing is None:
            return
        typed = self.search.text().strip()
        if typed:
            self._know_labels()
        self._found = self._find(self._listing, typed) if typed and self._search else None
        ids = self._listing if self._found is None else self._found
        if not ids:
            self.table.set_empty(self._empty(bool(typed)))
        self.table.set_ids(ids, self._fetch)

    def _find(self, listing: BankListing, typed: str) -> Sequence[int]:
        assert self._search is not None, "the labels are known"
        return self._search.find(typed, None if self.shown is Shown.ALL else listing.everything())

    def _empty(self, is_search: bool) -> EmptyState:
        if not is_search and self.shown is Shown.ALL:
            return nothing_yet(self.import_wanted.emit)
        return nothing_under(self.shown, is_search)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, TransactionRow]:
        rows = self._workspace.session.read(lambda reader: load_list_rows(reader, ids))
        return {row.id: row for row in rows}


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
    return [Chip(key=shown.value, text=text, tone=tone, count=counts.get(shown)) for shown, text, tone in texts]


def _columns(today: date) -> Sequence[Column[TransactionRow]]:
    return (
        Column(
            header=tr("Date"),
            text=lambda row: dates.short_day(row.on),
            detail=lambda row: dates.year_unless(row.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.on),
        ),
        Column(header=tr("Libellé"), text=lambda row: _mask(row.label)),
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
