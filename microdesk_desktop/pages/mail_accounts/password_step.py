"""The password of a mailbox, after what its provider asks for, with its servers folded away where they are known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.providers import MailSettings, Way
from microdesk_desktop.gui.forms.text_fields import on_enter, password_field
from microdesk_desktop.gui.layout.fold import Fold
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings
from microdesk_desktop.pages.connect.steps import ConnectStep
from microdesk_desktop.pages.mail_accounts.servers_form import ServersForm
from microdesk_desktop.views.mail.connection.providers import notes
from microdesk_desktop.views.messages.errors import error_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWay:
    """Another way to connect the mailbox: the words of its link, and what it does."""

    text: str
    take: Callable[[], object]


class PasswordStep(ConnectStep):
    """`submitted` gets the servers and the password; what they refuse is shown here, and nothing typed is lost."""

    def __init__(
        self,
        address: str,
        found: MailSettings | None,
        submitted: Callable[[ImapSettings, str], object],
        others: Sequence[OtherWay] = (),
    ) -> None:
        super().__init__()
        self.button_text = tr("Connecter")
        self._submitted = submitted
        self.servers = ServersForm(address, found)
        self.password = password_field(_password_name(found), hint=tr("Il reste dans le trousseau du système."))
        self.fold = Fold(tr("Serveurs et identifiant"), self.servers)
        self.fold.set_open(found is None)
        self.refusal = labels.error()
        self.refusal.hide()
        self.column.addWidget(labels.elided(tr("Connecter {address}").format(address=address)))
        self.column.addWidget(self._content(found, others))
        self.column.addWidget(self.refusal)
        self.column.addStretch()
        self.setFocusProxy(self.password if found else self.servers.imap.host)
        on_enter(self.password, self.submit)

    def submit(self) -> None:
        self.refusal.hide()
        are_servers_right = self.servers.check()
        if not are_servers_right:
            self.fold.set_open(True)
        if self.password.check() and are_servers_right:
            self._submitted(self.servers.settings(), self.password.value())

    def refuse(self, error: KnownError) -> None:
        """Show why the servers did not let the program in, where it can be corrected."""
        if error.code is ErrorCode.INVALID_VALUE:
            self.fold.set_open(True)
            self.servers.refuse(error)
            return
        if error.code is ErrorCode.MAIL_LOGIN_REFUSED:
            self.password.show_error(error_text(error))
            self.password.setFocus()
            return
        self.refusal.setText(error_text(error))
        self.refusal.show()

    def _content(self, found: MailSettings | None, others: Sequence[OtherWay]) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        for line in notes(found) if found else (_unknown(),):
            column.addWidget(labels.body(line))
        for each in others:
            column.addWidget(buttons.link(each.text, each.take), alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self.password, self.fold) if found else (self.fold, self.password):
            column.addWidget(widget)
        return content


def _password_name(found: MailSettings | None) -> str:
    names = {Way.APP_PASSWORD: tr("Mot de passe d'application"), Way.BRIDGE: tr("Mot de passe donné par Bridge")}
    return names.get(found.way if found else Way.PASSWORD, tr("Mot de passe de la boîte"))


def _unknown() -> str:
    return tr(
        "Ni MicroDesk ni ce domaine n'indiquent de serveurs. Votre messagerie les donne dans son aide, sous « IMAP » "
        "ou « configurer un logiciel de messagerie »."
    )
