"""The signature of a mailbox, in a sheet: it is a setting, kept in the vault, and put under each new message."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.growing_text import GrowingText
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.compose.signature import keep_signature, signature_of

LEAST_LINES = 5
"""A name, a trade, a phone number, an address."""


def edit_signature(workspace: Workspace, host: QWidget, account: Account) -> None:
    """Open the signature of an account, from any page."""

    def opened(text: str) -> None:
        if can_open_sheet(host):
            _open(workspace, host, account, text)

    workspace.examine(lambda session, _: signature_of(session, account.id), owner=host, on_success=opened)


def _open(workspace: Workspace, host: QWidget, account: Account, text: str) -> None:
    entry = GrowingText(tr("Signature"), LEAST_LINES)
    field = Field(
        tr("Signature de {address}").format(address=account.address),
        entry,
        read=entry.written,
        write=entry.setPlainText,
        hint=tr("Placée sous vos nouveaux messages et vos réponses. Laissez vide pour n'en mettre aucune."),
    )
    field.set_value(text)
    form = Form()
    form.add(field)

    def save() -> None:
        written = field.value()
        workspace.perform(
            lambda session: keep_signature(session, account.id, written), message=lambda: tr("Signature enregistrée.")
        )
        sheet.close_sheet()

    sheet = Sheet(host, tr("Signature"), form, tr("Enregistrer"), save)
