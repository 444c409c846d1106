"""The guide to a Gmail mailbox: what to click at Google, with a link to each page, then the client file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_file
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.file_drop import FileDrop
from microdesk_desktop.pages.connect.steps import ConnectStep
from microdesk_desktop.views.mail.connection.gmail import GMAIL_PAGES, gmail_steps

SUFFIX = ".json"


class GmailStep(ConnectStep):
    """`chosen` gets the client file, dropped or picked; `by_password` is the other way, None where there is none."""

    def __init__(
        self,
        open_page: Callable[[str], object],
        last: LastFolder,
        chosen: Callable[[Path], object],
        by_password: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self.button_text = tr("Choisir le fichier…")
        self._open_page = open_page
        self._last = last
        self._chosen = chosen
        self.refusal = labels.error()
        self.refusal.hide()
        self.column.addWidget(labels.heading(tr("Connecter Gmail par la page de Google")))
        self.column.addWidget(
            labels.muted(
                tr(
                    "Google n'ouvre Gmail qu'à un « client » inscrit chez lui. MicroDesk n'a ni serveur ni compte : "
                    "vous créez le vôtre, une fois, en dix minutes. Il n'ouvre que votre courrier, et rien ne s'y "
                    "supprime pour de bon."
                )
            )
        )
        self.column.addWidget(self._guide(by_password))
        self.column.addWidget(self.refusal)
        self.column.addStretch()
        FileDrop(self, (SUFFIX,), lambda _: True, lambda paths, _: self.take(paths[0]))

    def submit(self) -> None:
        choose_file(
            self,
            tr("Fichier du client Google"),
            self.take,
            last=self._last,
            filters=tr("Fichier JSON") + f" (*{SUFFIX})",
        )

    def refuse(self, text: str) -> None:
        """Show why the file was refused."""
        self.refusal.setText(text)
        self.refusal.show()

    def take(self, client_file: Path) -> None:
        """Go on with a client file."""
        self._chosen(client_file)

    def _guide(self, by_password: Callable[[], object] | None) -> QWidget:
        guide = QWidget()
        column = QVBoxLayout(guide)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for number, step in enumerate(gmail_steps(), 1):
            column.addWidget(self._numbered(number, step))
        column.addWidget(labels.body(tr("Le fichier est là ? Choisissez-le, ou déposez-le ici.")))
        if by_password is not None:
            column.addWidget(rule())
            column.addWidget(labels.muted(_other_way()))
            button = buttons.link(tr("Plutôt un mot de passe d'application…"), by_password)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return guide

    def _numbered(self, number: int, step: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(labels.body(f"{number}. {step}"))
        if number <= len(GMAIL_PAGES):
            url = GMAIL_PAGES[number - 1]
            link = buttons.link(tr("Ouvrir cette page"), lambda: self._open_page(url))
            link.setAccessibleName(tr("Ouvrir la page de l'étape {number}").format(number=number))
            column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        return holder


def _other_way() -> str:
    return tr(
        "Plus court, mais moins sûr : un mot de passe d'application se crée en deux minutes, et ouvre tout votre "
        "courrier, suppression définitive comprise."
    )
