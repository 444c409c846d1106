"""The Bank page: the account's state, its transactions, and beside them what each one settles.

chips, search ─▶ list ──selected──▶ panel ──verb──▶ actions ──▶ operations
                  ▲                                               │ changes
                  └────────────────── reload ◀────────────────────┘
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.when_read import WhenRead
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.table.pages import PAGE
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import can_open_sheet, inform
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.provider_access import sync_blocked_until
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.pages.bank.actions import Actions
from microdesk_desktop.pages.bank.consent_reminder import ConsentReminder
from microdesk_desktop.pages.bank.export import list_content
from microdesk_desktop.pages.bank.list import ListPlace, TransactionList
from microdesk_desktop.pages.bank.panel import KEYS, TransactionPanel
from microdesk_desktop.pages.bank.selection import Selection
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.pages.connect.disconnect import ask_disconnect
from microdesk_desktop.pages.connect.sheet import ConnectSheet
from microdesk_desktop.pages.shared.browser import browser_of
from microdesk_desktop.views.bank.accounts import account_choices
from microdesk_desktop.views.bank.connections.head import BankHead, Shown, load_bank_head, load_institution_id
from microdesk_desktop.views.bank.connections.state import next_sync_text, subtitle
from microdesk_desktop.views.bank.hints import TransactionAction
from microdesk_desktop.views.bank.listing import ListRequest, LoadedList, load_list
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words.panel import Explained, load_explained
from microdesk_desktop.views.exports.content import AnyContent
from microdesk_desktop.views.messages.actions import Goal


class BankPage(Page):
    """Attribute the account's transactions, with the keyboard alone if one likes."""

    key = "bank"
    icon = "landmark"
    flags = Changes.BANK | Changes.MATCHES | Changes.CONNECTION | Changes.RULES
    has_list = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._loading: Task[LoadedList] | None = None
        self._loaded: LoadedList | None = None
        self._when_read = WhenRead()
        self._explaining: Task[Explained] | None = None
        self._head: BankHead | None = None
        self._head_account: int | None = None
        self._is_head_known = False
        self._held: Callable[[], None] | None = None
        self._erasure = workspace.session.erasures.get(BANK)
        self.open_browser: Callable[[str], object] = browser_of(self, workspace)
        self._syncs = workspace.controller(SyncController)
        self.accounts = Switcher(tr("Compte"))
        self.transactions = TransactionList(workspace)
        self.transactions.add_output(OutputButton(self.export_list, self.print_list))
        self.panel = TransactionPanel()
        self._decisions = Actions(workspace, self.transactions)
        self.selection = Selection(workspace, self.transactions)
        self._split = SideBySide(self.transactions, self.panel)
        self.lead_subtitle(self.accounts)
        self.body.addWidget(self._split, 1)
        self._add_buttons()
        self._connect_parts()
        self._bind_keys()
        self.setFocusProxy(self.transactions.table)

    @staticmethod
    def title() -> str:
        return tr("Banque")

    @staticmethod
    def section() -> str:
        return tr("Encaisser, dépenser")

    def reload(self) -> None:
        self._is_head_known = False
        self._read_list()

    def _read_list(self) -> None:
        """Read the list, and the head unless it is known and nothing has changed since."""
        request = self.transactions.request
        known = self._head if self._is_head_known and self._head_account == request.account_id else None
        self._loading = self.workspace.load(
            lambda reader: load_list(reader, known or load_bank_head(reader, request.account_id), request, PAGE),
            owner=self,
            on_success=lambda loaded: self._show(request, loaded),
            instead_of=self._loading,
        )

    def activate(self, wanted: object = None) -> None:
        match wanted:
            case Goal.RENEW_CONSENT:
                self.renew()
            case Goal.CONNECT_BANK:
                self.connect_bank()
            case Shown():
                self.transactions.show_only(wanted)
                self.transactions.table.setFocus()
            case ListPlace():
                self.transactions.return_to(wanted)
                self.transactions.table.setFocus()
            case int():
                self.transactions.reveal(wanted)
                self.transactions.table.setFocus()
            case _:
                self.transactions.table.setFocus()

    def place(self) -> object:
        return self.transactions.place

    def give_list(self, take: Callable[[AnyContent], object]) -> None:
        def give() -> None:
            assert self._loaded is not None, "the list has been read"
            take(list_content(self._loaded))

        self._when_read.run(give)

    def search_field(self) -> QWidget:
        return self.transactions.search

    def on_escape(self) -> bool:
        return self.transactions.table.checks.clear() or self._split.close_panel()

    def import_kind(self) -> ImportKind:
        return ImportKind.STATEMENT

    def choose_files(self) -> None:
        """Ask for statement files on the import page."""
        self.workspace.navigate("imports", ImportKind.STATEMENT)

    @classmethod
    def actions_now(cls, workspace: Workspace) -> Sequence[PageAction]:
        consent = workspace.controller(ConsentReminder)
        return cls._actions(is_connected=consent.is_connected, can_renew=consent.has_end)

    def commands(self) -> Sequence[Command]:
        return self.bound(self._actions(is_connected=self._is_connected, can_renew=self._can_renew))

    @classmethod
    def _actions(cls, *, is_connected: bool, can_renew: bool) -> Sequence[PageAction]:
        import_file = PageAction(text=tr("Importer un relevé…"), do=cls.choose_files, icon="file-up")
        synchronize = PageAction(text=tr("Synchroniser"), do=cls.synchronize, icon="refresh-cw")
        seldom = cls._seldom_needed(is_connected=is_connected, can_renew=can_renew)
        return (import_file, synchronize, *seldom) if is_connected else (import_file, *seldom)

    @classmethod
    def _seldom_needed(cls, *, is_connected: bool, can_renew: bool) -> Sequence[PageAction]:
        """What « ··· » offers; an accord without an end is not renewed."""
        always = (
            PageAction(text=tr("Imports précédents…"), do=cls.see_imports, icon="undo-2"),
            PageAction(text=tr("Règles…"), do=cls.see_rules, icon="wand-sparkles"),
            PageAction(text=tr("Ce qui est gardé de chaque opération"), do=cls.explain_kept, icon="shield"),
        )
        if not is_connected:
            return (
                PageAction(text=tr("Connecter une banque…"), do=cls.connect_bank, icon="link"),
                *always,
                PageAction(text=tr("Effacer les données de la banque…"), do=cls.disconnect_bank, icon="trash-2"),
            )
        renew = PageAction(text=tr("Renouveler l'accord de la banque…"), do=cls.renew, icon="refresh-cw")
        disconnect = PageAction(text=tr("Déconnecter la banque…"), do=cls.disconnect_bank, icon="unplug")
        return (*always, renew, disconnect) if can_renew else (*always, disconnect)

    @property
    def _is_connected(self) -> bool:
        return self._head is not None and self._head.state.is_connected

    @property
    def _can_renew(self) -> bool:
        return self._head is not None and self._head.state.expires_at is not None

    def synchronize(self) -> None:
        """Fetch what is new from the bank."""
        self._syncs.sync()

    def see_rules(self) -> None:
        """Show the rules."""
        self.workspace.navigate("rules")

    def explain_kept(self) -> None:
        """Show what the vault holds of a transaction, and nothing else."""
        inform(
            self,
            tr("Ce qui est gardé de chaque opération"),
            tr("Son identifiant, son montant, son libellé, sa date et son état. Rien d'autre n'est conservé."),
        )

    def see_imports(self) -> None:
        """Show the past imports, each of which can be taken back."""
        self.workspace.navigate("imports")

    def connect_bank(self) -> None:
        """Choose a bank and connect one of its accounts."""
        self._connect(None)

    def renew(self) -> None:
        """Ask the connected bank for a new consent."""
        self.workspace.load(load_institution_id, owner=self, on_success=self._connect)

    def _connect(self, bank: str | None) -> None:
        if can_open_sheet(self):
            ConnectSheet(self, self.workspace, self.open_browser, connected=self._syncs.sync, institution_id=bank)

    def disconnect_bank(self) -> None:
        """Ask, then withdraw the consent and erase what came from the bank."""
        ask_disconnect(self, self.workspace)

    def _add_buttons(self) -> None:
        self._import_plain = self.add_action(buttons.plain(tr("Importer un relevé…"), self.choose_files))
        self._import_first = self.add_action(buttons.primary(tr("Importer un relevé…"), self.choose_files))
        # Both plain: the one primary button of the page is the next action on the transaction in the panel.
        self._sync_button = self.add_action(buttons.plain(tr("Synchroniser"), self._syncs.sync))
        self._renew_button = self.add_action(buttons.plain(tr("Renouveler…"), self.renew))
        self.set_more(self.bound(self._seldom_needed(is_connected=self._is_connected, can_renew=self._can_renew)))
        for button in (self._import_plain, self._sync_button, self._renew_button):
            button.hide()

    def _connect_parts(self) -> None:
        self.accounts.chosen.connect(self.transactions.show_account)
        self.transactions.wanted.connect(self._read_list)
        self.transactions.selected.connect(self._take_selected)
        self.transactions.table.row_arrived.connect(self._take_arrived)
        self.transactions.table.view.clicked.connect(lambda _: self._split.open_panel())
        self.panel.wanted.connect(self._do_clicked)
        self.panel.proposal_wanted.connect(self._accept_other)
        self.panel.document_wanted.connect(lambda id_: self.workspace.navigate("invoice", id_))
        self.panel.transaction_wanted.connect(self.activate)
        self.panel.client_wanted.connect(lambda id_: self.workspace.navigate("client", id_))
        self.workspace.changed.connect(self._take_changes)

    def _bind_keys(self) -> None:
        verbs = {key: partial(self._do_if_offered, verb) for verb, keys in KEYS.items() for key in keys}
        bind(self, {key: partial(self._when_shown, act) for key, act in verbs.items()})
        enter = {key: partial(self._when_shown, self._do_next) for key in ("Return", "Enter")}
        bind(self.transactions.table.view, enter, Qt.ShortcutContext.WidgetShortcut)

    @property
    def _is_awaiting(self) -> bool:
        """Whether the transaction in the panel is not, or will not be, the selected one."""
        return self.transactions.is_moving or self.transactions.table.is_awaiting

    def _when_shown(self, act: Callable[[], None]) -> None:
        """Act on the selected transaction once the panel shows it, unless the user selects another first."""
        if self._is_awaiting:
            self._held = act
        else:
            act()

    def _do_next(self) -> None:
        """Enter: the next action, once the transaction and its proposal are in sight; else the next that waits."""
        row = self.transactions.table.current_row()
        if not self._split.is_panel_in_sight:
            self._split.open_panel()
        elif self.panel.next_verb is not None:
            self._decisions.do(self.panel.next_verb)
        elif row is not None:
            self.transactions.go_on(row.id)

    def _do_if_offered(self, verb: TransactionAction) -> None:
        if verb in self.panel.verbs:
            self._decisions.do(verb)

    def _do_clicked(self, verb: TransactionAction) -> None:
        """A button of the panel acts on the transaction in the panel, or not at all."""
        if not self._is_awaiting:
            self._decisions.do(verb)

    def _accept_other(self, rank: int) -> None:
        row = self.transactions.table.current_row()
        if row is not None and not self._is_awaiting:
            self._decisions.accept(row, rank)

    def _show(self, request: ListRequest, loaded: LoadedList) -> None:
        if not self.transactions.answers(request):
            self._read_list()
            return
        if self._is_newly_erased():
            self.transactions.forget_labels()
            self._read_list()  # this answer, and what was searched or checked, may still name what is gone
            return
        if loaded.head is not self._head:
            self._show_head(loaded.head, loaded.request.account_id)
        held = self._held if self.transactions.is_moving else None
        self.transactions.show_list(request, loaded)
        self._loaded = loaded
        self._when_read.read()
        has_moved = not request.moves_on or self.transactions.table.current_id() != request.selected
        self._held = held if has_moved else None
        self._show_selected()

    def _is_newly_erased(self) -> bool:
        """Whether the bank's data have been erased since this was asked last."""
        erasure, former = self.workspace.session.erasures.get(BANK), self._erasure
        self._erasure = erasure
        return erasure is not former

    def _show_head(self, head: BankHead, account_id: int | None) -> None:
        self._head, self._head_account, self._is_head_known = head, account_id, True
        now = self.workspace.clock.now()
        self.set_subtitle(subtitle(head, now))
        self.accounts.setVisible(len(head.accounts) > 1)
        self.accounts.set_choices(account_choices(head.accounts), head.account.id if head.account else None)
        self.set_more(self.bound(self._seldom_needed(is_connected=self._is_connected, can_renew=self._can_renew)))
        self._sync_button.setToolTip(next_sync_text(head, sync_blocked_until(list(head.state.limits), now), now))
        self._split.set_has_panel(bool(head.state.total))
        is_empty = not (head.state.is_connected or any(head.state.counts.values()))
        self._import_first.setVisible(is_empty)
        self._import_plain.setVisible(not is_empty)
        must_renew = head.days_left(now) == 0
        self._sync_button.setVisible(head.state.is_connected and not must_renew)
        self._renew_button.setVisible(must_renew)

    def _take_changes(self, changes: Changes) -> None:
        """The list in sight is no longer that of the vault: other pages of it would hold other rows."""
        if changes & self.flags:
            self.transactions.table.model.stop_reading()

    def _take_arrived(self) -> None:
        """The selected row has been read; maybe as of after a change, which then put another row in its place."""
        if self.workspace.is_changing:
            self._held = None
        self._show_selected()

    def _take_selected(self) -> None:
        self._held = None
        self._show_selected()

    def _show_selected(self) -> None:
        """Show the selected transaction, then the reasons of what it settles; do what waited for it."""
        if self._explaining is not None:
            self._explaining.forget()
        row = self.transactions.table.current_row()
        self._show_in_panel(row)
        if self._held is not None and not self._is_awaiting:
            held, self._held = self._held, None
            held()
        elif row is not None and (row.attributions or row.suggestions or row.reasons or row.double_of is not None):
            ids = [row.id] if row.double_of is None else [row.id, row.double_of]
            today = self.workspace.clock.today()
            self._explaining = self.workspace.load(
                lambda reader: load_explained(reader, ids, today), owner=self, on_success=self._show_explained
            )

    def _show_explained(self, explained: Explained) -> None:
        """Show the transaction with its reasons, the one that may be the same payment, and its client."""
        rows = explained.rows
        if rows and rows[0].id == self.transactions.table.current_id():
            self._show_in_panel(rows[0], explained.left)
            self.panel.show_story(rows[0], explained.story)
            self.panel.show_context(rows[0], explained.context)
            if len(rows) > 1:
                self.panel.show_double(rows[0], rows[1])

    def _show_in_panel(self, row: TransactionRow | None, left: Mapping[int, int] | None = None) -> None:
        account = self.transactions.account_of(row) if row is not None else ""
        self.panel.show_row(row, account=account, is_awaited=self.transactions.table.is_awaiting, left=left)
