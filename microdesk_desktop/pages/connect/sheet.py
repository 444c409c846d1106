"""Connect a bank in one side sheet, a step after the other.

provider (where there are several) ─▶ keys (once) ─▶ bank ─▶ agree in the browser ─▶ account ─▶ first sync
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.connect import connect, institutions
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.connect.bridge import ConsentBridge
from microdesk_desktop.pages.connect.step_sheet import StepSheet
from microdesk_desktop.pages.connect.steps import (
    AccountStep,
    BankStep,
    FailedStep,
    KeysStep,
    ProviderStep,
    ReturnStep,
    WaitingStep,
)
from microdesk_desktop.views.bank.connections.providers import ProviderView, load_providers
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

COUNTRY = "FR"


def open_in_browser(url: str) -> None:
    """Open the bank's page in the user's own browser."""
    QDesktopServices.openUrl(QUrl(url))


class ConnectSheet(StepSheet):
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
        title = tr("Renouveler l'accord de votre banque") if institution_id else tr("Connecter une banque")
        super().__init__(host, title)
        self._workspace = workspace
        self._connected = connected
        self._wanted = institution_id
        self._provider: ProviderView | None = None
        self._bridge = ConsentBridge(open_browser)
        self._bridge.page_announced.connect(self._show_page)
        self._bridge.accounts_announced.connect(self._ask_account)
        workspace.load(load_providers, owner=self, on_success=self._start)

    def _start(self, providers: Sequence[ProviderView]) -> None:
        chosen = next((each for each in providers if each.is_chosen), None)
        if self._wanted and chosen and chosen.is_connected:
            self._provider = chosen
            self._ask_consent(self._wanted)
        elif len(providers) > 1:
            self.show_step(ProviderStep(providers, self._use_provider, self._import_file))
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
        self.show_step(KeysStep(self._workspace, provider, partial(self._list_banks, provider.name), self._import_file))

    def _list_banks(self, provider: str) -> None:
        self.show_step(WaitingStep(tr("Lecture de la liste des banques…")))
        session = self._workspace.session
        self.task = self._workspace.runner.run(
            lambda job: institutions(session, provider, COUNTRY, job=job),
            lane=Lane.NET,
            on_success=lambda found: self.show_step(BankStep(found, self._ask_consent)),
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
        self.show_step(waiting)
        self.task = self._workspace.work(
            partial(_connect, institution_id, self._bridge),
            on_success=lambda _: self._finish(),
            on_error=partial(self._fail, lambda: self._ask_consent(institution_id)),
            owner=self,
        )
        self.destroyed.connect(self.task.cancel)

    def _show_page(self, page: ConsentPage) -> None:
        if not page.is_received:
            self.show_step(ReturnStep(page, self._bridge.reopen))

    def _ask_account(self, accounts: Sequence[AccountChoice]) -> None:
        def chosen(account: AccountChoice) -> None:
            self._bridge.answer(account)
            self.show_step(WaitingStep(tr("Connexion du compte…")))

        self.show_step(AccountStep(accounts, chosen))

    def _finish(self) -> None:
        self.task = None
        self.close_sheet()
        self._connected()

    def _fail(self, again: Callable[[], object], error: KnownError) -> None:
        """Show why, with what helps: keys that are refused are entered anew, all else is tried again."""
        self.task = None
        if action_for(error.code).goal is Goal.BANK_SETTINGS and self._provider is not None:
            step = FailedStep(error_text(error), tr("Corriger mes clés…"), partial(self._ask_keys, self._provider))
        else:
            step = FailedStep(error_text(error), goal_label(Goal.RETRY), again)
        self.show_step(step)


def _connect(institution_id: str, bridge: ConsentBridge, session: Session, job: Job) -> ChangeResult:
    """Connect on the worker; a cancelled job also ends the wait for the user's choice of an account."""
    job.on_cancel(partial(bridge.answer, None))
    connect(session, institution_id, announce=bridge.announce, choose_account=bridge.choose, job=job)
    return ChangeResult(changes=Changes.CONNECTION | Changes.BANK | Changes.NETWORK)
