"""Settings: the mailboxes that are connected, whether they can be reached, and how to end or renew their access."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.connection.add_microsoft import StandIn
from microdesk_desktop.operations.mail.connection.reconnect import check_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.composer.signature_sheet import edit_signature
from microdesk_desktop.pages.mail_accounts.folders_sheet import ask_folders
from microdesk_desktop.pages.mail_accounts.new_password import ask_new_password
from microdesk_desktop.pages.mail_accounts.remove import ask_remove
from microdesk_desktop.pages.mail_accounts.sheet import MailSheet
from microdesk_desktop.pages.settings.pane import Card, Line, Pane
from microdesk_desktop.pages.shared.browser import browser_of
from microdesk_desktop.views.mail.accounts import account_detail
from microdesk_desktop.views.messages.errors import error_text


class MailPane(Pane):
    """The accounts, each with what can be done about it; nothing is asked of a server before a click."""

    key = "mail"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.open_browser: Callable[[str], object] = browser_of(self, workspace)
        self.google_url: str | None = None
        self.microsoft: StandIn | None = None
        self._states: dict[str, QLabel] = {}
        self._results: dict[str, str] = {}
        self._reading: Task[list[Account]] | None = None
        holder = QWidget()
        self._accounts = QVBoxLayout(holder)
        self._accounts.setContentsMargins(0, 0, 0, 0)
        self._accounts.setSpacing(MIDDLE)
        self.column.addWidget(holder)
        self._add_connecting()
        self._add_notifying()

    @staticmethod
    def title() -> str:
        return tr("Courrier")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="mailboxes",
                name=tr("Boîtes connectées"),
                synonyms=tr(
                    "mail e-mail courriel messagerie compte mot de passe reconnecter retirer signature dossiers"
                ),
            ),
            Line(
                key="notify",
                name=tr("Nouveau courrier"),
                synonyms=tr("notification prévenir alerte nouveau message mail"),
            ),
            Line(
                key="connect",
                name=tr("Ajouter une boîte"),
                synonyms=tr("mail e-mail courriel messagerie Gmail IMAP SMTP connecter Orange Yahoo iCloud Proton"),
            ),
        )

    def reload(self) -> None:
        if self._reading is not None:
            self._reading.forget()
        self._reading = self.workspace.examine(
            lambda session, _: list_accounts(session), owner=self, on_success=self._show
        )

    def connect_mail(self) -> None:
        """Open the sheet that connects a mailbox."""
        MailSheet(
            self,
            self.workspace,
            self.open_browser,
            connected=self._announce,
            google_url=self.google_url,
            microsoft=self.microsoft,
        )

    def reconnect(self, account: Account) -> None:
        """Ask for a new password, or for another consent at Google."""
        if account.kind is AccountKind.GMAIL or account.authority is not None:
            MailSheet(self, self.workspace, self.open_browser, connected=self._announce, reconnects=account)
        else:
            ask_new_password(self, self.workspace, account, partial(self._announce, account))

    def check(self, account: Account) -> None:
        """Log in to the servers of an account, and show how that went."""
        self._show_state(account, tr("Vérification…"))

        def act(session: Session, job: Job) -> Account:
            return check_account(session, account.id, job)

        self.workspace.examine(
            act, owner=self, lane=Lane.NET, on_success=self._show_reached, on_error=partial(self._show_failure, account)
        )

    def edit_signature(self, account: Account) -> None:
        """Open the sheet of the signature that is put under each message of an account."""
        edit_signature(self.workspace, self, account)

    def choose_folders(self, account: Account) -> None:
        """Open the sheet of the folders of a mailbox, read from its server."""
        self._show_state(account, tr("Lecture des dossiers…"))
        ask_folders(self, self.workspace, account, lambda: self._show_state(account, self._results.get(account.id, "")))

    def remove(self, account: Account) -> None:
        """Ask before an account is removed."""
        ask_remove(self.workspace, account)

    def _announce(self, account: Account) -> None:
        self._results.pop(account.id, None)
        text = tr("{address} est connectée.").format(address=account.address)
        self.workspace.notices.toast(lambda: Toast(text=text))

    def _show(self, accounts: Sequence[Account]) -> None:
        empty_layout(self._accounts)
        self._states.clear()
        card = Card(tr("Boîtes connectées"))
        self._accounts.addWidget(card.frame)
        for account in accounts:
            self._add_account(card, account)
        if not accounts:
            card.add(
                labels.muted(
                    tr(
                        "Aucune boîte pour l'instant. Une fois la vôtre connectée, vous lisez et répondez ici, et vos "
                        "documents partent d'un clic."
                    )
                )
            )

    def _add_account(self, card: Card, account: Account) -> None:
        state = self._states[account.id] = labels.caption("", wraps=True)
        self._show_state(account, self._results.get(account.id, ""))
        card.add_line(account.address, state)
        check = _action("check", buttons.plain, tr("Vérifier"), account, self.check)
        again = _action("reconnect", buttons.plain, tr("Reconnecter…"), account, self.reconnect)
        end = _action("remove", buttons.danger, tr("Retirer…"), account, self.remove)
        signature = _action("signature", buttons.plain, tr("Signature…"), account, self.edit_signature)
        actions = [check, again, signature]
        if account.kind is AccountKind.IMAP:  # the labels of Gmail have fixed roles
            actions.append(_action("folders", buttons.plain, tr("Dossiers…"), account, self.choose_folders))
        card.add_actions(*actions, end)
        self.register("mailboxes", check)

    def _add_connecting(self) -> None:
        card = self.add_card(tr("Ajouter une boîte"))
        card.add(
            labels.muted(
                tr(
                    "Gmail, ou toute messagerie qui offre IMAP et SMTP. MicroDesk montre vos messages sans en garder "
                    "aucun : ni objet, ni texte, ni adresse, ni pièce jointe. Seuls votre adresse et vos serveurs sont "
                    "dans le coffre, le mot de passe ou l'accès dans le trousseau du système."
                )
            )
        )
        connect = buttons.primary(tr("Connecter une boîte…"), self.connect_mail)
        card.add_actions(connect)
        self.register("connect", connect)

    def _add_notifying(self) -> None:
        card = self.add_card(tr("Notifications"))
        text = tr("Votre ordinateur vous prévient si vous le voulez, sans expéditeur ni objet.")
        self.add_line(card, "notify", text, buttons.plain(tr("Régler les notifications"), self.set_notifications))

    def set_notifications(self) -> None:
        """Show the pane of the notifications."""
        self.workspace.navigate("settings", "notifications")

    def _show_reached(self, account: Account) -> None:
        at = dates.clock_time(self.workspace.clock.now())
        self._results[account.id] = tr("Vérifiée à {time} : la connexion est acceptée.").format(time=at)
        self._show_state(account, self._results[account.id])

    def _show_failure(self, account: Account, error: KnownError) -> None:
        self._results[account.id] = error_text(error)
        self._show_state(account, self._results[account.id])

    def _show_state(self, account: Account, text: str) -> None:
        """Show how the account is reached, and how the last check went; it may have been removed meanwhile."""
        state = self._states.get(account.id)
        if state is not None:
            state.setText("\n".join(filter(None, (account_detail(account), text))))


def _action(
    name: str,
    make: Callable[[str, Callable[[], object]], QPushButton],
    text: str,
    account: Account,
    act: Callable[[Account], object],
) -> QPushButton:
    """A button of one account, which a screen reader names with the address."""
    button = make(text, partial(act, account))
    button.setObjectName(f"{name}.{account.address}")
    button.setAccessibleName(f"{text.rstrip('…')} {account.address}")
    return button
