"""The guide to a mailbox of Microsoft 365: what an administrator does there, then the id of the application."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.text_fields import on_enter, text_field
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.pages.connect.steps import ConnectStep
from microdesk_desktop.views.mail.connection.microsoft import ENTRA, microsoft_steps


class MicrosoftStep(ConnectStep):
    """`chosen` gets the id of the application."""

    def __init__(self, address: str, open_page: Callable[[str], object], chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.button_text = tr("Continuer chez Microsoft")
        self._open_page = open_page
        self._chosen = chosen
        self.client = text_field(tr("ID d'application (client)"), required=True)
        self.column.addWidget(labels.elided(tr("Connecter {address}").format(address=address)))
        self.column.addWidget(
            labels.muted(
                tr(
                    "Microsoft 365 n'accepte plus de mot de passe. Une application inscrite par votre entreprise "
                    "donne l'accès à votre courrier, et à rien d'autre ; il faut pour cela un compte d'administrateur."
                )
            )
        )
        self.column.addWidget(self._guide())
        self.column.addStretch()
        self.setFocusProxy(self.client)
        on_enter(self.client, self.submit)

    def submit(self) -> None:
        if self.client.check():
            self._chosen(self.client.value())

    def open_page(self) -> None:
        """Open the page of Microsoft that lists the applications."""
        self._open_page(ENTRA)

    def _guide(self) -> QWidget:
        guide = QWidget()
        column = QVBoxLayout(guide)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        for number, step in enumerate(microsoft_steps(), 1):
            column.addWidget(labels.body(f"{number}. {step}"))
        link = buttons.link(tr("Ouvrir les inscriptions d'applications"), self.open_page)
        column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.client)
        return guide
