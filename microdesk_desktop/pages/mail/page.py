"""The page « Courrier »: the folders of one account, the conversations of one folder, and the selected one beside.

folders, search ─▶ key of a list ─▶ MailController ─▶ rows ──Selection──▶ reading pane
                        ▲                                 └──Decisions──▶ MailActions
                        └────── MailWatch: what changes at the server
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start, StartKind
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.conversations.places import MAIL, MailPlace
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.gui.output.list_output import PRINT_KEY
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.menu_button import Switcher
from microdesk_desktop.gui.window.shortcuts import bind, key_text
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.mail.actions import MailActions
from microdesk_desktop.pages.mail.bar import ARCHIVE_KEY, BIN_KEY, MOVE_KEY, READ_KEY, STAR_KEY, ConversationBar
from microdesk_desktop.pages.mail.controller import MailController
from microdesk_desktop.pages.mail.decide import Decisions
from microdesk_desktop.pages.mail.folder_admin import FolderAdmin
from microdesk_desktop.pages.mail.folder_form import are_labels
from microdesk_desktop.pages.mail.folder_list import FolderList
from microdesk_desktop.pages.mail.list import ConversationList
from microdesk_desktop.pages.mail.panes import Panes
from microdesk_desktop.pages.mail.reading.pane import ReadingPane
from microdesk_desktop.pages.mail.selection import Selection
from microdesk_desktop.pages.mail.standing import Standing
from microdesk_desktop.pages.mail.watch import MailWatch
from microdesk_desktop.views.mail.accounts import has_accounts
from microdesk_desktop.views.mail.conversations.folders import folder_name, folder_rows, unread_text

_LOOK_MS = 120_000
"""The inbox is announced by its server; another list in sight is read again so often."""
WRITE_KEY, ANSWER_KEY, ANSWER_ALL_KEY, FORWARD_KEY = "N", "R", "A", "F"


class MailPage(Page):
    """Read and sort the mail of the user's accounts; `activate` is given a `MailPlace`."""

    key = MAIL
    icon = "mail"
    flags = Changes.MAIL
    in_use = staticmethod(has_accounts)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._mail = workspace.controller(MailController)
        self._watch = workspace.controller(MailWatch)
        self._actions = workspace.controller(MailActions)
        self._account_id = ""
        self._shown: ListKey | None = None
        self._folder: str | None = None
        """The folder to which an empty search field leads back."""
        self._wanted: MailPlace | None = None
        self.accounts = Switcher(tr("Compte"))
        self.folders = FolderList()
        self.conversations = ConversationList(self._own, workspace.clock.now)
        self.bar = ConversationBar()
        self.reading = ReadingPane(workspace)
        self.decisions = Decisions(workspace, self.conversations, self.bar)
        self._standing = Standing(workspace, self.conversations.scope, self.refresh)
        self.admin = FolderAdmin(workspace, self, self._go_to_folder)
        self.panes = Panes(self.folders, self.conversations, self.bar, self.reading)
        self.selection = Selection(self.conversations, self.decisions, self.bar, self.reading, self.panes)
        self.lead_subtitle(self.accounts)
        self.body.addWidget(self.panes, 1)
        self._of_account = (
            self.add_action(buttons.plain(tr("Actualiser"), self.refresh)),
            self.add_action(buttons.primary(tr("Nouveau message"), self.write)),
        )
        self._connect_parts()
        self._bind_keys()
        self.setFocusProxy(self.conversations.table)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_again)

    @staticmethod
    def title() -> str:
        return tr("Courrier")

    def reload(self) -> None:
        self._mail.load_accounts()
        if self._shown is not None:
            self._mail.refresh(self._shown)

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, MailPlace):
            self._wanted = wanted
            self._go_to_wanted()
        self.conversations.table.setFocus()

    def place(self) -> object:
        if self._shown is None:
            return None
        row = self.conversations.current_row()
        return MailPlace(shown=self._shown, conversation=row.key if row is not None else None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def search_field(self) -> QWidget:
        return self.conversations.search

    def on_escape(self) -> bool:
        return self.conversations.table.checks.clear() or self.panes.close_reading()

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (
            PageAction(text=tr("Écrire un message"), do=cls.write, icon="pencil", shortcut=WRITE_KEY),
            _answer(tr("Répondre au message"), StartKind.ANSWER, ANSWER_KEY),
            _answer(tr("Répondre à tous"), StartKind.ANSWER_ALL, ANSWER_ALL_KEY),
            _answer(tr("Transférer le message"), StartKind.FORWARD, FORWARD_KEY),
            PageAction(text=tr("Actualiser le courrier"), do=cls.refresh, icon="refresh-cw", shortcut="F5"),
            _decision(tr("Archiver la conversation"), Decisions.archive, "archive", ARCHIVE_KEY),
            _decision(tr("Mettre la conversation à la corbeille"), Decisions.put_in_bin, "trash-2", tr("Suppr")),
            _decision(tr("Marquer comme lu, ou non lu"), Decisions.toggle_read, "mail-open", READ_KEY),
            _decision(tr("Mettre ou retirer l'étoile"), Decisions.toggle_star, "star", STAR_KEY),
            _decision(tr("Déplacer ou étiqueter"), Decisions.choose_place, "folder", MOVE_KEY),
            PageAction(text=tr("Enregistrer toutes les pièces jointes"), do=cls.save_files, icon="download"),
            _print_action(),
            PageAction(text=tr("Nouveau dossier ou libellé de courrier…"), do=cls.create_folder, icon="folder-plus"),
        )

    @classmethod
    def actions_now(cls, workspace: Workspace) -> Sequence[PageAction]:
        return cls.page_actions() if workspace.controller(MailController).accounts else ()

    def refresh(self) -> None:
        """Read the folders and the list again, and connect where that failed before."""
        if not self._account_id:
            return
        self._mail.load_folders(self._account_id)
        self._watch.retry(self._account_id)
        if self._shown is not None and not self._mail.is_loading(self._shown):
            self._mail.refresh(self._shown)

    def write(self) -> None:
        """Begin a new message, from the account in sight."""
        if self._account_id:
            self.workspace.navigate(COMPOSER, Start(account_id=self._account_id))

    def save_files(self) -> None:
        """Ask where to save the files of the letter in sight."""
        self.reading.save_current()

    def print_shown(self) -> None:
        self.reading.print_current()

    def create_folder(self) -> None:
        """Ask for the name of a new folder or label."""
        if self._account_id:
            self.admin.create(self._account_id)

    def _connect_parts(self) -> None:
        self.accounts.chosen.connect(self._show_account)
        self.folders.chosen.connect(self._show_folder)
        self.folders.menu_wanted.connect(self._open_folder_menu)
        self.conversations.folder.chosen.connect(self._show_folder)
        self.conversations.search_wanted.connect(self._search)
        self.conversations.more_wanted.connect(self._load_more)
        self.reading.was_read.connect(self._actions.were_read)
        self._mail.accounts_changed.connect(self._take_accounts)
        self._mail.folders_changed.connect(self._take_folders)
        self._mail.list_changed.connect(self._take_list)
        self._mail.list_read.connect(self._end_wanted)
        self._watch.state_changed.connect(self._take_state)

    def _bind_keys(self) -> None:
        decisions = self.decisions
        acts = {
            ARCHIVE_KEY: decisions.archive,
            BIN_KEY: decisions.put_in_bin,
            READ_KEY: decisions.toggle_read,
            STAR_KEY: decisions.toggle_star,
            MOVE_KEY: decisions.choose_place,
            WRITE_KEY: self.write,
            ANSWER_KEY: lambda: self.reading.start(StartKind.ANSWER),
            ANSWER_ALL_KEY: lambda: self.reading.start(StartKind.ANSWER_ALL),
            FORWARD_KEY: lambda: self.reading.start(StartKind.FORWARD),
            "F5": self.refresh,
        }
        bind(self, acts)

    def _own(self) -> frozenset[str]:
        return self._mail.own(self._account_id)

    def _take_accounts(self) -> None:
        accounts = self._mail.accounts or ()
        for each in accounts:
            self._watch.start(each.id)
        if not any(each.id == self._account_id for each in accounts):
            self._account_id, self._shown, self._folder = "", None, None
            if accounts:
                self._show_account(accounts[0].id)
        self._show_accounts()
        self._go_to_wanted()
        self._show_list()

    def _show_accounts(self) -> None:
        """Offer the accounts, each with its unread letters."""
        accounts = self._mail.accounts or ()
        inboxes = {each.id: self._mail.with_role(each.id, Role.INBOX) for each in accounts}
        unread = {id_: unread_text(inbox) if inbox is not None else "" for id_, inbox in inboxes.items()}
        self.accounts.set_choices(
            [(each.id, visible(each.address), unread[each.id]) for each in accounts], self._account_id
        )
        for widget in (self.accounts, *self._of_account):
            widget.setVisible(bool(accounts))

    def _show_account(self, account_id: str) -> None:
        self._account_id, self._shown, self._folder = account_id, None, None
        self.conversations.clear_words()
        self._take_folders(account_id)

    def _take_folders(self, account_id: str) -> None:
        self._show_accounts()
        if account_id != self._account_id:
            return
        inbox = self._watch.inbox(account_id)
        if self._shown is None and inbox is not None:
            self._folder = inbox.folder
            self._show_key(inbox)
        self._show_folders()
        self._show_list()

    def _show_folders(self) -> None:
        rows = folder_rows(self._mail.folders(self._account_id) or ())
        is_everywhere = self._shown is not None and self._shown.folder is None
        marked = None if is_everywhere else self._folder
        self.folders.set_rows(rows, marked)
        choices = [(each.folder.key, "    " * each.depth + each.name, unread_text(each.folder)) for each in rows]
        self.conversations.folder.set_choices(choices, marked)
        folder = self._mail.folder(self._account_id, self._folder)
        if is_everywhere:
            self.conversations.folder.show_text(tr("Toute la boîte"))
        elif folder is not None:
            self.conversations.folder.show_text(folder_name(folder))
        drafts = self._mail.with_role(self._account_id, Role.DRAFTS)
        self.reading.set_drafts([drafts.key] if drafts is not None else [])
        self.conversations.offer_texts(not are_labels(self._mail.folders(self._account_id) or ()))
        self.set_more(self.admin.commands(self._account_id, folder))
        self.set_subtitle(self._standing.subtitle(self._account_id))

    def _go_to_folder(self, key: str | None) -> None:
        """Show the folder of this key, which may be new; the inbox for None."""
        inbox = self._watch.inbox(self._account_id)
        wanted = key or (inbox.folder if inbox is not None else None)
        if wanted is not None:
            self._show_folder(wanted)

    def _open_folder_menu(self, key: str, at: QPoint) -> None:
        folder = self._mail.folder(self._account_id, key)
        if folder is not None:
            self.admin.open_menu(self._account_id, folder, at)

    def _show_folder(self, key: str) -> None:
        self._folder = key
        self.conversations.clear_words()
        self._show_key(ListKey(account_id=self._account_id, folder=key))
        self._show_folders()

    def _search(self) -> None:
        if self._account_id and (self.conversations.words or self._folder is not None):
            self._show_key(self.conversations.asked(self._account_id, self._folder))
            self._show_folders()

    def _show_key(self, key: ListKey) -> None:
        """Show another list: what is in memory of it at once, and what the server has a moment later."""
        former, self._shown = self._shown, key
        if former is not None and former.words and former != key:
            self._mail.forget(former)
        self.conversations.table.checks.clear()
        self.panes.close_reading()
        self.decisions.account_id = key.account_id
        self.decisions.folder = self._mail.folder(key.account_id, key.folder)
        if former != key:
            self.conversations.start_anew()
        if former != key or not self._mail.is_loading(key):
            self._mail.refresh(key)
        self._show_list()

    def _look_again(self) -> None:
        """Read the list in sight again, where nothing announces what changes in it."""
        shown = self._shown
        if shown is not None and shown != self._watch.inbox(shown.account_id) and not shown.in_texts:
            self._mail.refresh(shown)

    def _load_more(self) -> None:
        if self._shown is not None:
            self._mail.more(self._shown)

    def _take_list(self, key: ListKey) -> None:
        if key == self._shown:
            self._show_list()

    def _end_wanted(self, key: ListKey) -> None:
        """The list is known as it is now: what is not in it does not come back."""
        wanted = self._wanted
        if wanted is not None and wanted.back is not None and not self._mail.is_read_again(key):
            self._wanted = None

    def _take_state(self, account_id: str) -> None:
        if account_id == self._account_id:
            self._show_list()
            self.set_subtitle(self._standing.subtitle(self._account_id))

    def _show_list(self) -> None:
        """Show the rows, or why there are none."""
        listed = self._mail.listed(self._shown) if self._shown is not None else None
        if listed is not None and listed.rows:
            assert self._shown is not None
            self.conversations.show_rows(listed, is_loading=self._mail.is_loading(self._shown))
            self._select_wanted()
            self.decisions.show()
        else:
            self.conversations.show_empty(self._standing.empty_state(self._account_id, self._shown))
        has_rows = listed is not None and bool(listed.rows)
        self._standing.show_problem(self._account_id, self._shown, has_rows=has_rows)

    def _go_to_wanted(self) -> None:
        """Show the place that is wanted, once its account is known."""
        wanted = self._wanted
        if wanted is None or self._mail.account(wanted.shown.account_id) is None:
            return
        if wanted.shown != self._shown:
            if wanted.shown.account_id != self._account_id:
                self._account_id = wanted.shown.account_id
                self._folder = None
            self._folder = wanted.shown.folder or self._folder
            self.conversations.show_asked(wanted.shown)
            self._show_key(wanted.shown)
            self._show_folders()
        self._select_wanted()

    def _select_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None or wanted.shown != self._shown or self._mail.listed(wanted.shown) is None:
            return
        if wanted.back is not None:
            is_there = self.conversations.select_again(wanted.back)
            self._wanted = None if is_there or not self._mail.is_loading(wanted.shown) else wanted
            return
        self._wanted = None
        if wanted.conversation is not None and self.conversations.select(wanted.conversation):
            self.selection.open()


def _answer(text: str, kind: StartKind, key: str) -> PageAction:
    return PageAction(text=text, do=lambda page: page.reading.start(kind), icon="mail", shortcut=key)


def _print_action() -> PageAction:
    key = key_text(PRINT_KEY)
    return PageAction(text=tr("Imprimer ce message"), do=MailPage.print_shown, icon="printer", shortcut=key)


def _decision(text: str, decide: Callable[[Decisions], object], icon_name: str, key: str) -> PageAction:
    return PageAction(text=text, do=lambda page: decide(page.decisions), icon=icon_name, shortcut=key)
