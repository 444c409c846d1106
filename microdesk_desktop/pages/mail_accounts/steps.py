"""The first and the last steps of connecting a mailbox: its address, why it is impossible, what was connected."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.checks.contact import email_flaw
from microdesk_desktop.gui.forms.text_fields import on_enter, text_field
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.pages.connect.steps import ConnectStep
from microdesk_desktop.views.messages.flaws import flaw_text


class AddressStep(ConnectStep):
    """The address, from which follows what is asked next; `chosen` gets it."""

    def __init__(self, address: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.button_text = tr("Continuer")
        self._chosen = chosen
        self.address = text_field(tr("Votre adresse e-mail"), required=True, placeholder=tr("vous@exemple.fr"))
        self.address.set_value(address)
        self.column.addWidget(labels.heading(tr("Quelle boîte connecter ?")))
        self.column.addWidget(
            labels.muted(
                tr(
                    "Votre adresse suffit d'abord : MicroDesk vous dit ce qu'il faut pour elle avant de demander un "
                    "mot de passe. Si sa messagerie lui est inconnue, il interroge son domaine, jamais avec l'adresse."
                )
            )
        )
        self.column.addWidget(self.address)
        self.column.addWidget(
            labels.caption(
                tr(
                    "Vos messages restent sur leur serveur : MicroDesk les montre et n'en garde rien sur cet "
                    "ordinateur. Le mot de passe va dans le trousseau du système."
                ),
                wraps=True,
            )
        )
        self.column.addStretch()
        self.setFocusProxy(self.address)
        on_enter(self.address, self.submit)

    def submit(self) -> None:
        if not self.address.check():
            return
        flaw = email_flaw(self.address.value())
        if flaw is not None:
            self.address.show_error(flaw_text(flaw))
            return
        self._chosen(self.address.value())


class ImpossibleStep(ConnectStep):
    """Why a mailbox cannot be connected, before anything was asked; the button leads to another address."""

    def __init__(self, address: str, why: str, another: Callable[[], object]) -> None:
        super().__init__()
        self.button_text = tr("Donner une autre adresse")
        self._another = another
        self.column.addWidget(labels.lead(tr("Cette boîte ne peut pas être connectée")))
        self.column.addWidget(labels.elided(address))
        self.column.addWidget(labels.body(why))
        self.column.addWidget(
            labels.muted(
                tr(
                    "Vos documents partent quand même : « Enregistrer le PDF », puis joignez-le dans votre messagerie "
                    "habituelle."
                )
            )
        )
        self.column.addStretch()

    def submit(self) -> None:
        self._another()


class ConnectedStep(ConnectStep):
    """What was connected, where there is something left to do; the links do it."""

    def __init__(
        self, lines: Sequence[str], links: Sequence[tuple[str, Callable[[], object]]], close: Callable[[], object]
    ) -> None:
        super().__init__()
        self.button_text = tr("Terminer")
        self._close = close
        self.column.addWidget(labels.lead(lines[0]))
        for line in lines[1:]:
            self.column.addWidget(labels.body(line))
        for link in links:
            self.column.addWidget(buttons.link(*link), alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()

    def submit(self) -> None:
        self._close()
