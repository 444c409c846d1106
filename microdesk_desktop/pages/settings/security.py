"""Settings: automatic lock, passphrase, and unlocking with the system keyring."""

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.settings_card import SettingsCard
from microdesk_desktop.gui.window.preferences import LOCK_CHOICES
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.keyring_unlock import forget, remembers
from microdesk_desktop.pages.settings.passphrase_sheets import ChangePassphraseSheet, RememberSheet

KEY = "security"


class SecuritySettings(SettingsCard):
    """The delay before locking, the passphrase, and whether the keyring may open the vault."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Sécurité"))
        self._workspace = workspace
        self._is_remembered = False
        minutes = tuple((each, tr("{count} min").format(count=each)) for each in LOCK_CHOICES)
        delay = Choice(tr("Verrouillage automatique"), minutes, workspace.host.preferences.settings.lock_after_minutes)
        delay.chosen.connect(self._set_delay)
        change = buttons.plain(tr("Changer…"), self.change_passphrase)
        change.setAccessibleName(tr("Changer la phrase secrète"))
        self._state = labels.caption("", wraps=True)
        self.switch = buttons.plain("", self._switch_keyring)
        explanation = tr("Après un moment sans clavier ni souris. Ctrl+L verrouille tout de suite.")
        self.add_line(tr("Verrouillage automatique"), explanation, delay)
        self.add_line(tr("Phrase secrète"), tr("Elle chiffre le coffre et ses sauvegardes automatiques."), change)
        self.add_line(tr("Déverrouillage par le trousseau du système"), self._state, self.switch)
        self._show_remembered(False)

    def reload(self) -> None:
        """Read again whether the keyring may open the vault."""
        session = self._workspace.session
        self._workspace.runner.run(
            lambda _: remembers(session), lane=Lane.READ, on_success=self._show_remembered, owner=self
        )

    def change_passphrase(self) -> None:
        """Open the sheet that changes it."""
        ChangePassphraseSheet(self, self._workspace, self._show_changed)

    def _switch_keyring(self) -> None:
        if not self._is_remembered:
            RememberSheet(self, self._workspace, self.reload)
            return
        session = self._workspace.session
        self._workspace.runner.run(
            lambda _: forget(session), lane=Lane.NET, on_error=self._workspace.report, on_end=self.reload, owner=self
        )

    def _show_remembered(self, remembered: bool) -> None:
        self._is_remembered = remembered
        self.switch.setText(tr("Ne plus autoriser") if remembered else tr("Autoriser…"))
        self.switch.setAccessibleName(f"{tr('Déverrouillage par le trousseau du système')} : {self.switch.text()}")
        self._state.setText(
            tr("Le trousseau du système ouvre le coffre tant que votre session est ouverte.")
            if remembered
            else tr("La phrase secrète est demandée à chaque ouverture.")
        )

    def _set_delay(self, minutes: int) -> None:
        try:
            self._workspace.host.preferences.change(lock_after_minutes=minutes)
        except KnownError as error:
            self._workspace.report(error)
        self._workspace.host.set_idle_timeout(minutes)

    def _show_changed(self) -> None:
        self._workspace.notices.show(lambda: Banner(key=KEY, text=tr("Phrase secrète changée."), tone=Tone.POSITIVE))
