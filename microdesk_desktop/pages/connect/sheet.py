"""Connect a bank in one side sheet, a step after the other.

provider (where there are several) ─▶ keys (once) ─▶ bank ─▶ agree in the browser ─▶ account ─▶ first sync
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Institution
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.connect import ConsentPage, connect, institutions
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.connect.bridge import ConsentBridge
from microdesk_desktop.pages.connect.steps import (
    AccountStep,
    BankStep,
    ConnectStep,
    FailedStep,
    KeysStep,
    ProviderStep,
    ReturnStep,
    WaitingStep,
)
from microdesk_desktop.views.bank.connections.providers import ProviderView, load_providers
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

WIDTH = 480
COUNTRY = "FR"


def open_in_browser(url: str) -> None:
    """Open the bank's page in the user's own browser."""
    QDesktopServices.openUrl(QUrl(url))


class ConnectSheet(SideSheet):
    """Shows one step after the other; closing it at any moment revokes what was asked for."""

    def __init__(
        self,
        host: QWidget,
        workspace: Workspace,
        open_browser: Callable[[str], object],
        *,
        connected: Callable[[], object],
        institution_id: str | None = None,
    ) -> None:
        self._steps = QStackedWidget()
        title = tr("Renouveler l'accord de votre banque") if institution_id else tr("Connecter une banque")
        super().__init__(host, title, self._steps, width=WIDTH)
        self._workspace = workspace
        self._connected = connected
        self._wanted = institution_id
        self._provider: ProviderView | None = None
        self._task: Task[ChangeResult] | Task[list[Institution]] | None = None
        self._bridge = ConsentBridge(open_browser)
        self._bridge.page_announced.connect(self._show_page)
        self._bridge.accounts_announced.connect(self._ask_account)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self._next = self.add_button(buttons.primary("", self.submit))
        self.closed.connect(self._stop)
        self.step: ConnectStep = WaitingStep(tr("Un instant…"))
        self._show(self.step)
        workspace.load(load_providers, owner=self, on_success=self._start)

    def submit(self) -> None:
        """Submit the current step, if it has a button."""
        if self.step.button_text:
            self.step.submit()

    def _start(self, providers: Sequence[ProviderView]) -> None:
        chosen = next((each for each in providers if each.is_chosen), None)
        if self._wanted and chosen and chosen.is_connected:
            self._provider = chosen
            self._ask_consent(self._wanted)
        elif len(providers) > 1:
            self._show(ProviderStep(providers, self._use_provider, self._import_file))
        else:
            self._use_provider(providers[0])

    def _import_file(self) -> None:
        """Leave for the import page: a statement needs no keys."""
        self.close_sheet()
        self._workspace.navigate("imports", ImportKind.STATEMENT)

    def _use_provider(self, provider: ProviderView) -> None:
        self._provider = provider
        if provider.is_chosen:
            self._list_banks(provider.name)
        else:
            self._ask_keys(provider)

    def _ask_keys(self, provider: ProviderView) -> None:
        self._show(KeysStep(self._workspace, provider, partial(self._list_banks, provider.name), self._import_file))

    def _list_banks(self, provider: str) -> None:
        self._show(WaitingStep(tr("Lecture de la liste des banques…")))
        session = self._workspace.session
        self._task = self._workspace.runner.run(
            lambda job: institutions(session, provider, COUNTRY, job=job),
            lane=Lane.NET,
            on_success=lambda found: self._show(BankStep(found, self._ask_consent)),
            on_error=partial(self._fail, partial(self._list_banks, provider)),
            owner=self,
        )

    def _ask_consent(self, institution_id: str) -> None:
        waiting = WaitingStep(
            tr("Donnez votre accord dans le navigateur"),
            tr(
                "La page de votre banque s'est ouverte. Identifiez-vous, choisissez le compte à suivre et acceptez : "
                "MicroDesk continue dès votre retour. Il ne voit ni votre identifiant ni votre mot de passe."
            ),
            (tr("Rouvrir la page de la banque"), self._bridge.reopen),
        )
        self._show(waiting)
        self._task = self._workspace.work(
            partial(_connect, institution_id, self._bridge),
            on_success=lambda _: self._finish(),
            on_error=partial(self._fail, lambda: self._ask_consent(institution_id)),
            owner=self,
        )
        self.destroyed.connect(self._task.cancel)

    def _show_page(self, page: ConsentPage) -> None:
        if not page.is_received:
            self._show(ReturnStep(page, self._bridge.reopen))

    def _ask_account(self, accounts: Sequence[AccountChoice]) -> None:
        def chosen(account: AccountChoice) -> None:
            self._bridge.answer(account)
            self._show(WaitingStep(tr("Connexion du compte…")))

        self._show(AccountStep(accounts, chosen))

    def _finish(self) -> None:
        self._task = None
        self.close_sheet()
        self._connected()

    def _fail(self, again: Callable[[], object], error: KnownError) -> None:
        """Show why, with what helps: keys that are refused are entered anew, all else is tried again."""
        self._task = None
        if action_for(error.code).goal is Goal.BANK_SETTINGS and self._provider is not None:
            step = FailedStep(error_text(error), tr("Corriger mes clés…"), partial(self._ask_keys, self._provider))
        else:
            step = FailedStep(error_text(error), goal_label(Goal.RETRY), again)
        self._show(step)

    def _show(self, step: ConnectStep) -> None:
        former, self.step = self.step, step
        self._steps.addWidget(step)
        self._steps.setCurrentWidget(step)
        if former is not step:
            self._steps.removeWidget(former)
            former.deleteLater()
        self._next.setVisible(bool(step.button_text))
        self._next.setText(step.button_text)
        if isinstance(step, WaitingStep):
            screen_reader.announce(step, step.spoken)
        (self._next if step.button_text and step.focusProxy() is None else step).setFocus()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _connect(institution_id: str, bridge: ConsentBridge, session: Session, job: Job) -> ChangeResult:
    """Connect on the worker; a cancelled job also ends the wait for the user's choice of an account."""
    job.on_cancel(partial(bridge.answer, None))
    connect(session, institution_id, announce=bridge.announce, choose_account=bridge.choose, job=job)
    return ChangeResult(changes=Changes.CONNECTION | Changes.BANK | Changes.NETWORK)
