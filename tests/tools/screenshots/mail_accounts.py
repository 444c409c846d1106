"""The scenes of connecting mailboxes: the pane of the settings, and each step of the sheet."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.account import Account, AccountKind, Security, Server
from microdesk_desktop.domain.mail.types import Folder, Role
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.connection.bridge import ShownCertificate
from microdesk_desktop.pages.mail_accounts.certificate_step import CertificateStep
from microdesk_desktop.pages.mail_accounts.folders_sheet import FoldersForm
from microdesk_desktop.pages.mail_accounts.remove import ask_remove
from microdesk_desktop.pages.mail_accounts.sheet import MailSheet
from microdesk_desktop.pages.settings.mail import MailPane
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.shell.shell import Shell
from tests.tools.screenshots.states import shown

ADDRESSES = {
    "impossible": "jeanne@outlook.fr",
    "gmail": "jeanne@gmail.com",
    "app-password": "jeanne@yahoo.fr",
    "bridge": "jeanne@proton.me",
    "microsoft": "jeanne@atelier.onmicrosoft.com",
}
FOLDERS = {
    "INBOX": Role.INBOX,
    "Envoyés": Role.SENT,
    "Klad": Role.NONE,
    "Corbeille": Role.TRASH,
    "Clients/Nova": Role.NONE,
}
IMAP = Account(
    id="00aa11bb22cc33dd",
    kind=AccountKind.IMAP,
    address="bonjour@atelier-martin.example",
    user="bonjour@atelier-martin.example",
    incoming=Server(host="imap.atelier-martin.example", port=993, security=Security.TLS),
    outgoing=Server(host="smtp.atelier-martin.example", port=465, security=Security.TLS),
)
GMAIL = Account(id="44ee55ff66008899", kind=AccountKind.GMAIL, address="jeanne@gmail.com", user="jeanne@gmail.com")


def mail_account_scenes(shell: Shell, settle: Callable[[], object]) -> Iterator[str]:
    """The sheet before there is an account, then the pane with two."""
    pane = _pane(shell)
    settle()
    yield "mail-pane-empty"
    pane.connect_mail()
    sheet = shell.window().findChildren(MailSheet)[-1]
    settle()
    yield "mail-address"
    for name, address in ADDRESSES.items():
        sheet.look_up(address)
        settle()
        yield f"mail-{name}"
    sheet.ask_password(None, sheet.ask_address)
    settle()
    yield "mail-servers"
    digits = ":".join(f"{number * 37 % 256:02X}" for number in range(32))
    certificate = ShownCertificate(certificate="", fingerprint=digits)
    sheet.show_step(CertificateStep(shell.workspace, certificate, sheet.close_sheet))
    settle()
    yield "mail-certificate"
    sheet.wait_for_consent(sheet.ask_address)
    settle()
    yield "mail-consent"
    sheet.close_sheet()
    for account in (IMAP, GMAIL):
        keep_account(shell.workspace.session, account, {})
    pane.reload()
    settle()
    yield "mail-pane"
    folders = [Folder(key=name, name=name, role=role) for name, role in FOLDERS.items()]
    form = FoldersForm(IMAP, folders)
    chosen = Sheet(pane, tr("Dossiers de la boîte"), form, tr("Enregistrer"), form.check)
    settle()
    yield "mail-folders"
    chosen.close_sheet()
    for account in (IMAP, GMAIL):
        ask_remove(shell.workspace, account)
        settle()
        yield f"mail-remove-{account.kind}"
        shown(shell, QDialog).reject()
    pane.reconnect(IMAP)
    settle()
    yield "mail-new-password"


def _pane(shell: Shell) -> MailPane:
    shell.navigate("settings", MailPane.key)
    page = shell.current()
    assert isinstance(page, SettingsPage)
    pane = page.pane()
    assert isinstance(pane, MailPane)
    return pane
