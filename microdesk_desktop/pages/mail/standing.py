"""How it stands with an account and its list: loading, empty, failed, offline; in place of the rows, or above them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.http.gate import CLOSED, NetworkGroup
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.conversations.places import MAIL
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.table.filter_bar import Chips
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.network_switches import reopen
from microdesk_desktop.pages.mail import columns
from microdesk_desktop.pages.mail.controller import MailController
from microdesk_desktop.pages.mail.folder_form import are_labels
from microdesk_desktop.pages.mail.list import EVERYWHERE, HERE, TEXTS
from microdesk_desktop.pages.mail.watch import MailWatch
from microdesk_desktop.views.mail.conversations.folders import unread_text
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

Act = Callable[[], object]
STATE_KEY = "mail state"


class Standing(QObject):
    """Reads the state from the controllers; `scope` are the chips of the search, `retry` reads everything again."""

    def __init__(self, workspace: Workspace, scope: Chips, retry: Callable[[], object]) -> None:
        super().__init__(scope)
        self._workspace = workspace
        self._mail = workspace.controller(MailController)
        self._watch = workspace.controller(MailWatch)
        self._scope = scope
        self._retry = retry

    def empty_state(self, account_id: str, shown: ListKey | None) -> EmptyState:
        """What stands in place of the rows."""
        if self._mail.accounts is not None and not self._mail.accounts:
            return columns.no_account(partial(self._workspace.pursue, Goal.CONNECT_MAIL))
        problem = self._problem(account_id, shown)
        if problem is not None and problem.code in CLOSED:
            return columns.closed(error_text(problem), self._way_out(problem, "", self._retry))
        if problem is not None:
            return columns.failed(error_text(problem), self._way_out(problem, tr("Réessayer"), self._retry))
        if shown is None or self._mail.listed(shown) is None:
            return columns.loading()
        if shown.words:
            return columns.nothing_found(self._further(account_id))
        folder = self._mail.folder(account_id, shown.folder)
        return columns.empty_folder(folder.role if folder is not None else Role.NONE)

    def show_problem(self, account_id: str, shown: ListKey | None, *, has_rows: bool) -> None:
        """Show above the rows why they may no longer be those of the server; without rows it stands in their place."""
        problem = self._problem(account_id, shown)
        if problem is None or not has_rows:
            self._workspace.notices.dismiss(STATE_KEY)
            return
        is_retrying, retry = self._watch.is_retrying(account_id), partial(self._watch.retry, account_id)

        def banner() -> Banner:
            text = error_text(problem)
            if is_retrying:
                text += " " + tr("MicroDesk réessaie de lui-même ; la liste est celle d'avant.")
            action = self._way_out(problem, tr("Réessayer maintenant"), retry)
            tone = Tone.PROPOSAL if problem.code in CLOSED else Tone.ATTENTION
            return Banner(key=STATE_KEY, text=text, tone=tone, action=action, page=MAIL)

        self._workspace.notices.show(banner)

    def subtitle(self, account_id: str) -> str:
        """« 3 non lus », « Hors connexion »; empty while nothing is known."""
        problem = self._watch.problem(account_id)
        if problem is not None:
            is_chosen = problem.code in CLOSED
            return tr("Hors ligne par votre choix") if is_chosen else tr("Hors connexion")
        inbox = self._mail.with_role(account_id, Role.INBOX)
        return "" if inbox is None else unread_text(inbox) or tr("Tout est lu")

    def _way_out(self, problem: KnownError, words: str, retry: Act) -> tuple[str, Act]:
        """The button for a problem: where it can be put right, such as the settings, else another attempt."""
        if problem.code is ErrorCode.NETWORK_CLOSED:
            group = NetworkGroup(str(problem.params["group"]))
            return tr("Rouvrir"), partial(self._workspace.perform, partial(reopen, group=group))
        goal = action_for(problem.code).goal
        if goal in (Goal.NONE, Goal.RETRY):
            return words, retry
        return goal_label(goal), partial(self._workspace.pursue, goal)

    def _problem(self, account_id: str, shown: ListKey | None) -> KnownError | None:
        of_list = self._mail.problem(shown) if shown is not None else None
        return of_list or self._mail.folder_problem(account_id) or self._watch.problem(account_id)

    def _further(self, account_id: str) -> tuple[str, Callable[[], object]] | None:
        """The button that goes on: after one folder the whole mailbox, then the texts where that is another step."""
        if self._scope.current == HERE:
            return tr("Chercher dans toute la boîte"), lambda: self._scope.choose(EVERYWHERE)
        if self._scope.current == EVERYWHERE and not are_labels(self._mail.folders(account_id) or ()):
            return tr("Chercher aussi dans les textes"), lambda: self._scope.choose(TEXTS)
        return None
