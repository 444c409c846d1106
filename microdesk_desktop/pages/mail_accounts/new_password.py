"""Ask for the new password of a mailbox that is connected; both servers are tried with it before it is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import password_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.connection.reconnect import reconnect_imap
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.mail.accounts import account_detail
from microdesk_desktop.views.messages.errors import error_text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reconnected:
    """An account whose password was replaced."""

    changes: Changes = Changes.MAIL | Changes.NETWORK


class PasswordForm(Form):
    """The account, and the field of its password."""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.add_widget(labels.elided(account.address))
        self.add_widget(labels.caption(account_detail(account), wraps=True))
        self.password = password_field(tr("Mot de passe"), hint=tr("Il reste dans le trousseau du système."))
        self.add(self.password)


def ask_new_password(host: QWidget, workspace: Workspace, account: Account, reconnected: Callable[[], object]) -> None:
    """Open the sheet; closing it while the servers are tried keeps the former password."""
    form = PasswordForm(account)

    def done(_: _Reconnected) -> None:
        sheet.close_sheet()
        reconnected()

    def refused(error: KnownError) -> None:
        if error.code is not ErrorCode.MAIL_LOGIN_REFUSED:
            sheet.refuse(error_text(error))
            return
        sheet.release()
        form.password.show_error(error_text(error))
        form.password.setFocus()

    def save() -> None:
        sheet.hold()
        password = form.password.value()

        def act(session: Session, job: Job) -> _Reconnected:
            reconnect_imap(session, account.id, password, job)
            return _Reconnected()

        task = workspace.work(act, owner=sheet, on_success=done, on_error=refused)
        sheet.closed.connect(task.cancel)

    sheet = Sheet(host, tr("Reconnecter une boîte"), form, tr("Reconnecter"), save)
