"""Third step of the welcome: the passphrase, and whether the system keyring may open the vault."""

from collections.abc import Callable, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.pages.shared.new_passphrase import NewPassphrase
from microdesk_desktop.pages.start.welcome_step import WelcomeStep


class PassphraseStep(WelcomeStep):
    """The passphrase that opens the vault each day."""

    def __init__(self, runner: Runner, submit: Callable[[], object], known: Callable[[], Sequence[str]]) -> None:
        super().__init__(tr("Votre phrase secrète"), tr("Créer le coffre"))
        self.passphrase = NewPassphrase(runner, submit, tr("Phrase secrète"), known)
        self.remember = CheckBox(
            tr("Déverrouiller par le trousseau du système"),
            hint=tr(
                "Il ouvrira le coffre à votre place, tant que votre session est ouverte. "
                "Votre système peut vous demander d'ouvrir ce trousseau, ou de le créer."
            ),
        )
        self.column.addWidget(
            labels.muted(tr("Elle chiffre tout ce que vous confierez à MicroDesk. Personne ne peut la retrouver."))
        )
        self.column.addWidget(self.passphrase)
        self.column.addWidget(self.remember)
        self.column.addStretch()
        self.setFocusProxy(self.passphrase)

    def check(self) -> bool:
        return self.passphrase.check()
