"""Settings: the passphrase, and the recovery key."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.beside import Beside
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.pages.settings.security.passphrase_sheets import ChangePassphraseSheet
from microdesk_desktop.pages.settings.security.recovery_sheet import RecoveryKeySheet
from microdesk_desktop.pages.settings.security.try_key_sheet import TryKeySheet
from microdesk_desktop.views.vault.security import Security, load_security, passphrase_text, recovery_key_text


class PassphrasePane(Pane):
    """What opens the vault: the passphrase is changed, the recovery key renewed."""

    key = "passphrase"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        change = buttons.plain(tr("Changer…"), self.change_passphrase)
        change.setAccessibleName(tr("Changer la phrase secrète"))
        renew = buttons.plain(tr("Renouveler…"), self.renew_recovery_key)
        renew.setAccessibleName(tr("Renouveler la clé de récupération"))
        attempt = buttons.plain(tr("Essayer…"), self.try_recovery_key)
        attempt.setAccessibleName(tr("Essayer la clé de récupération"))
        card = self.add_card()
        self._passphrase, self._recovery_key = labels.caption("", wraps=True), labels.caption("", wraps=True)
        self.add_line(card, "passphrase", self._passphrase, change)
        self.add_line(card, "recovery_key", self._recovery_key, Beside(attempt, renew))
        self.register("recovery_key", renew)

    @staticmethod
    def title() -> str:
        return tr("Phrase secrète et récupération")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="passphrase",
                name=tr("Phrase secrète"),
                synonyms=tr("mot de passe code changer modifier oublié chiffrement"),
            ),
            Line(
                key="recovery_key",
                name=tr("Clé de récupération"),
                synonyms=tr("clé de secours perdue oubli renouveler imprimer nouvelle"),
            ),
        )

    def change_passphrase(self) -> None:
        """Open the sheet that changes the passphrase."""
        ChangePassphraseSheet(self, self.workspace, self._show_changed)

    def renew_recovery_key(self) -> None:
        """Open the sheet that makes a new recovery key."""
        RecoveryKeySheet(self, self.workspace)

    def try_recovery_key(self) -> None:
        """Open the sheet that tries the recovery key."""
        TryKeySheet(self, self.workspace, self.reload)

    def reload(self) -> None:
        self.readings.load("security", load_security, self._show)

    def _show(self, security: Security) -> None:
        self._passphrase.setText(passphrase_text(security))
        self._recovery_key.setText(recovery_key_text(security))

    def _show_changed(self) -> None:
        self.workspace.notices.toast(lambda: Toast(text=tr("Phrase secrète changée.")))
        self.reload()
