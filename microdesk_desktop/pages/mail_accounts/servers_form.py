"""The login name and the servers of a mailbox, as they were found or as the user has them."""

from typing import Any

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.domain.mail.providers import MailSettings
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit, text_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings
from microdesk_desktop.views.messages.errors import error_text

IMAP_PORT, SMTP_PORT = 993, 465
"""Those of connections that are encrypted from the first byte (RFC 8314)."""
HIGHEST_PORT = 65_535


class ServersForm(Form):
    """Filled with what was found; empty but for the usual ports where nothing was."""

    def __init__(self, address: str, found: MailSettings | None) -> None:
        super().__init__()
        self._address = address
        self.user = text_field(tr("Identifiant"), required=True, hint=tr("Le plus souvent l'adresse entière."))
        self.user.set_value(found.user if found else address)
        self.add(self.user)
        self.imap = _ServerFields(tr("Serveur de réception (IMAP)"), found.imap if found else None, IMAP_PORT)
        self.smtp = _ServerFields(tr("Serveur d'envoi (SMTP)"), found.smtp if found else None, SMTP_PORT)
        for each in (self.imap, self.smtp):
            self.add_widget(labels.heading(each.name))
            self.add(each.host)
            self.add(each.port, each.security)

    def settings(self) -> ImapSettings:
        """What is in the fields, once `check` was successful."""
        return ImapSettings(
            address=self._address, user=self.user.value(), imap=self.imap.server(), smtp=self.smtp.server()
        )

    def refuse(self, error: KnownError) -> None:
        """Show a refused value at its field."""
        field: Field[Any] = self.user
        if error.params.get("field") == "mail_server":
            field = self.smtp.host if error.params.get("host") == self.smtp.host.value() else self.imap.host
        field.show_error(error_text(error))
        field.setFocus()


class _ServerFields:
    """The host, the port and the encryption of one server."""

    def __init__(self, name: str, server: Server | None, port: int) -> None:
        self.name = name
        self.host = text_field(tr("Adresse"), required=True, placeholder=tr("mail.exemple.fr"))
        self.port = _port_field()
        securities = ((Security.TLS, tr("TLS dès le début")), (Security.STARTTLS, "STARTTLS"))
        self.security = choice_field(tr("Chiffrement"), securities)
        self.port.set_value(server.port if server else port)
        if server is not None:
            self.host.set_value(server.host)
            self.security.set_value(server.security)

    def server(self) -> Server:
        return Server(host=self.host.value(), port=self.port.value(), security=self.security.value())


def _port_field() -> Field[int]:
    entry = new_line_edit()

    def read() -> int:
        text = entry.text().strip()
        if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= HIGHEST_PORT):
            raise Invalid(tr("Un nombre de 1 à 65535."))
        return int(text)

    field = Field(tr("Port"), entry, read=read, write=lambda port: entry.setText(str(port)), required=True)
    return connect_edited(field, entry)
