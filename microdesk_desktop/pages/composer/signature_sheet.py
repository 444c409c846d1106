"""The signature of a mailbox, in a sheet: it is a setting, kept in the vault, and put under each new message."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.growing_text import GrowingText
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.compose.signature import keep_signature, provider_signature, signature_of
from microdesk_desktop.views.messages.errors import error_text

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
    if account.kind is AccountKind.GMAIL:
        form.add_widget(buttons.link(tr("Reprendre celle de Gmail"), lambda: take_over()))

    def take_over() -> None:
        workspace.examine(
            lambda session, job: provider_signature(session, account.id, job),
            owner=sheet,
            lane=Lane.NET,
            on_success=taken,
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    def taken(text: str) -> None:
        if text:
            field.set_value(text)
        else:
            sheet.refuse(tr("Gmail n'a pas de signature pour {address}.").format(address=account.address))

    def save() -> None:
        written = field.value()
        workspace.perform(
            lambda session: keep_signature(session, account.id, written), message=lambda: tr("Signature enregistrée.")
        )
        sheet.close_sheet()

    sheet = Sheet(host, tr("Signature"), form, tr("Enregistrer"), save)
