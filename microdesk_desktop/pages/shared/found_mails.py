"""What the user's mailboxes hold about what a page shows: asked at the servers on a click, forgotten out of sight.

idle ──« Chercher »──▶ searching ──▶ conversations, each a link into « Courrier », or why there are none
  ▲                                        │
  └──── another subject, page out of sight ┘
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.conversations.found import FoundConversation, FoundConversations
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.conversations.places import MAIL, MailPlace
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.conversations.search import find_conversations
from microdesk_desktop.views.mail.conversations.found import found_detail, found_remarks, found_title


class FoundMails(QFrame):
    """A card; hidden while no mailbox is connected, or while there is nothing to search for."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._workspace = workspace
        self._searches: tuple[str, ...] = ()
        self._accounts: Sequence[Account] = ()
        self._reading: Task[Sequence[Account]] | None = None
        self._searching: Task[FoundConversations] | None = None
        self._intro = labels.muted("")
        self._search = buttons.plain("", self.search)
        self._search.setObjectName("search_mail")
        self._deeper = buttons.plain(tr("Chercher aussi dans le texte"), partial(self.search, in_texts=True))
        self._deeper.setObjectName("search_texts")
        self._stop = buttons.plain(tr("Arrêter"), self.forget)
        self._stop.setObjectName("stop_search")
        self._buttons = (self._search, self._deeper, self._stop)
        self._rows = QVBoxLayout()
        self._remarks = QVBoxLayout()
        self._lay_out()
        self._show_idle()

    def show_subject(self, searches: Sequence[str], intro: str) -> None:
        """Offer to search for something, in the syntax of `Mailbox.page`; `intro` names what would be found."""
        if tuple(searches) != self._searches:
            self.forget()
        self._searches = tuple(searches)
        self._intro.setText(intro)
        if self._reading is not None:
            self._reading.forget()
        self._reading = self._workspace.examine(
            lambda session, _: list_accounts(session), owner=self, on_success=self._take_accounts
        )

    def search(self, *, in_texts: bool = False) -> None:
        """Ask every mailbox; what came before is replaced."""
        self.forget()
        searches = self._searches
        self._searching = self._workspace.examine(
            lambda session, job: find_conversations(session, searches, job, in_texts=in_texts),
            owner=self,
            on_success=self._show_found,
            on_error=self._fail,
            lane=Lane.NET,
        )
        self._set_shown(self._stop)
        self._remark(tr("Recherche dans vos messages…"))

    def forget(self) -> None:
        """Stop a search that is under way, and forget what was found."""
        if self._searching is not None:
            self._searching.forget()
            self._searching = None
        self._show_idle()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def _take_accounts(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self.setVisible(bool(accounts and self._searches))

    def _show_idle(self) -> None:
        empty_layout(self._rows)
        empty_layout(self._remarks)
        self._intro.show()
        self._search.setText(tr("Chercher dans la messagerie"))
        self._set_shown(self._search)

    def _show_found(self, found: FoundConversations) -> None:
        self._searching = None
        several = len(self._accounts) > 1
        empty_layout(self._rows)
        empty_layout(self._remarks)
        for each in found.rows:
            self._add_row(each, several=several)
        for text in found_remarks(found):
            self._remark(text)
        wanted = self._deeper if found.may_be_in_texts else self._search
        self._search.setText(tr("Chercher de nouveau"))
        self._set_shown(wanted)
        self._intro.hide()

    def _fail(self, error: KnownError) -> None:
        self.forget()
        self._workspace.report(error, self.search)

    def _add_row(self, each: FoundConversation, *, several: bool) -> None:
        """A conversation: its subject, which leads to it, and below when and with whom."""
        shown = ListKey(account_id=each.account.id, folder=None, words=each.words, in_texts=each.in_texts)
        place = MailPlace(shown=shown, conversation=each.row.key)
        detail = found_detail(each, self._workspace.clock.now(), several=several)
        link = labels.by_others(
            InlineLink(found_title(each), partial(self._workspace.navigate, MAIL, place), name=detail)
        )
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(labels.caption(detail, wraps=True))
        self._rows.addWidget(row)

    def _remark(self, text: str) -> None:
        self._remarks.addWidget(labels.muted(text))

    def _set_shown(self, wanted: QWidget) -> None:
        """Show one of the buttons; the focus goes on with it."""
        had_focus = any(each.hasFocus() for each in self._buttons)
        wanted.show()
        if had_focus:
            wanted.setFocus()
        for each in self._buttons:
            each.setVisible(each is wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(MIDDLE)
        column.addWidget(labels.heading(tr("Messages")))
        column.addWidget(self._intro)
        self._rows.setSpacing(SMALL)
        column.addLayout(self._rows)
        self._remarks.setSpacing(SMALL)
        column.addLayout(self._remarks)
        for button in self._buttons:
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()
