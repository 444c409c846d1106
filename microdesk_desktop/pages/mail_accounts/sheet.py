"""Connect a mailbox in one side sheet: what can be done for an address comes before any password is asked.

address ─▶ asked of the table, then of its domain ─┬▶ impossible, and why
                                                   ├▶ Gmail: guide, client file ────┐
                                                   ├▶ Microsoft 365: guide, its id ─┴▶ agree in the browser ─┐
                                                   └▶ password, servers ─▶ both accept ──────────────────────┴▶ done
                                                                          └ a bridge: its certificate comes first
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account, Authority
from microdesk_desktop.domain.mail.providers import MailSettings, Way
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.connection.add_gmail import AddedGmail, add_gmail
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings, add_imap
from microdesk_desktop.operations.mail.connection.add_microsoft import AddedMicrosoft, StandIn, add_microsoft
from microdesk_desktop.operations.mail.connection.bridge import (
    ShownCertificate,
    bridge_certificate,
    may_be_accepted,
    with_certificate,
)
from microdesk_desktop.operations.mail.connection.reconnect import reconnect_gmail, reconnect_microsoft
from microdesk_desktop.operations.mail.connection.settings import find_settings
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.connect.bridge import ConsentBridge
from microdesk_desktop.pages.connect.step_sheet import Back, StepSheet
from microdesk_desktop.pages.connect.steps import FailedStep, WaitingStep
from microdesk_desktop.pages.mail_accounts.certificate_step import CertificateStep
from microdesk_desktop.pages.mail_accounts.gmail_step import GmailStep
from microdesk_desktop.pages.mail_accounts.microsoft_step import MicrosoftStep
from microdesk_desktop.pages.mail_accounts.password_step import OtherWay, PasswordStep
from microdesk_desktop.pages.mail_accounts.steps import AddressStep, ConnectedStep, ImpossibleStep
from microdesk_desktop.views.mail.connection.gmail import GMAIL_PAGES, added_lines
from microdesk_desktop.views.messages.actions import Goal, goal_label
from microdesk_desktop.views.messages.errors import error_text

AUDIENCE_PAGE = GMAIL_PAGES[4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The servers and the password with which a login is tried."""

    wanted: ImapSettings
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Connected:
    """An account of any kind that was added."""

    account: Account
    changes: Changes = Changes.MAIL | Changes.NETWORK


