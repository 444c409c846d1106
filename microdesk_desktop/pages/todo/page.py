"""À traiter: everything that waits for the user in one queue, grouped by kind and walked through with Enter."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.when_read import WhenRead
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.bands import Band, Sections
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.exports.content import AnyContent, ListContent
from microdesk_desktop.views.exports.lists.others import waiting_chunks, waiting_columns
from microdesk_desktop.views.exports.words import chip_words
from microdesk_desktop.views.waiting.items import WaitingItem
from microdesk_desktop.views.waiting.queue import Queue, load_queue
from microdesk_desktop.views.waiting.registry import BY_KIND, FLAGS, PROVIDERS
from microdesk_desktop.views.waiting.words import (
    action_words,
    age_text,
    amount_text,
    items_text,
    longest_age,
    queue_text,
)

ALL = "all"


class TodoPage(Page):
    """The list has no panel: Enter opens an item where it is handled, and F8 the next one from there."""

    key = "todo"
    icon = "inbox"
    flags = FLAGS
    has_list = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._loading: Task[Queue] | None = None
        self._when_read = WhenRead()
        self._queue = Queue(counts={}, items=())
        self.walk = workspace.controller(Walk)
        self.chips = Chips(tr("Éléments à montrer"), _chips({}))
        self.table: Table[WaitingItem] = Table(
            self.title(),
            _columns(workspace.clock.today()),
            _nothing(),
            sections=Sections(key=lambda item: item.kind, band=_band),
        )
        self.begin_button = self.add_action(buttons.primary(tr("Commencer"), self.begin))
        self.begin_button.hide()
        self.body.addWidget(self._card(), 1)
        self.chips.chosen.connect(lambda _: self.reload())
        self.table.activated.connect(lambda _: self._open_selected())
        self.setFocusProxy(self.table)

    @staticmethod
    def title() -> str:
        return tr("À traiter")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Traiter ce qui attend"), do=cls.begin_when_read, icon="inbox"),)

    def reload(self) -> None:
        self._read(self._show)

    def activate(self, wanted: object = None) -> None:
        """Show the whole queue, or the kind that is wanted."""
        if isinstance(wanted, str) and (wanted in BY_KIND or wanted == ALL):
            self.chips.choose(wanted)
        self.table.setFocus()

    def place(self) -> object:
        return self.chips.current

    def give_list(self, take: Callable[[AnyContent], object]) -> None:
        self._when_read.run(lambda: take(self._content()))

    def _content(self) -> AnyContent:
        """Everything that waits, of the kind in sight: the page itself lists the first items of each kind only."""
        waiting = self._queue.counts
        total = waiting.get(self._kind, 0) if self._kind else sum(waiting.values())
        return ListContent(
            title=self.title(),
            columns=waiting_columns(),
            total=total,
            chunks=waiting_chunks(self._kind, self.workspace.clock.today()),
            filters=(chip_words(self.chips.text_of(self._kind)),) if self._kind else (),
            count=items_text(total),
        )

    def begin(self) -> None:
        """Open the first item of what is listed; F8 then leads from one to the next."""
        if self._queue.items:
            self.walk.start(self._queue.items[0], self._queue, self._kind)

    def begin_when_read(self) -> None:
        """Open the first item once the queue has been read."""

        def show_and_begin(queue: Queue) -> None:
            self._show(queue)
            self.begin()

        self._read(show_and_begin)

    @property
    def _kind(self) -> str:
        return "" if self.chips.current == ALL else self.chips.current

    def _read(self, take: Callable[[Queue], None]) -> None:
        today, kind = self.workspace.clock.today(), self._kind
        self._when_read.reading()

        def show(queue: Queue) -> None:
            take(queue)
            self._when_read.read()

        self._loading = self.workspace.load(
            lambda reader: load_queue(reader, today, kind), owner=self, on_success=show, instead_of=self._loading
        )

    def _show(self, queue: Queue) -> None:
        self._queue = queue
        self.chips.set_chips(_chips(queue.counts))
        self.set_subtitle(queue_text(queue))
        self.begin_button.setVisible(bool(queue.items))
        self.table.set_rows(queue.items, key=lambda item: item.key)
        if queue.items and not self.table.has_selection:
            self.table.view.select_row(0)

    def _open_selected(self) -> None:
        item = self.table.current_row()
        if item is not None:
            self.walk.start(item, self._queue, self._kind)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        head = QHBoxLayout()
        head.setContentsMargins(MIDDLE, SMALL + 2, MIDDLE, SMALL + 2)
        head.addWidget(self.chips, 1)
        head.addWidget(OutputButton(self.export_list, self.print_list))
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        return card


def _nothing() -> EmptyState:
    return EmptyState("circle-check", tr("Rien à traiter. Tout est réglé."))


def _chips(by_kind: Mapping[str, int]) -> Sequence[Chip]:
    every = Chip(key=ALL, text=tr("Tout"), tone=Tone.POSITIVE, count=sum(by_kind.values()))
    return [
        every,
        *(
            Chip(
                key=each.kind,
                text=each.title(),
                tone=each.tone,
                count=by_kind.get(each.kind, 0),
                is_shown=by_kind.get(each.kind, 0) > 0,
            )
            for each in PROVIDERS
        ),
    ]


def _columns(today: date) -> Sequence[Column[WaitingItem]]:
    actions = action_words()
    return (
        Column(
            header=tr("Qui, quoi"), text=lambda item: item.title, detail=lambda item: item.detail, kind=CellKind.WHO
        ),
        Column(
            header=tr("Depuis"),
            text=lambda item: age_text(item.since, today),
            kind=CellKind.MUTED,
            sample=longest_age(),
            gives_way=2,
        ),
        Column(header=tr("Montant"), text=amount_text, kind=CellKind.AMOUNT),
        Column(
            header=tr("Action"),
            text=lambda item: actions[item.action],
            kind=CellKind.MUTED,
            sample=max(actions.values(), key=len),
            gives_way=1,
        ),
    )


def _band(items: Sequence[WaitingItem]) -> Band:
    """The kind of these items, and how many there are, listed or not."""
    count = sum(item.others or 1 for item in items)
    return Band(text=BY_KIND[items[0].kind].title(), detail=counts.count(count))
