"""Connect a bank in one side sheet, a step after the other.

bank ─▶ way ─┬▶ statement file: how to download one, then the page that imports it
             └▶ service ─▶ keys (once) ─▶ the bank in its list ─▶ agree in the browser ─▶ account ─▶ first sync
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice, Institution
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.connect import connect, institutions
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.connect.bridge import ConsentBridge
from microdesk_desktop.pages.connect.choosing import FileStep, WayStep, WhichBankStep
from microdesk_desktop.pages.connect.step_sheet import Back, StepSheet
from microdesk_desktop.pages.connect.steps import (
    AccountStep,
    BankStep,
    FailedStep,
    KeysStep,
    ReturnStep,
    WaitingStep,
)
from microdesk_desktop.views.bank.connections.account_switch import load_left_out
from microdesk_desktop.views.bank.connections.providers import ProviderView, load_providers
from microdesk_desktop.views.bank.connections.ways import BankView, WayView, named_institutions, way_of, ways_for
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

COUNTRY = "FR"


class ConnectSheet(StepSheet):
    """Shows one step after the other; closing it, or going back, revokes what was asked for.

    With `institution_id`, that of the connected bank, it asks for the new consent at once.
    """

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
        self._open_browser = open_browser
        self._connected = connected
        self._wanted = institution_id
        self._searched = ""
        self._bank = BankView(name="")
        self._providers: Sequence[ProviderView] = ()
        self._way: WayView | None = None
        self._bridge: ConsentBridge | None = None
        workspace.load(load_providers, owner=self, on_success=self._start)

    def _start(self, providers: Sequence[ProviderView]) -> None:
        self._providers = providers
        chosen = next((each for each in providers if each.is_chosen), None)
        if self._wanted and chosen and chosen.is_connected:
            self._way = way_of(chosen)
            self._ask_consent(self._wanted, None)
        else:
            self.ask_bank()

    def ask_bank(self) -> None:
        """Show the step of the bank."""
        self.show_step(WhichBankStep(self._searched, self._use_bank))

    def ask_way(self) -> None:
        """Show the ways of following the bank."""
        self.show_step(WayStep(self._bank, ways_for(self._bank, self._providers), self._use_way), self.ask_bank)

    def ask_keys(self) -> None:
        """Show what to do at the service, and the form of its keys."""
        assert self._way is not None, "a way was chosen"
        self.show_step(KeysStep(self._workspace, self._way, self._take_keys, self._open_browser), self.ask_way)

    def _use_bank(self, bank: BankView, typed: str) -> None:
        self._bank, self._searched = bank, typed
        self.ask_way()

    def _use_way(self, way: WayView) -> None:
        self._way = way
        if way.provider is None:
            self.show_step(FileStep(self._bank, self._import_file), self.ask_way)
        elif way.provider.is_chosen:
            self._list_banks()
        else:
            self.ask_keys()

    def _import_file(self) -> None:
        """Leave for the import page."""
        self.close_sheet()
        self._workspace.navigate("imports", ImportKind.STATEMENT)

    def _take_keys(self) -> None:
        """Go on once the keys are kept; the ways then know which service has some."""

        def take(providers: Sequence[ProviderView]) -> None:
            self._providers = providers
            self._list_banks()

        self._workspace.load(load_providers, owner=self, on_success=take)

    def _list_banks(self) -> None:
        assert self._way is not None, "a way was chosen"
        self.show_step(WaitingStep(tr("Lecture de la liste des banques…")), self.ask_way)
        session, provider = self._workspace.session, self._way.key
        self.task = self._workspace.runner.run(
            lambda job: institutions(session, provider, COUNTRY, job=job),
            lane=Lane.NET,
            on_success=self._use_list,
            on_error=partial(self._fail, self._list_banks, self.ask_way),
            owner=self,
        )

    def _use_list(self, found: Sequence[Institution]) -> None:
        """Take the only bank, or the only one by that name; let the user choose among several, or where none is."""
        named = named_institutions(found, self._bank)
        fitting = found if len(found) == 1 else named
        choose = partial(self._choose_institution, found, named)
        if len(fitting) == 1:
            self._ask_consent(fitting[0].id, self.ask_way if len(found) == 1 else choose)
        else:
            choose()

    def _choose_institution(self, found: Sequence[Institution], named: Sequence[Institution]) -> None:
        again = partial(self._choose_institution, found, named)
        step = BankStep(found, named, self._bank, lambda institution_id: self._ask_consent(institution_id, again))
        self.show_step(step, self.ask_way)

    def _ask_consent(self, institution_id: str, behind: Back | None) -> None:
        self.show_step(WaitingStep(tr("Préparation de votre accord…")), behind)
        # One for each attempt: the answers and pages of one that was left are none of the next.
        bridge = self._bridge = ConsentBridge(
            self._open_browser, show_page=self._show_page, ask_account=self._ask_account
        )
        self.task = self._workspace.work(
            partial(_connect, institution_id, bridge),
            on_success=lambda _: self._finish(),
            on_error=partial(self._fail, partial(self._ask_consent, institution_id, behind), behind),
            owner=self,
        )
        self.destroyed.connect(self.task.cancel)
        self.destroyed.connect(bridge.leave)

    def stop(self) -> None:
        """Stop what the step in sight has started; its page and its accounts are shown no more."""
        if self._bridge is not None:
            self._bridge.leave()
        super().stop()

    def _show_page(self, page: ConsentPage) -> None:
        assert self._bridge is not None, "a consent is asked for"
        if page.is_received:
            self._wait_for_return(page, self._behind)
        else:
            self._ask_address(page, self._behind)

    def _ask_address(self, page: ConsentPage, behind: Back | None) -> None:
        assert self._bridge is not None, "a consent is asked for"
        connecting = partial(self._show_connecting, behind)
        self.show_step(ReturnStep(page, self._bridge.reopen, connecting), behind)

    def _show_connecting(self, behind: Back | None) -> None:
        self.show_step(WaitingStep(tr("Connexion du compte…")), behind)

    def _wait_for_return(self, page: ConsentPage, behind: Back | None) -> None:
        """Wait while MicroDesk listens; where the browser is on another computer, its address can be pasted."""
        assert self._bridge is not None, "a consent is asked for"

        def paste_address() -> None:
            self._ask_address(page, behind)

        text = tr(
            "La page de votre banque s'est ouverte. Identifiez-vous, choisissez le compte à suivre et acceptez : "
            "MicroDesk continue dès votre retour. Il ne voit ni votre identifiant ni votre mot de passe."
        )
        reopen = (tr("Rouvrir la page de la banque"), self._bridge.reopen)
        paste = (tr("Coller l'adresse de retour"), paste_address)
        self.show_step(WaitingStep(tr("Donnez votre accord dans le navigateur"), text, reopen, paste), behind)

    def _ask_account(self, accounts: Sequence[AccountChoice], left_out: str) -> None:
        bridge = self._bridge
        assert bridge is not None, "a consent is asked for"

        def chosen(account: AccountChoice) -> None:
            bridge.answer(account)
            self._show_connecting(None)

        self.show_step(AccountStep(accounts, chosen, left_out=left_out), self._behind)

    def _finish(self) -> None:
        self.task = None
        self.close_sheet()
        self._connected()

    def _fail(self, again: Callable[[], object], behind: Back | None, error: KnownError) -> None:
        """Show why, with what helps: keys that are refused are entered anew, all else is tried again."""
        self.task = None
        why = error_text(error)
        if action_for(error.code).goal is Goal.BANK_SETTINGS:
            self.show_step(FailedStep(why, tr("Corriger mes clés…"), self.ask_keys), behind)
        else:
            guide = (tr("Revoir les étapes et mes clés…"), self.ask_keys)
            self.show_step(FailedStep(why, goal_label(Goal.RETRY), again, link=guide), behind)


def _connect(institution_id: str, bridge: ConsentBridge, session: Session, job: Job) -> ChangeResult:
    """Connect on the worker; a cancelled job also ends the wait for the user's choice of an account."""
    job.on_cancel(partial(bridge.answer, None))

    def choose(accounts: Sequence[AccountChoice]) -> AccountChoice:
        return bridge.choose(accounts, session.read(partial(load_left_out, accounts=accounts)))

    connect(session, institution_id, announce=bridge.announce, choose_account=choose, job=job)
    return ChangeResult(changes=Changes.CONNECTION | Changes.BANK | Changes.NETWORK)
