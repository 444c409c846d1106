"""Settings: bank keys, security, copies, privacy, appearance and language, the program itself."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets.scroll import Scroll
from microdesk_desktop.gui.window.command_palette import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.about import AboutSettings
from microdesk_desktop.pages.settings.appearance import AppearanceSettings
from microdesk_desktop.pages.settings.backup import BackupSettings
from microdesk_desktop.pages.settings.bank import BankSettings
from microdesk_desktop.pages.settings.privacy import PrivacySettings
from microdesk_desktop.pages.settings.security import SecuritySettings

COLUMN_WIDTH = 760


class SettingsPage(Page):
    """Cards in one column of limited width."""

    key = "settings"
    icon = "settings"
    flags = Changes.SETTINGS | Changes.CONNECTION | Changes.NETWORK
    is_in_foot = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.set_subtitle(tr("Tout se règle ici et reste sur cet ordinateur."))
        self._bank = BankSettings(workspace)
        self._security = SecuritySettings(workspace)
        self._backup = BackupSettings(workspace)
        self._privacy = PrivacySettings(workspace)
        column = QWidget()
        column.setMaximumWidth(COLUMN_WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MIDDLE)
        last = (AppearanceSettings(workspace), AboutSettings())
        for card in (self._bank, self._security, self._backup, self._privacy, *last):
            layout.addWidget(card)
        layout.addStretch()
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(column, 1)
        line.addStretch()
        self._scroll = Scroll(inside)
        self.body.addWidget(self._scroll, 1)

    @staticmethod
    def title() -> str:
        return tr("Réglages")

    def activate(self, wanted: object = None) -> None:
        cards: dict[object, QWidget] = {"banks": self._bank, "backups": self._backup, "privacy": self._privacy}
        if wanted in cards:
            self._scroll.ensureWidgetVisible(cards[wanted])
            cards[wanted].setFocus()

    def reload(self) -> None:
        self._bank.reload()
        self._security.reload()
        self._backup.reload()
        self._privacy.reload()

    def commands(self) -> Sequence[Command]:
        return (
            Command(text=tr("Changer la phrase secrète…"), act=self._security.change_passphrase, icon="key-round"),
            Command(
                text=tr("Voir ce qui est sorti de cet ordinateur…"), act=self._privacy.read_journal, icon="shield-check"
            ),
            Command(text=tr("Sauvegarder le coffre ailleurs…"), act=self._backup.choose_folder, icon="hard-drive"),
        )
