"""The certificate of a bridge on this computer: its fingerprint, and the comparison with the file that it exports."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.file_dialogs import choose_file
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.labels import restyle
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.connection.bridge import ShownCertificate, certificate_in
from microdesk_desktop.pages.connect.steps import ConnectStep
from microdesk_desktop.views.mail.accounts import fingerprint_lines
from microdesk_desktop.views.messages.errors import error_text


class CertificateStep(ConnectStep):
    """`accepted` goes on with the certificate, for this mailbox alone."""

    def __init__(self, workspace: Workspace, shown: ShownCertificate, accepted: Callable[[], object]) -> None:
        super().__init__()
        self.button_text = tr("Accepter ce certificat")
        self._shown = shown
        self._workspace = workspace
        self._accepted = accepted
        self.outcome = labels.body("")
        self.outcome.hide()
        self.column.addWidget(labels.heading(tr("Est-ce bien Bridge ?")))
        self.column.addWidget(
            labels.body(
                tr(
                    "Aucune autorité ne signe le certificat de ce programme de votre ordinateur. C'est normal pour "
                    "Proton Mail Bridge, qui fabrique le sien. Rien ne lui a encore été envoyé."
                )
            )
        )
        self.column.addWidget(labels.caption(tr("Empreinte SHA-256 du certificat"), wraps=True))
        self.column.addWidget(labels.secret(fingerprint_lines(shown.fingerprint)))
        self.column.addWidget(
            labels.muted(
                tr(
                    "Pour vous en assurer : dans Bridge, « Paramètres », « Paramètres avancés », « Exporter les "
                    "certificats TLS » ; MicroDesk compare le fichier cert.pem avec ce que montre le programme."
                )
            )
        )
        compare = buttons.link(tr("Comparer avec le fichier cert.pem…"), self.choose)
        self.column.addWidget(compare, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.outcome)
        self.column.addWidget(
            labels.muted(
                tr("Accepté, il vaut pour cette boîte seulement, et sur cet ordinateur ; un autre serait refusé.")
            )
        )
        self.column.addStretch()
        self.setFocusProxy(compare)

    def submit(self) -> None:
        self._accepted()

    def choose(self) -> None:
        """Ask for the file that the bridge has exported."""
        choose_file(
            self,
            tr("Certificat exporté par Bridge"),
            self.compare,
            last=self._workspace.last_folder,
            filters=tr("Certificats") + " (*.pem *.crt *.cer)",
        )

    def compare(self, path: Path) -> None:
        """Show whether a file holds the certificate that the program shows."""
        self._workspace.examine(
            lambda *_: certificate_in(path),
            owner=self,
            on_success=self._show_compared,
            on_error=lambda error: self._show_outcome(error_text(error), is_wrong=True),
        )

    def _show_compared(self, exported: str) -> None:
        if exported == self._shown.certificate:
            self._show_outcome(tr("C'est le même certificat : vous pouvez l'accepter."), is_wrong=False)
        else:
            text = tr("Ce n'est pas le même certificat : ne l'acceptez pas, un autre programme répond peut-être ici.")
            self._show_outcome(text, is_wrong=True)

    def _show_outcome(self, text: str, *, is_wrong: bool) -> None:
        self.outcome.setText(text)
        self.outcome.show()
        restyle(self.outcome, "look", "error" if is_wrong else "accent")
        screen_reader.announce(self, text)
