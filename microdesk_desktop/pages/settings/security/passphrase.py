"""Settings: the passphrase, and the recovery key."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.pages.settings.security.passphrase_sheets import ChangePassphraseSheet
from microdesk_desktop.pages.settings.security.recovery_sheet import RecoveryKeySheet


class PassphrasePane(Pane):
    """What opens the vault: the passphrase is changed, the recovery key renewed."""

    key = "passphrase"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        change = buttons.plain(tr("Changer…"), self.change_passphrase)
        change.setAccessibleName(tr("Changer la phrase secrète"))
        renew = buttons.plain(tr("Renouveler…"), self.renew_recovery_key)
        renew.setAccessibleName(tr("Renouveler la clé de récupération"))
        card = self.add_card()
        self.add_line(card, "passphrase", tr("Elle chiffre le coffre et ses sauvegardes automatiques."), change)
        self.add_line(
            card,
            "recovery_key",
            tr(
                "Elle ouvre le coffre si vous oubliez la phrase secrète. Perdue, ou lue par quelqu'un d'autre ? "
                "Faites-en une nouvelle : l'ancienne cesse alors de servir."
            ),
            renew,
        )

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

    def _show_changed(self) -> None:
        self.workspace.notices.toast(lambda: Toast(text=tr("Phrase secrète changée.")))
