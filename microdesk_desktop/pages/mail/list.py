"""The list of conversations: a search, the rows that are in memory, and what stands in their place."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.conversations.listed import Listed, ListKey
from microdesk_desktop.domain.mail.types import Row
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.pages.mail import columns

EVERYWHERE, HERE, TEXTS = "everywhere", "here", "texts"
_MOST_FOLDER = 170
"""The width of the name of a folder above the list, which leaves the search its own."""
_MOST_SEARCH = 480
"""The search takes what is left beside the folder; in a list as wide as the window no more than the list beside one."""
_TYPED_MS = 600
"""After the last letter that was typed a server is asked: it looks through a whole mailbox each time."""


class ConversationList(ListCard):
    """Rows in memory; `more_wanted` comes when the end of them is near, `search_wanted` when words are to be sought.

    `shown` carries the selected row, None when none is.
    """

    more_wanted = Signal()
    search_wanted = Signal()
    shown = Signal(object)

    def __init__(self, own: Callable[[], Collection[str]], now: Callable[[], datetime]) -> None:
        self.table: Table[Row] = Table(
            tr("Conversations"), columns.columns(own, now), columns.loading(), is_checkable=True
        )
        self.folder = Switcher(tr("Dossier"), is_framed=True)
        self.folder.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.folder.setMaximumWidth(scaled(_MOST_FOLDER))
        self.scope = Chips(tr("Où chercher"), _scopes(can_search_texts=True))
        super().__init__(self.table, self.folder, self.scope)
        self.search.setMaximumWidth(scaled(_MOST_SEARCH))
        self.scope.hide()
        self._listed: Listed | None = None
        self._is_replacing = False
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self.search_wanted)
        self.search.textChanged.connect(self._take_typed)
        self.search.entered.connect(self._search_now)
        self.scope.chosen.connect(lambda _: self.search_wanted.emit() if self.words else None)
        self.table.selected.connect(lambda _: self.shown.emit(self.current_row()))
        # A press, or a key, that selects the row which was current already is no change of the current row.
        self.table.view.selectionModel().selectionChanged.connect(lambda *_: self._take_selection())
        self.table.view.verticalScrollBar().valueChanged.connect(lambda _: self._look_for_more())
        self.table.view.verticalScrollBar().rangeChanged.connect(lambda *_: self._look_for_more())

    @property
    def words(self) -> str:
        """The words of the search."""
        return self.search.text().strip()

    def current_row(self) -> Row | None:
        """The selected conversation; a list that is gone to by keys has a current row before one is selected."""
        return self.table.current_row() if self.table.has_selection else None

    def select_current(self) -> None:
        """Select the row on which the keys stand, if none is selected."""
        if not self.table.has_selection:
            self.table.view.select_row(self.table.view.currentIndex().row())
            self.shown.emit(self.current_row())

    def wanted_rows(self) -> list[Row]:
        """The conversations that are checked, else the selected one."""
        if self._listed is not None and self.table.checks:
            return [row for row in self._listed.rows if row.key in self.table.checks]
        row = self.current_row()
        return [row] if row is not None else []

    def offer_texts(self, is_offered: bool) -> None:
        """Offer to search in the texts of letters too, where the server does not do that at once."""
        self.scope.set_chips(_scopes(can_search_texts=is_offered))

    def asked(self, account_id: str, folder: str | None) -> ListKey:
        """The list that the search asks for; without words it is that of the folder."""
        scope = self.scope.current if self.words else HERE
        return ListKey(
            account_id=account_id,
            folder=folder if scope == HERE else None,
            words=self.words,
            in_texts=scope == TEXTS,
        )

    def show_asked(self, key: ListKey) -> None:
        """Show the words of a list and where they are sought, without searching."""
        self._set_words(key.words, TEXTS if key.in_texts else EVERYWHERE if key.folder is None else HERE)

    def clear_words(self) -> None:
        """Show no words; the next ones are sought everywhere."""
        self._set_words("", EVERYWHERE)

    def _set_words(self, words: str, scope: str) -> None:
        with QSignalBlocker(self.scope):
            self.scope.choose(scope)
        with QSignalBlocker(self.search):
            self.search.setText(words)
        self._typed.stop()
        self.scope.setVisible(bool(words))

    def start_anew(self) -> None:
        """Forget the rows and the selection of another list."""
        self._listed = None
        with self._replacing():
            self.table.set_rows((), key=_key)

    def show_rows(self, listed: Listed, *, is_loading: bool) -> None:
        """Show these rows; the selected conversation stays, even where a new letter has given it another key."""
        current = self.table.current_id()
        is_same = self._listed is not None and self._listed.rows == listed.rows
        self._listed = listed
        if not is_same:
            follows = listed.find(str(current)) if current is not None else None
            was_selected = self.table.has_selection
            with self._replacing():
                self.table.set_rows(listed.rows, key=_key)
                if not was_selected:
                    self.table.view.clearSelection()
                if follows is not None and follows.key != current:
                    self.table.select(follows.key)
            self.shown.emit(self.current_row())
        goes_on = is_loading and listed.next is not None and bool(listed.rows)
        self.set_totals(tr("Chargement de la suite…") if goes_on else "")
        self._look_for_more()

    def show_empty(self, state: EmptyState) -> None:
        """Show no row, and this in their place."""
        self._listed = None
        self.table.checks.clear()
        self.table.set_empty(state)
        with self._replacing():
            self.table.set_rows((), key=_key)
        self.set_totals("")
        self.shown.emit(None)

    def select(self, key: Hashable) -> bool:
        """Select the conversation of this key, if it is among the rows."""
        row = self._listed.find(str(key)) if self._listed is not None else None
        return row is not None and self.table.select(row.key)

    def select_again(self, former: Row) -> bool:
        """Select a conversation that was here before, if it is here again."""
        row = self._listed.find_again(former) if self._listed is not None else None
        return row is not None and self.table.select(row.key)

    @contextmanager
    def _replacing(self) -> Iterator[None]:
        """Report no selection while rows take the place of others: it is reported once they have."""
        self._is_replacing = True
        try:
            with QSignalBlocker(self.table):
                yield
        finally:
            self._is_replacing = False

    def _take_selection(self) -> None:
        if not self._is_replacing:
            self.shown.emit(self.current_row())

    def _take_typed(self, text: str) -> None:
        self.scope.setVisible(bool(text.strip()))
        if text.strip():
            self._typed.start()
        else:
            self._search_now()

    def _search_now(self) -> None:
        self._typed.stop()
        self.search_wanted.emit()

    def _look_for_more(self) -> None:
        bar = self.table.view.verticalScrollBar()
        if self._listed is not None and self._listed.rows and bar.value() >= bar.maximum() - 2 * bar.pageStep():
            self.more_wanted.emit()


def _scopes(*, can_search_texts: bool) -> Sequence[Chip]:
    return (
        Chip(key=EVERYWHERE, text=tr("Toute la boîte")),
        Chip(key=HERE, text=tr("Ce dossier")),
        Chip(key=TEXTS, text=tr("Dans les textes aussi"), is_shown=can_search_texts),
    )


def _key(row: Row) -> Hashable:
    return row.key