class MailSheet(StepSheet):
    """Shows one step after the other; `connected` gets the account.

    `reconnects` is an account that needs a new consent: the sheet begins with it. `google_url` and `microsoft` replace
    Google and Microsoft by what plays them on this computer.
    """

    def __init__(
        self,
        host: QWidget,
        workspace: Workspace,
        open_browser: Callable[[str], object],
        *,
        connected: Callable[[Account], object],
        reconnects: Account | None = None,
        google_url: str | None = None,
        microsoft: StandIn | None = None,
    ) -> None:
        super().__init__(host, tr("Reconnecter une boîte") if reconnects else tr("Connecter une boîte"))
        self._workspace = workspace
        self._open_browser = open_browser
        self._connected = connected
        self._google_url = google_url
        self._microsoft = microsoft
        self._address = reconnects.address if reconnects else ""
        self._bridge = ConsentBridge(open_browser)
        if reconnects is not None and reconnects.authority is Authority.MICROSOFT:
            self._renew_at_microsoft(reconnects)
        elif reconnects is not None:
            self._renew_consent(reconnects)
        else:
            self.ask_address()

    def ask_address(self) -> None:
        """Show the step of the address."""
        self.show_step(AddressStep(self._address, self.look_up), None)

    def look_up(self, address: str) -> None:
        """Find out what the mailbox of an address needs, and show it."""
        self._address = address
        self.show_step(WaitingStep(tr("Recherche de ce qu'il faut…"), address), self.ask_address)
        self.task = self._workspace.examine(
            lambda session, job: find_settings(session, address, job),
            owner=self,
            lane=Lane.NET,
            on_success=self._found,
            on_error=self._refuse_address,
        )

    def _refuse_address(self, error: KnownError) -> None:
        if error.code is ErrorCode.MAIL_IMPOSSIBLE:
            self.show_step(ImpossibleStep(self._address, error_text(error), self.ask_address), None)
        else:
            again = partial(self.look_up, self._address)
            self.show_step(FailedStep(error_text(error), goal_label(Goal.RETRY), again), self.ask_address)

    def _found(self, found: MailSettings | None) -> None:
        if found is not None and found.is_google:
            self._guide(found)
        elif found is not None and found.way is Way.OWN_CLIENT:
            self._ask_client(self.ask_address)
        else:
            self.ask_password(found, self.ask_address)

    def _guide(self, found: MailSettings | None, refusal: str = "") -> None:
        """The guide to Google's client; a Workspace mailbox may have been named by the user alone."""
        by_password = partial(self.ask_password, found, partial(self._guide, found)) if found else None
        step = GmailStep(self._open_browser, self._workspace.last_folder, partial(self._consent, found), by_password)
        if refusal:
            step.refuse(refusal)
        self.show_step(step, self.ask_address)

    def _consent(self, found: MailSettings | None, client_file: Path) -> None:
        guide = partial(self._guide, found)
        self.wait_for_consent(guide)
        self.task = self._workspace.work(
            partial(_add_gmail, client_file, self._bridge, self._google_url),
            owner=self,
            on_success=lambda added: self._finish_gmail(added, partial(self._consent, found, client_file)),
            on_error=lambda error: self._fail_gmail(error, guide, partial(self._consent, found, client_file)),
        )

    def _ask_client(self, behind: Back) -> None:
        """The guide to an application of the user's organisation at Microsoft."""
        step = MicrosoftStep(
            self._address, self._open_browser, lambda client: self._ask_microsoft(step, client, behind)
        )
        self.show_step(step, behind)

    def _ask_microsoft(self, step: MicrosoftStep, client_id: str, behind: Back) -> None:
        back_to_guide = partial(self.show_step, step, behind)
        self._wait_for_microsoft(back_to_guide, keeps_former=True)

        def failed(error: KnownError) -> None:
            self.show_step(step, behind)
            if error.code is ErrorCode.MAIL_IMPOSSIBLE:
                self._refuse_address(error)
            else:
                step.client.show_error(error_text(error))

        self.task = self._workspace.work(
            partial(_add_microsoft, self._address, client_id, self._bridge, self._microsoft),
            owner=self,
            on_success=lambda added: self._finish(added.account),
            on_error=failed,
        )

    def _renew_at_microsoft(self, account: Account) -> None:
        """Ask for another consent with the application that the keyring has; without it the guide is shown."""
        again = partial(self._renew_at_microsoft, account)
        self._wait_for_microsoft(None)

        def failed(error: KnownError) -> None:
            if error.code is ErrorCode.MAIL_CLIENT_MISSING:
                self._ask_client(self.close_sheet)
            else:
                self.show_step(FailedStep(error_text(error), goal_label(Goal.RETRY), again), None)

        self.task = self._workspace.work(
            lambda session, job: reconnect_microsoft(session, account.id, announce=self._bridge.announce, job=job),
            owner=self,
            on_success=lambda added: self._finish(added.account),
            on_error=failed,
        )

    def _wait_for_microsoft(self, behind: Back | None, *, keeps_former: bool = False) -> None:
        text = tr(
            "La page de Microsoft s'est ouverte : choisissez le compte de cette boîte, et acceptez. MicroDesk continue "
            "dès votre retour, et vous attend cinq minutes."
        )
        link = (tr("Rouvrir la page de Microsoft"), self._bridge.reopen)
        step = WaitingStep(tr("Donnez votre accord dans le navigateur"), text, link)
        self.show_step(step, behind, keeps_former=keeps_former)

    def _renew_consent(self, account: Account) -> None:
        """Ask for another consent with the client that the keyring has; without it the guide is shown."""
        again = partial(self._renew_consent, account)
        self.wait_for_consent(None)
        self.task = self._workspace.work(
            lambda session, job: reconnect_gmail(session, account.id, announce=self._bridge.announce, job=job),
            owner=self,
            on_success=lambda added: self._finish_gmail(added, again),
            on_error=lambda error: self._fail_gmail(error, partial(self._guide, None), again),
        )

    def wait_for_consent(self, behind: Back | None) -> None:
        """Show that the user's answer at Google is awaited."""
        text = tr(
            "La page de Google s'est ouverte : choisissez votre compte, puis « Paramètres avancés » et « Accéder "
            "à … », laissez la case de Gmail cochée et autorisez. MicroDesk continue dès votre retour, et vous attend "
            "cinq minutes."
        )
        link = (tr("Rouvrir la page de Google"), self._bridge.reopen)
        self.show_step(WaitingStep(tr("Donnez votre accord dans le navigateur"), text, link), behind)

    def _fail_gmail(self, error: KnownError, guide: Callable[..., object], again: Back) -> None:
        if error.code in (ErrorCode.MAIL_CLIENT_FILE, ErrorCode.MAIL_CLIENT_MISSING, ErrorCode.FILE_UNREADABLE):
            guide(error_text(error))
        else:
            self.show_step(FailedStep(error_text(error), goal_label(Goal.RETRY), again), guide)

    def _finish_gmail(self, added: AddedGmail, again: Back) -> None:
        """Close; but where Google ends the access of a client in testing, show at once what to click."""
        if added.ends_at is None:
            self._finish(added.account)
            return
        self._connected(added.account)
        publish = (tr("Ouvrir « Audience » chez Google"), partial(self._open_browser, AUDIENCE_PAGE))
        anew = (tr("C'est publié : connecter de nouveau"), again)
        lines = added_lines(added.account, added.ends_at)
        self.show_step(ConnectedStep(lines, (publish, anew), self.close_sheet), None)

    def ask_password(self, found: MailSettings | None, behind: Back) -> None:
        """Show the step of the password, with the servers that were found or are to be given."""
        google = OtherWay(text=tr("Elle est chez Google Workspace…"), take=partial(self._guide, None))

        def submitted(wanted: ImapSettings, password: str) -> None:
            self._log_in(step, Attempt(wanted=wanted, password=password), behind)

        here = partial(self.ask_password, found, behind)
        microsoft = OtherWay(text=tr("Elle est chez Microsoft 365…"), take=partial(self._ask_client, here))
        step = PasswordStep(self._address, found, submitted, () if found else (google, microsoft))
        self.show_step(step, behind)

    def _log_in(self, step: PasswordStep, attempt: Attempt, behind: Back) -> None:
        back_to_form = partial(self.show_step, step, behind)
        text = tr("{imap} et {smtp} sont essayés ; rien n'est gardé tant qu'ils n'ont pas accepté.")
        explanation = text.format(imap=attempt.wanted.imap.host, smtp=attempt.wanted.smtp.host)
        self.show_step(WaitingStep(tr("Connexion de la boîte…"), explanation), back_to_form, keeps_former=True)
        self.task = self._workspace.work(
            partial(_add_imap, attempt),
            owner=self,
            on_success=lambda added: self._finish(added.account),
            on_error=lambda error: self._fail_login(error, step, attempt, behind),
        )

    def _fail_login(self, error: KnownError, step: PasswordStep, attempt: Attempt, behind: Back) -> None:
        if may_be_accepted(attempt.wanted, error):
            self._read_certificate(step, attempt, behind)
            return
        self.show_step(step, behind)
        if error.code is ErrorCode.MAIL_IMPOSSIBLE:
            self._refuse_address(error)
        else:
            step.refuse(error)

    def _read_certificate(self, step: PasswordStep, attempt: Attempt, behind: Back) -> None:
        """Show the certificate of a bridge, which the user may accept for this mailbox."""
        back_to_form = partial(self.show_step, step, behind)

        def refused(error: KnownError) -> None:
            self.show_step(step, behind)
            step.refuse(error)

        def shown(found: ShownCertificate) -> None:
            certain = replace(attempt, wanted=with_certificate(attempt.wanted, found.certificate))
            accepted = partial(self._log_in, step, certain, behind)
            self.show_step(CertificateStep(self._workspace, found, accepted), back_to_form)

        self.task = self._workspace.examine(
            lambda session, job: bridge_certificate(session, attempt.wanted, job),
            owner=self,
            lane=Lane.NET,
            on_success=shown,
            on_error=refused,
        )

    def _finish(self, account: Account) -> None:
        self.task = None
        self.close_sheet()
        self._connected(account)


def _add_gmail(client_file: Path, bridge: ConsentBridge, url: str | None, session: Session, job: Job) -> AddedGmail:
    return add_gmail(session, client_file, announce=bridge.announce, job=job, base_url=url)


def _add_microsoft(
    address: str, client_id: str, bridge: ConsentBridge, stand_in: StandIn | None, session: Session, job: Job
) -> AddedMicrosoft:
    return add_microsoft(session, address, client_id, announce=bridge.announce, job=job, stand_in=stand_in)


def _add_imap(attempt: Attempt, session: Session, job: Job) -> _Connected:
    return _Connected(account=add_imap(session, attempt.wanted, attempt.password, job))
