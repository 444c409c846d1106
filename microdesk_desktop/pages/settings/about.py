"""Settings: the program's version, and its licences."""

from microdesk_desktop import __version__
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.widgets.settings_card import SettingsCard
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.views.privacy.licences import load_licences

# Licences are laid out for lines of a hundred characters.
LICENCES_WIDTH = 760


class AboutSettings(SettingsCard):
    """The version, and the licences of the program and of what it contains."""

    def __init__(self) -> None:
        super().__init__(tr("À propos"))
        read = buttons.plain(tr("Lire…"), self.read_licences)
        read.setAccessibleName(tr("Lire les licences"))
        version = tr("Version {version}. Logiciel libre, sous licence GPL 3 ou ultérieure.")
        self.add_line("MicroDesk", version.format(version=__version__), read)

    def read_licences(self) -> None:
        """Open the licences."""
        SideSheet(self, tr("Licences"), long_text(load_licences(), tr("Licences")), width=LICENCES_WIDTH)
